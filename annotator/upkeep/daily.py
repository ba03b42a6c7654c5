"""A thread of the server that sees to the daily backup."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.upkeep.backups import make_daily
from db.store import Store

_EVERY = 600.0  # seconds between two looks whether today's is there


@contextmanager
def daily_backups(store: Store, folder: Path, every: float = _EVERY) -> Iterator[None]:
    """Sees to it from now until the block ends; on PostgreSQL, which has tools of its own, nothing is done."""
    ended = threading.Event()
    thread = threading.Thread(target=_see_to_it, args=(store, folder, every, ended), name="backups", daemon=True)
    if store.engine.dialect.name == "sqlite":
        thread.start()
    yield
    ended.set()
    if thread.is_alive():
        thread.join(5)


def _see_to_it(store: Store, folder: Path, every: float, ended: threading.Event) -> None:
    while True:
        make_daily(store, folder)
        if ended.wait(every):
            return
