"""Bringing a database to the newest schema, with the old one kept: SQLite's by us, PostgreSQL's by its admin."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from annotator.errors import NewerSchema, OlderSchema
from db import postgres
from db.backup import back_up
from db.engine import is_postgres, writing


def upgrade(engine: Engine, *, agreed: bool = False) -> str:
    """Upgrades in one transaction, and gives back the schema's number; a SQLite file is copied first.

    Of PostgreSQL we have no copy, and other processes may be at work on it: unless that is `agreed` to, only an empty
    database is changed. Raises NewerSchema or OlderSchema before anything is touched.
    """
    with engine.connect() as connection:
        current = _revision(connection)
    newest = _script().get_current_head() or ""
    if current == newest:
        return newest
    if current is not None:
        if is_postgres(engine) and not agreed:
            raise OlderSchema("older_schema", revision=current)
        back_up(engine, current)
    with writing(engine).begin() as connection:
        if is_postgres(engine):
            postgres.wait_long(connection)
            postgres.take_turn(connection, None)
            _revision(connection)  # another process may have been first
        command.upgrade(_config(connection), "head")
    return newest


def _revision(connection: Connection) -> str | None:
    """The schema that a database has; raises NewerSchema for one that we don't know."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in {revision.revision for revision in _script().walk_revisions()}:
        raise NewerSchema("newer_schema", revision=current)
    return current


def _script() -> ScriptDirectory:
    return ScriptDirectory.from_config(_config())


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
