"""apsw with the face of Python's `sqlite3`, as far as SQLAlchemy and the store look at it."""

from collections.abc import Callable, Iterable, Sequence
from functools import wraps
from typing import Any

import apsw

from db.driver import sqlite3
from tests.faults.power.recorder import NAME

paramstyle, threadsafety, apilevel = "qmark", 1, "2.0"
sqlite_version = apsw.sqlite_lib_version()
sqlite_version_info = tuple(int(part) for part in sqlite_version.split("."))
Error, DatabaseError, OperationalError = sqlite3.Error, sqlite3.DatabaseError, sqlite3.OperationalError
IntegrityError, ProgrammingError, InterfaceError = (
    sqlite3.IntegrityError,
    sqlite3.ProgrammingError,
    sqlite3.InterfaceError,
)
InternalError, DataError, NotSupportedError = sqlite3.InternalError, sqlite3.DataError, sqlite3.NotSupportedError
Binary = bytes


def connect(file: str, timeout: float = 5.0, **_options: Any) -> "Connection":
    """A connection through the recorded file layer."""
    return Connection(apsw.Connection(str(file), vfs=NAME), timeout)


def _translated(method: Callable[..., Any]) -> Callable[..., Any]:
    @wraps(method)
    def run(*arguments: Any) -> Any:
        try:
            return method(*arguments)
        except apsw.ConstraintError as error:
            raise IntegrityError(str(error)) from error
        except apsw.Error as error:
            raise OperationalError(str(error)) from error

    return run


class Connection:
    """A connection in autocommit: transactions begin when somebody says so, as the store does."""

    isolation_level = None

    def __init__(self, connection: apsw.Connection, timeout: float) -> None:
        self._connection = connection
        connection.set_busy_timeout(round(timeout * 1000))

    def cursor(self) -> "Cursor":
        return Cursor(self._connection)

    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        return self.cursor().execute(statement, values)

    def create_function(self, *_arguments: Any, **_options: Any) -> None:
        """SQLAlchemy offers `regexp`, which nobody here uses."""

    def commit(self) -> None:
        self._end("commit")

    def rollback(self) -> None:
        self._end("rollback")

    def close(self) -> None:
        self._connection.close()

    @_translated
    def _end(self, how: str) -> None:
        if self._connection.in_transaction:
            self._connection.execute(how)


class Cursor:
    """Rows are fetched at once, so that no statement stays open behind the store's back."""

    arraysize = 1

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self._rows: list[Any] = []
        self.description: Any = None
        self.rowcount = -1
        self.lastrowid = 0

    @_translated
    def execute(self, statement: str, values: Sequence[Any] = ()) -> "Cursor":
        before = self._connection.total_changes()
        cursor = self._connection.cursor()
        cursor.exec_trace = self._describe
        self._rows = list(cursor.execute(statement, tuple(values)))
        self.rowcount = self._connection.total_changes() - before
        self.lastrowid = self._connection.last_insert_rowid()
        return self

    def _describe(self, cursor: apsw.Cursor, _statement: str, _values: Any) -> bool:
        columns = cursor.get_description()
        self.description = [(column[0], *(None,) * 6) for column in columns] or None
        return True

    def executemany(self, statement: str, rows: Iterable[Sequence[Any]]) -> "Cursor":
        for values in rows:
            self.execute(statement, values)
        return self

    def fetchone(self) -> Any:
        return self._rows.pop(0) if self._rows else None

    def fetchmany(self, size: int | None = None) -> list[Any]:
        taken, self._rows = self._rows[: size or 1], self._rows[size or 1 :]
        return taken

    def fetchall(self) -> list[Any]:
        taken, self._rows = self._rows, []
        return taken

    def close(self) -> None:
        self._rows = []
