"""Putting a copy in the place of a SQLite database. The one that is replaced stays beside it."""

import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from annotator.clock import now
from annotator.errors import Damaged, NewerSchema, NotFound
from db import in_use
from db.backup import copy, put_in_place, sync_folder
from db.driver import sqlite3
from db.migrate import known

_LOGS = ("-wal", "-journal")


@dataclass(frozen=True)
class Restored:
    """What was put in place, with its rows by table, and where the replaced database is, if there was one."""

    database: Path
    replaced: Path | None
    rows: dict[str, int]


def restore(file: Path, database: Path) -> Restored:
    """Puts a copy of `file` in the place of `database`, once it is proved whole.

    Everybody has to sign in anew: a session that was ended since must not come back. Raises NotFound, Damaged,
    NewerSchema, StorageFull, or InUse while another process has the database open; then nothing has changed.
    """
    if not file.is_file():
        raise NotFound("file_missing", name=file)
    with in_use.alone(database):
        fresh = database.with_name(f"{database.name}.restoring")
        try:
            with closing(_opened(file)) as source:
                found = copy(source, fresh)
            _admit(fresh)
            replaced = _keep(database) if database.exists() else None
            put_in_place(fresh, database)
        finally:
            fresh.unlink(missing_ok=True)
    return Restored(database, replaced, found)


def _opened(file: Path) -> sqlite3.Connection:
    """A file alone is only read, wherever it lies; one with a log beside it needs what the log holds."""
    alone = not any(Path(f"{file}{log}").exists() for log in _LOGS)
    return sqlite3.connect(f"{file.resolve().as_uri()}?{'immutable=1' if alone else 'mode=rw'}", uri=True)


def _admit(fresh: Path) -> None:
    """Refuses what is no database of ours or one of the future; ends every sign-in that it knows."""
    with closing(sqlite3.connect(fresh)) as opened:
        try:
            (revision,) = opened.execute("select version_num from alembic_version").fetchone()
            if revision not in known():
                raise NewerSchema("newer_schema", revision=revision)
            opened.execute("update sign_in set ended_at = ? where ended_at is null", (_time(),))
            opened.execute("update one_time_link set used_at = ? where used_at is null", (_time(),))
            opened.commit()
        except (sqlite3.Error, TypeError) as error:
            raise Damaged("database_foreign", name=fresh.name) from error


def _keep(database: Path) -> Path:
    """Gives the present database a second name beside its own; the new file takes its own over at once."""
    kept = database.with_name(f"{database.name}.replaced-{now():%Y%m%dT%H%M%S.%f}")
    with suppress(sqlite3.Error), closing(sqlite3.connect(database)) as opened:
        opened.execute("pragma journal_mode=delete").fetchall()  # what its log holds goes into the file
    for log in _LOGS:  # left only by a database that can't be opened: it stays together, and off the new one
        left = Path(f"{database}{log}")
        if left.exists() and left.stat().st_size:
            left.replace(f"{kept}{log}")
        left.unlink(missing_ok=True)
    Path(f"{database}-shm").unlink(missing_ok=True)
    try:
        os.link(database, kept)
    except OSError:  # a file system without links
        shutil.copy2(database, kept)
    sync_folder(database.parent)
    return kept


def _time() -> str:
    return f"{now():%Y-%m-%d %H:%M:%S.%f}"
