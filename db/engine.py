"""How a database is opened: what each connection is told, and why."""

import re
from contextlib import suppress
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Engine, create_engine, event, make_url

from db.driver import sqlite3
from db.postgres import open_postgres

BUSY_MILLISECONDS = 5_000
_WRITES = "tadqiq_writes"


def open_engine(url: str) -> Engine:
    """An engine on SQLite or PostgreSQL. SQLite opens a write with BEGIN IMMEDIATE, see `writing`."""
    if not url.startswith("sqlite"):
        return open_postgres(url)
    connect = {"timeout": BUSY_MILLISECONDS / 1000}
    engine = create_engine(url, module=sqlite3, pool_size=20, pool_use_lifo=True, connect_args=connect)
    event.listen(engine, "connect", _configure)
    event.listen(engine, "begin", _begin)
    return engine


def file_of(url: str | URL) -> Path | None:
    """The file of a SQLite database; None for one in memory and on another engine."""
    parts = make_url(url)
    is_file = parts.get_backend_name() == "sqlite" and parts.database not in (None, "", ":memory:")
    return Path(parts.database or "") if is_file else None


def is_postgres(engine: Engine) -> bool:
    """Whether this is PostgreSQL and not SQLite."""
    return engine.dialect.name == "postgresql"


def reading(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions see one state of the database, as SQLite's do of themselves."""
    if not is_postgres(engine):
        return engine
    return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)


def glancing(engine: Engine) -> Engine:
    """The same engine and pool for looking one thing up: without the two messages that a transaction costs."""
    return engine.execution_options(isolation_level="AUTOCOMMIT") if is_postgres(engine) else engine


def writing(engine: Engine) -> Engine:
    """The same engine and pool, whose transactions take the write lock at once.

    A transaction that reads first and asks for the lock later fails when another has written in between
    (329 of 360 times with six threads); BEGIN IMMEDIATE waits instead.
    """
    return engine.execution_options(**{_WRITES: True})


def journal_mode(sqlite_version: tuple[int, ...]) -> str:
    """WAL where the linked SQLite has no WAL-reset race (fixed in 3.51.3, 3.50.7 and 3.44.6), else TRUNCATE."""
    fixed = (
        sqlite_version >= (3, 51, 3)
        or (3, 50, 7) <= sqlite_version < (3, 51)
        or (3, 44, 6) <= sqlite_version < (3, 45)
        or sqlite_version < (3, 7)
    )
    return "WAL" if fixed else "TRUNCATE"


def _configure(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # the driver's own BEGIN comes too late; _begin says it
    version = connection.execute("select sqlite_version()").fetchone()[0]
    numbers = tuple(int(part) for part in re.findall(r"\d+", version))
    connection.execute(f"pragma busy_timeout={BUSY_MILLISECONDS}")
    connection.execute("pragma foreign_keys=on")
    _choose_journal(connection, journal_mode(numbers))
    connection.execute("pragma synchronous=full")  # a commit that returned survives a pulled plug


def _choose_journal(connection: Any, wanted: str) -> None:
    if connection.execute("pragma journal_mode").fetchone()[0].upper() == wanted:
        return
    with suppress(sqlite3.OperationalError):  # others have the file open: it stays in its mode, which is as safe
        connection.execute(f"pragma journal_mode={wanted}")


def _begin(connection: Any) -> None:
    immediate = connection.get_execution_options().get(_WRITES)
    connection.exec_driver_sql("begin immediate" if immediate else "begin")
