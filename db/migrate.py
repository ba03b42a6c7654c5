"""Bringing a database to the newest schema, with the old one kept: SQLite's by us, PostgreSQL's by its admin."""

from dataclasses import dataclass
from functools import cache
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


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did: from which schema (None: from nothing), to which, and where the old database is kept."""

    before: str | None
    after: str
    backup: Path | None


def upgrade(engine: Engine, *, agreed: bool = False) -> Upgraded | None:
    """Upgrades in one transaction; None where there is nothing to do. A proved copy of a SQLite file comes first.

    Of PostgreSQL we have no copy, and other processes may be at work on it: unless that is `agreed` to, only an empty
    database is changed. Raises NewerSchema, OlderSchema, or Damaged or StorageFull where the file can't be copied;
    then nothing is touched.
    """
    head = newest()
    with engine.connect() as connection:
        current = _known_schema_of(connection)
    if current == head:
        return None
    backup = None
    if current is not None:
        if is_postgres(engine) and not agreed:
            raise OlderSchema("older_schema", revision=current)
        backup = back_up(engine, current)
    with writing(engine).begin() as connection:
        if is_postgres(engine):
            postgres.wait_long(connection)
            postgres.take_turn(connection, None)
            _known_schema_of(connection)  # another process may have been first
        command.upgrade(_config(connection), "head")
    return Upgraded(current, head, backup)


def schema_of(engine: Engine) -> str | None:
    """The schema that a database is at; None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The schema that this code is written for."""
    return str(_scripts().get_current_head())


def known() -> set[str]:
    """Every schema from which there is a way to the newest."""
    return {script.revision for script in _scripts().walk_revisions()}


@cache
def _scripts() -> ScriptDirectory:
    """The steps from schema to schema: read once, they belong to the code."""
    return ScriptDirectory.from_config(_config())


def _known_schema_of(connection: Connection) -> str | None:
    """The schema that a database is at; raises NewerSchema for one that we don't know."""
    current = MigrationContext.configure(connection).get_current_revision()
    if current is not None and current not in known():
        raise NewerSchema("newer_schema", revision=current)
    return current


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
