"""The database as the services see it: `read()` and `write()`, each one transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from annotator.errors import Busy, StorageFull, TadqiqError
from db.engine import BUSY_MILLISECONDS, open_engine, writing
from db.migrate import upgrade

Tx = Session
"""An open transaction, handed by the services to the queries in this package."""


class Store:
    """One database, migrated to the newest schema. Thread-safe; one for each process."""

    def __init__(self, url: str) -> None:
        """Opens and upgrades the database; raises NewerSchema when it knows more than we do."""
        self.engine = open_engine(url)
        upgrade(self.engine)
        self._writer = writing(self.engine)
        self._lock = threading.Lock()  # makes waiting writers of this process take turns

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that sees one state of the database and changes nothing."""
        with _translated(), Session(self.engine) as tx:
            yield tx

    @contextmanager
    def write(self) -> Iterator[Tx]:
        """A transaction that is on disk when the block ends, or never happened.

        Raises Busy when the lock can't be had within five seconds, StorageFull when the disk is full.
        """
        if not self._lock.acquire(timeout=BUSY_MILLISECONDS / 1000):
            raise Busy("busy")
        try:
            with _translated(), Session(self._writer) as tx:
                yield tx
                tx.commit()
        finally:
            self._lock.release()

    def close(self) -> None:
        """Gives all connections back."""
        self.engine.dispose()


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except DBAPIError as error:
        raise _translation(error) from error


def _translation(error: DBAPIError) -> TadqiqError | DBAPIError:
    reason = str(error.orig).lower()
    if "locked" in reason or "busy" in reason:
        return Busy("busy")
    if "full" in reason or "no space" in reason:
        return StorageFull("storage_full")
    return error
