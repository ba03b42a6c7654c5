"""The database as the services see it: `read()` and `write()`, each one transaction."""

import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DBAPIError, IntegrityError, OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionLeft
from sqlmodel import Session

from annotator.errors import Busy, StorageFull, TadqiqError
from db import backup, postgres
from db.copying import refuse_unfinished
from db.engine import BUSY_MILLISECONDS, glancing, is_postgres, open_engine, reading, writing
from db.migrate import upgrade
from db.together import Together, Waiting

Tx = Session
"""An open transaction, handed by the services to the queries in this package."""

T = TypeVar("T")
_PAUSE = 0.05  # seconds before an act that was broken off is tried again


class BrokenOff(Busy):
    """The server or the line to it broke a transaction off; whether a commit under way was carried out is unknown."""


_AGAIN = (BrokenOff, IntegrityError)  # the latter: another process added the same id meanwhile


class Store:
    """One database, migrated to the newest schema. Thread-safe; one for each process."""

    def __init__(self, url: str, *, agreed: bool = False) -> None:
        """Opens the database, and upgrades it where that is safe or `agreed` to, see `db.migrate.upgrade`.

        Raises NewerSchema, OlderSchema, UnsafeServer, Invalid (an unfinished copy), or Busy (nothing to be reached).
        """
        self.engine = open_engine(url)
        try:
            self.upgraded = upgrade(self.engine, agreed=agreed)
            with self.engine.connect() as connection:
                refuse_unfinished(connection)
        except OperationalError as error:
            reason = str(error.orig).strip().partition("\n")[0]
            raise Busy("database_unreachable", reason=reason) from error
        except BaseException:
            self.engine.dispose()
            raise
        on_postgres = is_postgres(self.engine)
        self._reader, self._glancer = reading(self.engine), glancing(self.engine)
        self._writer: Engine | Connection = writing(self.engine)
        self._lock = threading.Semaphore(postgres.WRITERS if on_postgres else 1)  # waiting writers take turns
        self._patience = postgres.LOCK_SECONDS if on_postgres else BUSY_MILLISECONDS / 1000
        self._together = Together(self.write, self._patience)

    @contextmanager
    def read(self) -> Iterator[Tx]:
        """A transaction that sees one state of the database and changes nothing."""
        with _translated(), Session(self._reader) as tx:
            yield tx

    @contextmanager
    def glance(self) -> Iterator[Tx]:
        """For what is looked up at every call: each statement may see another state of the database."""
        with _translated(), Session(self._glancer) as tx:
            yield tx

    @contextmanager
    def write(self, article: str | None = None) -> Iterator[Tx]:
        """A transaction that is on disk when the block ends, or never happened.

        One that names an `article` touches nothing but what belongs to it, and on PostgreSQL those of other articles go
        on beside it; else it is alone. Raises Busy when its turn doesn't come within five seconds, StorageFull.
        """
        with self._turn(), _translated(), Session(self._writer) as tx:
            if self._writer.dialect.name == "postgresql":
                postgres.take_turn(tx.connection(), article)
            yield tx
            tx.commit()

    def attempt(self, act: Callable[[Tx], T], article: str | None = None) -> T:
        """`write()` for an act that does no harm when done twice; acts that wait at the same time share a transaction.

        What the server broke off is done again: so an operation that has an id survives a lost connection, be it lost
        while the commit was under way.
        """
        queue = self.queue_of(article)
        end = time.monotonic() + self._patience
        while True:
            try:
                done: T = self._together.carry_out(act, queue)
                return done
            except _AGAIN:
                if time.monotonic() > end:
                    raise
                time.sleep(_PAUSE)

    def attempt_all(self, acts: Sequence[Callable[[Tx], Any]], queue: str | None) -> list[Waiting]:
        """The same for acts of one queue that came together; each has its value or its error afterwards."""
        all_, end = [Waiting(act) for act in acts], time.monotonic() + self._patience
        left = all_
        while left:
            self._together.carry_out_all(left, queue)
            left = [one for one in left if isinstance(one.error, _AGAIN)]
            if not left or time.monotonic() > end:
                break
            for one in left:
                one.error = None
            time.sleep(_PAUSE)
        return all_

    def queue_of(self, article: str | None) -> str | None:
        """What acts to an article wait in: on PostgreSQL its own queue, on SQLite the one that there is."""
        return article if is_postgres(self.engine) else None

    def back_up(self, target: Path) -> dict[str, int]:
        """Copies a SQLite database into a file, proved; saves go on between the steps. Gives rows by table.

        Meanwhile all saves of this process go through the connection that is copied from: SQLite carries them into
        the copy, where a save through another connection would make it begin anew. Raises Damaged, StorageFull or Busy.
        """
        with writing(self.engine).connect() as connection, self._writing_through(connection):
            return backup.copy(connection.connection.driver_connection, target, self._lock)  # type: ignore[arg-type]

    @contextmanager
    def _turn(self) -> Iterator[None]:
        if not self._lock.acquire(timeout=self._patience):
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
    except NoConnectionLeft as error:
        raise Busy("busy") from error
    except DBAPIError as error:
        raise _translation(error) from error


def _translation(error: DBAPIError) -> TadqiqError | DBAPIError:
    trouble = postgres.trouble(error) if hasattr(error.orig, "sqlstate") else _trouble_of_sqlite(error)
    match trouble:
        case "locked":
            return Busy("busy")
        case "again":
            return BrokenOff("busy")
        case "away":
            return BrokenOff("database_away")
        case "full":
            return StorageFull("storage_full")
        case "unwritable":
            return StorageFull("storage_unwritable")
    return error


def _trouble_of_sqlite(error: DBAPIError) -> str:
    reason = str(error.orig).lower()
    if "locked" in reason or "busy" in reason:
        return "locked"
    if "disk i/o" in reason:  # also what a full disk is called when the log's shared memory finds no room
        return "unwritable"
    return "full" if "full" in reason or "no space" in reason else ""
