"""Acts that come while others are being saved wait together and share the next transaction, and one thread carries out
all of a batch: what a call costs is then the act itself, not the way to it and back."""

import asyncio
from collections import deque
from collections.abc import Callable
from typing import Any

from starlette.concurrency import run_in_threadpool

from annotator.errors import Busy
from db.store import Store, Tx
from db.together import MOST

Act = Callable[[Tx], Any]
_Waiting = deque[tuple[Act, "asyncio.Future[Any]"]]


class Batches:
    """Carries acts out for the calls of one event loop; those of one queue (see `Store.queue_of`) in their order."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._queues: dict[str | None, _Waiting] = {}  # a queue is there while a task sees to it
        self._tasks: set[asyncio.Task[None]] = set()

    async def carry_out(self, act: Act, article: str | None) -> Any:
        """What the act gives back, once it is on disk; raises what it raised, or what became of its transaction."""
        queue, future = self._store.queue_of(article), asyncio.get_running_loop().create_future()
        if queue in self._queues:
            self._queues[queue].append((act, future))
        else:
            self._queues[queue] = deque([(act, future)])
            task = asyncio.create_task(self._see_to(queue))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        return await future

    async def _see_to(self, queue: str | None) -> None:
        waiting = self._queues[queue]
        try:
            while waiting:
                batch = [waiting.popleft() for _ in range(min(len(waiting), MOST))]
                outcomes = await run_in_threadpool(self._store.attempt_all, [act for act, _ in batch], queue)
                for (_, future), outcome in zip(batch, outcomes, strict=True):
                    _answer(future, outcome.value, outcome.error)
                if all(isinstance(outcome.error, Busy) for outcome in outcomes):
                    self._tell_all(waiting, outcomes[0].error)
        except Exception as error:
            self._tell_all([*batch, *waiting], error)
        finally:
            del self._queues[queue]

    def _tell_all(self, waiting: Any, error: Exception | None) -> None:
        """Who waited behind those who waited in vain has waited nearly as long."""
        for _, future in waiting:
            _answer(future, None, error)
        waiting.clear()


def _answer(future: "asyncio.Future[Any]", value: Any, error: Exception | None) -> None:
    if future.done():
        return  # the call was broken off
    if error is None:
        future.set_result(value)
    else:
        future.set_exception(error)
