"""The audit is filtered by person and time: its index holds them"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0008"


def upgrade() -> None:
    op.drop_index("event_beside_operations", "event")
    beside = sa.text("operation_id is null")
    columns = ["kind", "seq", "person_id", "thing_id", "at"]
    op.create_index("event_of_audit", "event", columns, sqlite_where=beside, postgresql_where=beside)
