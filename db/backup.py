"""Copies of a SQLite database, taken while it is in use, and proved before anybody relies on them."""

import os
import time
from collections.abc import Callable
from contextlib import closing, nullcontext, suppress
from pathlib import Path
from threading import Semaphore

from sqlalchemy import Engine

from annotator.errors import Damaged, StorageFull
from db.driver import sqlite3
from db.engine import file_of

STEP = 256  # pages copied at a time: a mebibyte, milliseconds
_PAUSE = 0.002  # seconds between two steps, in which others save
_TRIES = 50  # begun anew because another process wrote; then the rest is copied in one step
_SHRINKING = {"sign_in", "one_time_link", "sign_in_attempt"}  # tables whose rows may be dropped: they pass


def back_up(engine: Engine, label: str) -> Path | None:
    """Copies the database beside itself as `NAME.before-LABEL`, proved; None where there is no file to copy."""
    file = file_of(engine.url)
    if file is None:
        return None
    target = file.with_name(f"{file.name}.before-{label}")
    with closing(sqlite3.connect(file)) as source:
        copy(source, target)
    return target


def copy(source: sqlite3.Connection, target: Path, lock: Semaphore | None = None) -> dict[str, int]:
    """Copies a database into a file of its own, and gives back how many rows each table has in it.

    With the lock that saves take, the copy is made step by step, and others save between the steps; without, in one.
    The target is replaced once the copy is proved whole. Raises Damaged or StorageFull; then it is what it was.
    """
    unfinished = target.with_name(f"{target.name}.{os.getpid()}.unfinished")
    try:
        os.close(os.open(unfinished, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600))
        with lock or nullcontext():
            before = rows(source)
            with closing(sqlite3.connect(unfinished)) as into:
                copy_pages(source, into, lock)
                into.execute("pragma journal_mode=delete")  # one file, which needs no other beside it
            after = rows(source)
        found = prove(unfinished)
        _compare(before, found, after)
        put_in_place(unfinished, target)
    except sqlite3.Error as error:
        raise _unwritten(error, target) from error
    except OSError as error:
        raise StorageFull("backup_unwritable", name=target) from error
    finally:
        for leftover in (unfinished, Path(f"{unfinished}-journal")):
            with suppress(OSError):
                leftover.unlink(missing_ok=True)
    return found


def _unwritten(error: sqlite3.Error, target: Path) -> StorageFull | Damaged:
    reason = str(error).lower()
    if "full" in reason or "no space" in reason:
        return StorageFull("storage_full")
    if "disk i/o" in reason:
        return StorageFull("backup_unwritable", name=target)
    return Damaged("database_damaged", name=target.name)


def prove(file: Path) -> dict[str, int]:
    """Rows by table of a database file that nobody writes to; raises Damaged where it is not whole."""
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copied:
            sound = copied.execute("pragma integrity_check").fetchall() == [("ok",)]
            if sound and not copied.execute("pragma foreign_key_check").fetchall():
                return rows(copied)
    except sqlite3.Error as error:
        raise Damaged("database_damaged", name=file.name) from error
    raise Damaged("database_damaged", name=file.name)


def rows(connection: sqlite3.Connection) -> dict[str, int]:
    """How many rows each table has."""
    names = [name for (name,) in connection.execute("select name from sqlite_master where type = 'table'")]
    counting = {name: f'select count(*) from "{name}"' for name in names}  # noqa: S608  names of our own tables
    return {name: connection.execute(query).fetchone()[0] for name, query in counting.items()}


def put_in_place(unfinished: Path, target: Path) -> None:
    """Gives a finished file its name, so that after a power cut there is the old file or the new one, whole."""
    with unfinished.open("rb+") as file:
        os.fsync(file.fileno())
    unfinished.replace(target)
    sync_folder(target.parent)


def sync_folder(folder: Path) -> None:
    """Makes the names in a folder survive a power cut; Windows has no such call and needs none."""
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class _Overtaken(Exception):
    """Another process keeps writing, and SQLite begins the copy anew each time."""


def copy_pages(source: sqlite3.Connection, into: sqlite3.Connection, lock: Semaphore | None) -> None:
    """Copies page by page, whatever they hold; the lock, which the caller has, is let go of between the steps."""
    if lock is not None:
        with suppress(_Overtaken):
            source.backup(into, pages=STEP, progress=_letting_others_save(lock), sleep=0.05)
            return
    source.backup(into)


def _letting_others_save(lock: Semaphore) -> Callable[[int, int, int], None]:
    least, tries = None, 0

    def between_steps(_status: int, remaining: int, _total: int) -> None:
        nonlocal least, tries
        tries += least is not None and remaining >= least
        least = remaining
        if tries > _TRIES:
            raise _Overtaken
        if remaining:
            lock.release()
            time.sleep(_PAUSE)
            lock.acquire()

    return between_steps


def _compare(before: dict[str, int], found: dict[str, int], after: dict[str, int]) -> None:
    """Rows are never deleted, so a copy has as many as there were when it began, or more."""
    for table in before.keys() - _SHRINKING:
        if not before[table] <= found.get(table, -1) <= after[table]:
            raise Damaged("database_damaged", name=table)
