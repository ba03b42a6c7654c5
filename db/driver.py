"""The SQLite that everything under `db/` goes through: the newest one, from a wheel, where there is a wheel.

A process that opens one file through two copies of SQLite loses its locks on it (sqlite.org/howtocorrupt.html, 2.2.1),
so nothing else in the program imports `sqlite3`.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
else:
    try:
        from pysqlite3 import dbapi2 as sqlite3
    except ImportError:  # a machine that it has no wheel for: Python's own, however old, see `engine.journal_mode`
        import sqlite3

__all__ = ["sqlite3"]
