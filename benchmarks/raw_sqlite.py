"""The floor: what one commit of SQLite costs on this disk, in the mode that the store uses."""

import time
from pathlib import Path

from db.driver import sqlite3
from db.engine import journal_mode


def commits(folder: Path, count: int = 200) -> list[float]:
    """Milliseconds of commits that each write three small rows, as one act does."""
    database = sqlite3.connect(folder / "raw.sqlite3", isolation_level=None)
    database.execute(f"pragma journal_mode={journal_mode(sqlite3.sqlite_version_info)}")
    database.execute("pragma synchronous=full")
    for table in ("a", "b", "c"):
        database.execute(f"create table if not exists {table} (id text primary key, value text)")
    times = []
    for number in range(count):
        start = time.perf_counter()
        database.execute("begin immediate")
        for table in ("a", "b", "c"):
            database.execute(f"insert into {table} values (?, ?)", (f"{start}{number}", "x" * 300))
        database.execute("commit")
        times.append((time.perf_counter() - start) * 1000)
    database.close()
    return times
