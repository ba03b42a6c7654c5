"""The database as the services see it: `read()` and `write()`, each one transaction."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from annotator.errors import Busy, StorageFull, TadqiqError
from db import backup
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
        self._writer: Engine | Connection = writing(self.engine)
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
        with self._turn(), _translated(), Session(self._writer) as tx:
            yield tx
            tx.commit()

    def back_up(self, target: Path) -> dict[str, int]:
        """Copies a SQLite database into a file, proved; saves go on between the steps. Gives rows by table.

        Meanwhile all saves of this process go through the connection that is copied from: SQLite carries them into
        the copy, where a save through another connection would make it begin anew. Raises Damaged, StorageFull or Busy.
        """
        with writing(self.engine).connect() as connection, self._writing_through(connection):
            return backup.copy(connection.connection.driver_connection, target, self._lock)  # type: ignore[arg-type]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=BUSY_MILLISECONDS / 1000):
            raise Busy("busy")
        try:
            yield
        finally:
            self._lock.release()

    @contextmanager
    def _writing_through(self, connection: Connection) -> Iterator[None]:
        usual = self._writer
        with self._turn():
            self._writer = connection
        try:
            yield
        finally:
            with self._lock:
                self._writer = usual

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
