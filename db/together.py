"""Acts that wait for their turn go together: one transaction and one flush to the disk for all of them.

A flush is what saving waits for, and it takes as long for one act as for twenty. Each act has a savepoint of its own:
one that is refused leaves nothing behind, and the others stand. Nobody is answered before the flush.
"""

import threading
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

from sqlmodel import Session

from annotator.errors import Busy, TadqiqError

MOST = 50  # acts in one transaction
Act = Callable[[Session], Any]
Write = Callable[[str | None], AbstractContextManager[Session]]


@dataclass(eq=False)
class Waiting:
    """An act whose thread sleeps until it is carried out, or is the first in the queue and so has to see to it."""

    act: Act
    woken: threading.Event = field(default_factory=threading.Event)
    done: bool = False
    value: Any = None
    error: Exception | None = None


class Together:
    """Carries acts out for the threads of one process; those of one `queue` in the order in which they came."""

    def __init__(self, write: Write, patience: float) -> None:
        """`write(queue)` opens a transaction; `patience`: seconds until an act that isn't begun is Busy."""
        self._write, self._patience = write, patience
        self._guard = threading.Lock()
        self._queues: dict[str | None, deque[Waiting]] = {}  # a queue is there while somebody sees to it

    def carry_out(self, act: Act, queue: str | None) -> Any:
        """What the act gives back, once it is on disk; raises what it raised, or what became of its transaction."""
        mine = Waiting(act)
        with self._guard:
            first = queue not in self._queues
            self._queues.setdefault(queue, deque()).append(mine)
        if not first and not mine.woken.wait(self._patience):
            self._give_up(mine, queue)
        if not mine.done:
            self._see_to(queue)
        if mine.error is not None:
            raise mine.error
        return mine.value

    def _give_up(self, mine: Waiting, queue: str | None) -> None:
        with self._guard:
            waiting = self._queues.get(queue, ())
            if mine in waiting and not mine.woken.is_set():
                self._queues[queue].remove(mine)
                raise Busy("busy")
        mine.woken.wait()  # it is being carried out, which comes to an end by itself

    def _see_to(self, queue: str | None) -> None:
        """Carries out what waits, this thread's own act among it, then hands the queue over."""
        with self._guard:
            waiting = self._queues[queue]
            acts = [waiting.popleft() for _ in range(min(len(waiting), MOST))]
        try:
            self.carry_out_all(acts, queue)
        finally:
            with self._guard:
                if waiting:
                    waiting[0].woken.set()
                else:
                    del self._queues[queue]
            for one in acts:
                one.done = True
                one.woken.set()

    def carry_out_all(self, acts: Sequence[Waiting], queue: str | None) -> None:
        """In one transaction, or where that fails each in its own; afterwards each has its value or its error."""
        try:
            with self._write(queue) as tx:
                for one in acts:
                    _carry_out(one, tx, alone=len(acts) == 1)
        except TadqiqError as error:  # no act's own, so it is everybody's: no turn, no room, no server
            for one in acts:
                one.error = error
        except Exception as error:
            if len(acts) == 1:
                acts[0].error = error
                return
            for one in acts:  # who broke it is found out by trying them one by one
                one.value = one.error = None
                self.carry_out_all([one], queue)


def _carry_out(one: Waiting, tx: Session, alone: bool) -> None:
    if alone:
        _alone(one, tx)
        return
    connection = tx.connection()
    connection.exec_driver_sql("savepoint act")
    try:
        one.value = one.act(tx)
        tx.flush()
    except TadqiqError as refusal:
        one.error = refusal
        connection.exec_driver_sql("rollback to savepoint act")
    tx.expunge_all()  # the next act begins with nothing in hand, as in a transaction of its own
    connection.exec_driver_sql("release savepoint act")


def _alone(one: Waiting, tx: Session) -> None:
    try:
        one.value = one.act(tx)
    except TadqiqError as refusal:
        one.error = refusal
        tx.rollback()
