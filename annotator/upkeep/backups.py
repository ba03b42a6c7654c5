"""The daily backup: made by the running server, proved, and only then an older one is dropped."""

import json
import re
from contextlib import closing, suppress
from datetime import date, datetime
from pathlib import Path

from annotator import log
from annotator.clock import now
from annotator.domain.keeping import kept
from annotator.errors import TadqiqError
from db.backup import copy
from db.driver import sqlite3
from db.store import Store

FOLDER = "backups"  # in the data folder
_DAILY = re.compile(r"tadqiq-(\d{4}-\d{2}-\d{2})\.sqlite3")
_FAILED = "failed.json"


def make_daily(store: Store, folder: Path) -> Path | None:
    """Makes today's backup where there is none yet, and drops what is kept no longer; None where there is one.

    A failure is logged and noted in the folder, for `doctor` to tell; it is tried again with the next call.
    """
    target = folder / f"tadqiq-{now().date().isoformat()}.sqlite3"
    if target.exists():
        return None
    try:
        count = store.back_up(target)
    except Exception as error:
        _note(folder, error)
        return None
    _drop_old(folder)
    with suppress(OSError):
        (folder / _FAILED).unlink(missing_ok=True)
    log.event("backup", file=target.name, events=count["event"])
    return target


def make_now(store: Store, folder: Path, target: Path | None = None) -> tuple[Path, dict[str, int]]:
    """Makes a backup that is kept until somebody deletes it, and gives its rows by table.

    Raises Damaged, StorageFull or Busy.
    """
    target = target or folder / f"manual-{now():%Y-%m-%dT%H%M%S}.sqlite3"
    return target, store.back_up(target)


def keep_copy(database: Path, folder: Path) -> Path:
    """Copies a database that was just restored, so that what comes is compared with it and not with what was."""
    target = folder / f"restored-{now():%Y-%m-%dT%H%M%S}.sqlite3"
    with closing(sqlite3.connect(database)) as source:
        copy(source, target)
    return target


def newest(folder: Path) -> Path | None:
    """The backup that was finished last."""
    return max(folder.glob("*.sqlite3"), key=lambda file: file.stat().st_mtime, default=None)


def failure(folder: Path) -> dict[str, str] | None:
    """When the last try failed, and of what; None where it did not."""
    try:
        noted = json.loads((folder / _FAILED).read_text(encoding="utf-8"))
        return {"at": str(noted["at"]), "why": str(noted["why"])}
    except FileNotFoundError:
        return None
    except (OSError, ValueError, KeyError, TypeError):
        return {"at": "?", "why": "unexpected"}


def days(folder: Path) -> dict[date, Path]:
    """The daily backups by their day; other files are nobody's to drop."""
    found = {file: _DAILY.fullmatch(file.name) for file in folder.iterdir()}
    return {datetime.fromisoformat(match[1]).date(): file for file, match in found.items() if match}


def _drop_old(folder: Path) -> None:
    present = days(folder)
    dropped = [present[day] for day in present.keys() - kept(present)]
    yesterday = now().timestamp() - 86_400  # what was killed in the middle of a backup
    left = [file for file in folder.glob("*.unfinished*") if file.stat().st_mtime < yesterday]
    for file in dropped + left:
        with suppress(OSError):
            file.unlink()


def _note(folder: Path, error: Exception) -> None:
    code = error.code if isinstance(error, TadqiqError) else "unexpected"
    log.failure("backup")
    with suppress(OSError):  # a full disk has no room for the note either
        (folder / _FAILED).write_text(json.dumps({"at": now().isoformat(), "why": code}), encoding="utf-8")
