"""People: sessions that are told apart, invitations, memberships that end, sign-in at a provider"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.create_table(
        "identity",
        sa.Column("issuer", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("issuer", "subject"),
    )
    op.create_index("ix_identity_person_id", "identity", ["person_id"])
    _sessions()
    _links()
    op.add_column("member", sa.Column("retired_at", sa.DateTime(), nullable=True))
    beside = sa.text("operation_id is null")
    columns = ["kind", "seq"]
    op.create_index("event_beside_operations", "event", columns, sqlite_where=beside, postgresql_where=beside)


def _sessions() -> None:
    op.add_column("sign_in", sa.Column("seen_at", sa.DateTime(), nullable=True))
    op.execute("update sign_in set seen_at = created_at")
    with op.batch_alter_table("sign_in") as batch:
        batch.alter_column("seen_at", existing_type=sa.DateTime(), nullable=False)
        for name in ("address", "browser"):
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))


def _links() -> None:
    with op.batch_alter_table("one_time_link") as batch:
        for name in ("created_by", "person_id", "project_id", "role", "name"):
            batch.add_column(sa.Column(name, sa.String(), nullable=True))
        for name, table in (("created_by", "person"), ("person_id", "person"), ("project_id", "project")):
            batch.create_foreign_key(f"fk_one_time_link_{name}", table, [name], ["id"])
