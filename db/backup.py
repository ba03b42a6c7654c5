"""Copies of a SQLite database, taken while it is in use."""

from contextlib import closing
from pathlib import Path

from sqlalchemy import Engine

from db.driver import sqlite3


def back_up(engine: Engine, label: str) -> Path | None:
    """Copies the database beside itself as `NAME.before-LABEL`; None where there is no file to copy."""
    name = engine.url.database
    if engine.dialect.name != "sqlite" or not name or name == ":memory:":
        return None
    target = Path(f"{name}.before-{label}")
    with closing(sqlite3.connect(name)) as source, closing(sqlite3.connect(target)) as copy:
        source.backup(copy)
    return target
