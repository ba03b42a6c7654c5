"""PostgreSQL and the processes on it, killed in the middle of saves: what was acknowledged is there, once.

The short form kills each 3 times; `make faults` (FAULTS=long) 25 times.
"""

import os
import random
import threading
import time
from dataclasses import dataclass, field

import httpx
import pytest

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Issue
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from db import work
from tests.server import Server

pytestmark = pytest.mark.faults

ROUNDS = 25 if os.environ.get("FAULTS") == "long" else 2
WRITERS = 4
TEXT = " ".join(f"الجملة رقم {number} تقول شيئًا." for number in range(1, 41))


@dataclass
class Writer:
    """A browser behind a balancer: what one process doesn't answer it sends again, to whichever answers next."""

    servers: list[Server]
    client: httpx.Client
    article: str
    acknowledged: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    again: int = 0

    def work(self, ended: threading.Event) -> None:
        while not ended.is_set():
            mark = self.mark()
            while not self.send(mark) and not self.refused:
                self.again += 1
                time.sleep(0.05)
            self.acknowledged.append(str(mark["thing"]))

    def send(self, mark: dict[str, object]) -> bool:
        try:
            answer = self.client.post(f"{random.choice(self.servers).url}/api/operations", json=mark)
        except httpx.TransportError:
            return False
        if answer.status_code not in (200, 503):
            self.refused.append(answer.text)
        return answer.status_code == 200

    def mark(self) -> dict[str, object]:
        start = random.randrange(0, 400)
        given = {"side": "translation", "start": start, "end": start + 3, "category": "other", "severity": "minor"}
        mark = {"id": new_id(), "article": self.article, "act": "put", "kind": "issue", "thing": new_id()}
        return {**mark, "revision": 0, "fields": {**given, "comment": "ملاحظة"}}


@pytest.fixture
def servers(cluster, tmp_path):
    with cluster.database() as url:
        running = [Server(tmp_path / name, TADQIQ_DATABASE_URL=url) for name in ("one", "two")]
        yield running
        for server in running:
            server.stop()


@pytest.fixture
def writers(servers):
    servers[-1].first_account()
    store = servers[0].store()
    project, _ = articles.project_named(store, COMMAND_LINE, "نشرة", create=True)
    article, _ = articles.add_article(store, COMMAND_LINE, project.id, ArticleForm(TEXT, title="مقال"))
    store.close()
    return [Writer(servers, servers[-1].sign_in(), article.id) for _ in range(WRITERS)]


def test_whichever_process_is_killed_its_writers_lose_nothing(servers, writers, capsys):
    def kill() -> None:
        server = random.choice(servers)
        server.kill()
        time.sleep(0.2)
        server.start()

    assert check(servers, writers, "processes killed", kill, capsys) > 0, "no writer met a process that was gone"


def test_a_database_server_that_is_killed_loses_nothing(servers, writers, cluster, capsys):
    check(servers, writers, "database servers killed", cluster.crash, capsys)


def check(servers, writers, what, kill, capsys) -> int:
    """Kills again and again while all write; then every acknowledged mark is there once, with its event.

    How many saves were sent again: a writer may be between two saves while the database is down for an instant.
    """
    ended = threading.Event()
    threads = [threading.Thread(target=writer.work, args=(ended,)) for writer in writers]
    for thread in threads:
        thread.start()
    for _ in range(ROUNDS):
        time.sleep(random.uniform(0.3, 0.8))
        kill()
    time.sleep(1)
    ended.set()
    for thread in threads:
        thread.join()
    acknowledged = [thing for writer in writers for thing in writer.acknowledged]
    again = sum(writer.again for writer in writers)
    assert [writer.refused for writer in writers] == [[]] * WRITERS
    store = servers[0].store()
    with store.read() as tx:
        stored = [issue.id for issue in work.of_article(tx, Issue, writers[0].article)]
        query = "select thing_id from event where kind = 'issue' and action = 'added'"
        events = tx.connection().exec_driver_sql(query).scalars().all()
    store.close()
    assert sorted(acknowledged) == sorted(stored)
    assert len(events) == len(set(events)) and set(stored) <= set(events)
    with capsys.disabled():
        print(f"\n{ROUNDS} {what}, {len(acknowledged)} saves acknowledged, {again} sent again, 0 lost")
    assert len(acknowledged) > 3 * ROUNDS
    return again
