"""Statements that run at every act: built once, past the ORM, which costs as much again as SQLite itself.

They see what was flushed, and nothing that only stands in the session: whoever mixes the two flushes first.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import Executable, Row, Select, Table, bindparam, select
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


def first(tx: Tx, statement: Executable, **values: Any) -> Row[Any] | None:
    """The first row that a statement finds."""
    return tx.connection().execute(statement, values).first()


def rows(tx: Tx, statement: Executable, **values: Any) -> Sequence[Row[Any]]:
    """All rows that a statement finds."""
    return tx.connection().execute(statement, values).all()


def run(tx: Tx, statement: Executable, values: dict[str, Any]) -> None:
    """Carries a statement out."""
    tx.connection().execute(statement, values)


def run_many(tx: Tx, statement: Executable, rows: Sequence[dict[str, Any]]) -> None:
    """Carries a statement out for each of the rows, in their order."""
    if rows:
        tx.connection().execute(statement, rows)
