"""A server killed in the middle of saves: whatever it acknowledged is on disk, whatever is sent again happens once.

Ten clients send as browsers do. The short form kills the server once; `make faults` ten times.
"""

import random
import threading
import time
from dataclasses import dataclass, field

import httpx
import pytest

from db.driver import sqlite3
from tests.faults import times
from tests.faults.conftest import assert_well, mark
from tests.server import Server

ROUNDS, WRITERS = times(1, 10), 10


@dataclass
class Writer:
    """One browser: sends one operation after another, and keeps in its outbox the one that wasn't answered."""

    client: httpx.Client
    article: str
    acknowledged: dict[str, dict[str, object]] = field(default_factory=dict)
    outbox: list[dict[str, object]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    dice: random.Random = field(default_factory=random.Random)

    def work(self) -> None:
        """Marks until the line breaks."""
        while not self.refused:
            self.outbox.append(mark(self.article, self.dice))
            try:
                self.send()
            except httpx.TransportError:
                return

    def send(self) -> None:
        """Sends what is in the outbox; what is answered leaves it."""
        while self.outbox:
            answer = self.client.post("/api/operations", json=self.outbox[0])
            if answer.status_code != 200:
                self.refused.append(answer.text)
                return
            sent = self.outbox.pop(0)
            self.acknowledged[str(sent["id"])] = sent


@pytest.fixture
def writers(server, article):
    return [Writer(server.sign_in(), article) for _ in range(WRITERS)]


def test_what_was_acknowledged_is_there_after_every_kill(server, writers, tell):
    unanswered = 0
    for _ in range(ROUNDS):
        kill_in_mid_work(server, writers)
        unanswered += sum(len(writer.outbox) for writer in writers)
        check(server, writers)
        server.start()
        for writer in writers:
            writer.send()
    check(server, writers)
    acknowledged = sum(len(writer.acknowledged) for writer in writers)
    assert_well(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
    counts = f"{acknowledged} acknowledged, {unanswered} sent again, 0 lost"
    tell(f"{ROUNDS} kills of the server under {WRITERS} clients: {counts}")
    assert unanswered >= ROUNDS  # the kills did hit saves that were under way


def kill_in_mid_work(server: Server, writers: list[Writer]) -> None:
    threads = [threading.Thread(target=writer.work) for writer in writers]
    for thread in threads:
        thread.start()
    time.sleep(random.uniform(0.1, 0.6))
    server.kill()
    for thread in threads:
        thread.join()


def check(server: Server, writers: list[Writer]) -> None:
    """Reads the file as the killed server left it: every acknowledged mark once, with its event, nothing half done."""
    assert [writer.refused for writer in writers] == [[]] * len(writers)
    database = sqlite3.connect(server.data / "tadqiq.sqlite3")
    assert database.execute("pragma integrity_check").fetchone() == ("ok",)
    article = (writers[0].article,)
    stored = [id for (id,) in database.execute("select id from issue where article_id = ?", article)]
    operations = {id for (id,) in database.execute("select id from operation where article_id = ?", article)}
    events = database.execute("select thing_id from event where kind = 'issue' and article_id = ?", article)
    events = [thing for (thing,) in events]
    database.close()
    sent = {str(mark["thing"]) for writer in writers for mark in [*writer.acknowledged.values(), *writer.outbox]}
    for writer in writers:
        assert writer.acknowledged.keys() <= operations
        assert {mark["thing"] for mark in writer.acknowledged.values()} <= set(stored)
    assert sorted(events) == sorted(stored) and set(stored) <= sent
