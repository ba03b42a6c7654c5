"""Eight processes save into one database and are killed in the middle of it, again and again.

Each tells through a pipe, which outlives it, what was acknowledged. Short: 5 rounds; `make faults`: 100.
"""

import os
import random
import signal
import time
from pathlib import Path

import pytest

from annotator.domain.policy import Actor
from annotator.errors import Busy
from annotator.services.review import annotating
from db import operations
from db.store import Store
from tests.faults import times
from tests.faults.conftest import assert_well, mark, new_desk

WRITERS, ROUNDS = 8, times(5, 100)
pytestmark = pytest.mark.skipif(os.name != "posix", reason="processes are forked")


def test_no_killed_writer_takes_an_acknowledged_save_with_it(tmp_path, tell):
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    store = Store(url)
    article, people = new_desk(store, WRITERS)
    store.close()
    acknowledged: set[str] = set()
    begun = 0
    for number in range(ROUNDS):
        told = [kill_one_round(url, article, actor, number) for actor in people]
        for process, pipe in told:
            os.kill(process, signal.SIGKILL)
            os.waitpid(process, 0)
            with os.fdopen(pipe, encoding="ascii") as lines:
                sent = [line.split() for line in lines if line.endswith("\n")]
            acknowledged |= {id for word, id in sent if word == "saved"}
            begun += len({id for _, id in sent})
        check(url, acknowledged)
    assert_well(url)
    assert begun > len(acknowledged) > ROUNDS  # the kills did hit saves that were under way
    tell(f"{ROUNDS} rounds of {WRITERS} killed writers: {begun} saves begun, {len(acknowledged)} acknowledged, 0 lost")


def kill_one_round(url: str, article: str, actor: Actor, seed: int) -> tuple[int, int]:
    """Starts a writer; gives its process, to be killed, and what it tells. The last one started waits a little."""
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.close(reading)
            save_for_ever(Store(url), article, actor, writing)
        finally:
            os._exit(1)
    os.close(writing)
    time.sleep(random.Random(seed).uniform(0.01, 0.08))
    return process, reading


def save_for_ever(store: Store, article: str, actor: Actor, pipe: int) -> None:
    while True:
        operation = mark(article, random.Random())
        os.write(pipe, f"begun {operation['id']}\n".encode())
        try:
            annotating.apply(store, actor, operation)
        except Busy:
            continue  # as in the browser: said so, and nothing is called saved
        os.write(pipe, f"saved {operation['id']}\n".encode())


def check(url: str, acknowledged: set[str]) -> None:
    store = Store(url)
    with store.read() as tx:
        lost = [id for id in acknowledged if operations.find(tx, id) is None]
    with store.engine.connect() as connection:
        sound = connection.exec_driver_sql("pragma integrity_check").scalar()
    store.close()
    assert lost == [] and sound == "ok", Path(url).name
