"""A SQLite file: its pages, its foreign keys, its schema, and that every value is of its column's kind."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from sqlalchemy import JSON, Boolean, Connection, Integer, LargeBinary, create_engine
from sqlmodel import SQLModel

import db.tables  # noqa: F401  the tables register themselves
from db.doctor.finding import Finding, found
from db.migrate import upgrade
from db.tables import UtcTime


def pages(connection: Connection) -> Iterator[Finding]:
    """SQLite's own check of every page and index."""
    for (line,) in connection.exec_driver_sql("pragma integrity_check(20)"):
        if line != "ok":
            yield found("pages", line=line)


def foreign_keys(connection: Connection) -> Iterator[Finding]:
    """Rows that name a row which isn't there."""
    for table, row, parent, _ in connection.exec_driver_sql("pragma foreign_key_check"):
        yield found("foreign_key", table=table, row=row, parent=parent)


def schema(connection: Connection) -> Iterator[Finding]:
    """Tables and indexes, against those that the migrations make in an empty database."""
    wanted, present = _as_migrated(), _schema(connection)
    for name in sorted(wanted.keys() | present.keys(), key=str):
        if wanted.get(name) != present.get(name):
            yield found("schema", name=name)


def kinds(connection: Connection) -> Iterator[Finding]:
    """Values that their column can't hold: SQLite itself would let them pass."""
    for table in SQLModel.metadata.sorted_tables:
        sound = " and ".join(_sound(column) for column in table.columns)
        for (row,) in connection.exec_driver_sql(f'select rowid from "{table.name}" where not ({sound}) limit 20'):  # noqa: S608  our own names
            yield found("value", table=table.name, row=row)


@cache
def _as_migrated() -> dict[str, str]:
    fresh = create_engine("sqlite://")
    try:
        upgrade(fresh)
        with fresh.connect() as connection:
            return _schema(connection)
    finally:
        fresh.dispose()


def _sound(column: Any) -> str:
    """An SQL condition that a column's values meet; never NULL, so that `not` may stand before it."""
    name, kind = f'"{column.name}"', column.type
    if isinstance(kind, JSON):
        condition = f"typeof({name}) = 'text' and json_valid({name})"
    elif isinstance(kind, Boolean):
        condition = f"typeof({name}) = 'integer' and {name} in (0, 1)"
    elif isinstance(kind, Integer):
        condition = f"typeof({name}) = 'integer'"
    elif isinstance(kind, LargeBinary):
        condition = f"typeof({name}) = 'blob'"
    elif isinstance(kind, UtcTime):
        condition = f"typeof({name}) = 'text' and julianday({name}) is not null"
    else:
        condition = f"typeof({name}) = 'text'"
    return f"({name} is null or ({condition}))" if column.nullable else f"({condition})"


def _schema(connection: Connection) -> dict[str, str]:
    rows = connection.exec_driver_sql("select name, coalesce(sql, '') from sqlite_master")
    return {name: sql for name, sql in rows if not str(name).startswith("sqlite_stat")}
