"""Statements that run at every act: built once, past the ORM, which costs as much again as SQLite itself.

They see what was flushed, and nothing that only stands in the session: whoever mixes the two flushes first.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Executable, Row, Select, Table, bindparam, select
from sqlmodel import SQLModel

from db.store import Tx


def table_of(row: type[SQLModel]) -> Table:
    """The table behind a row class."""
    table: Table = row.__table__  # type: ignore[attr-defined]
    return table


def every(row: type[SQLModel]) -> Select[Any]:
    """Selects the rows of a table."""
    return select(table_of(row))


def by_id(row: type[SQLModel]) -> Select[Any]:
    """Selects the row whose id is given as `id`."""
    return every(row).where(table_of(row).c.id == bindparam("id"))


def connection_of(tx: Tx) -> Connection:
    """The connection that a transaction is on, kept beside it: the session takes as long to say as SQLite to answer."""
    known: Connection | None = tx.info.get("connection")
    if known is None:
        known = tx.info["connection"] = tx.connection()
    return known


def first(tx: Tx, statement: Executable, **values: Any) -> Row[Any] | None:
    """The first row that a statement finds."""
    return connection_of(tx).execute(statement, values).first()


def rows(tx: Tx, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
    """All rows that a statement finds."""
    return connection_of(tx).execute(statement, values).all()


def run(tx: Tx, statement: Executable, values: dict[str, Any]) -> None:
    """Carries a statement out."""
    connection_of(tx).execute(statement, values)


def run_many(tx: Tx, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Carries a statement out for each of the rows, in their order."""
    if rows:
        connection_of(tx).execute(statement, rows)
