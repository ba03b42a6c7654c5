"""Bringing a database to the newest schema, with a copy of the old one kept beside it."""

from dataclasses import dataclass
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from annotator.errors import NewerSchema
from db.backup import back_up
from db.engine import writing


@dataclass(frozen=True)
class Upgraded:
    """What an upgrade did: from which schema (None: from nothing), to which, and where the old database is kept."""

    before: str | None
    after: str
    backup: Path | None


def upgrade(engine: Engine) -> Upgraded | None:
    """Upgrades in one transaction; None where there is nothing to do.

    The backup is proved whole before anything is changed. Raises NewerSchema for a database of the future, Damaged
    or StorageFull where it can't be copied; then nothing is touched.
    """
    head, current = newest(), schema_of(engine)
    if current == head:
        return None
    backup = None
    if current is not None:
        if current not in known():
            raise NewerSchema("newer_schema", revision=current)
        backup = back_up(engine, current)
    with writing(engine).begin() as connection:
        command.upgrade(_config(connection), "head")
    return Upgraded(current, head, backup)


def schema_of(engine: Engine) -> str | None:
    """The schema that a database is at; None where it is empty."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest() -> str:
    """The schema that this code is written for."""
    return str(ScriptDirectory.from_config(_config()).get_current_head())


def known() -> set[str]:
    """Every schema from which there is a way to the newest."""
    return {script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions()}


def _config(connection: Connection | None = None) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
