"""Who has a SQLite database open. An idle connection leaves no trace that another process could see, so each process
that opens the database holds a lock on a file beside it; it goes with the process, however that ends.

The lock is SQLite's own, on an empty database of its own: the same on every system.
"""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from annotator.errors import InUse
from db.driver import sqlite3

_held: dict[Path, sqlite3.Connection] = {}


def hold(database: Path) -> None:
    """Says until the process ends that it has the database open; raises InUse while another one is replacing it."""
    if database not in _held:
        connection = _open(database)
        try:
            connection.execute("begin")
            connection.execute("select count(*) from sqlite_master")  # a reader shares the lock with other readers
        except sqlite3.OperationalError as error:
            connection.close()
            raise InUse("database_replaced", name=database.name) from error
        _held[database] = connection


@contextmanager
def alone(database: Path) -> Iterator[None]:
    """Keeps every other process from opening the database; raises InUse where one has it open."""
    with closing(_open(database)) as connection:
        try:
            connection.execute("begin exclusive")
        except sqlite3.OperationalError as error:
            raise InUse("database_in_use", name=database.name) from error
        yield


def _open(database: Path) -> sqlite3.Connection:
    return sqlite3.connect(f"{database}.in-use", timeout=0, isolation_level=None, check_same_thread=False)
