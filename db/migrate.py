"""Bringing a database to the newest schema, with a copy of the old one kept beside it."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from annotator.errors import NewerSchema
from db.backup import back_up
from db.engine import writing


def upgrade(engine: Engine) -> None:
    """Upgrades in one transaction. Raises NewerSchema, before anything is touched, for a database of the future."""
    script = ScriptDirectory.from_config(_config())
    with engine.connect() as connection:
        current = MigrationContext.configure(connection).get_current_revision()
    if current == script.get_current_head():
        return
    if current is not None:
        if current not in {revision.revision for revision in script.walk_revisions()}:
            raise NewerSchema("newer_schema", revision=current)
        back_up(engine, current)
    with writing(engine).begin() as connection:
        command.upgrade(_config(connection), "head")


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
