"""Fifty people, a save each three seconds for two minutes, on a server that has 200,000 annotations.

How long a save takes to be answered, and that what was answered is stored. Aimed at: p95 300 ms, p99 1 s, no errors,
nothing lost.
"""

import random
import threading
import time
from contextlib import closing
from dataclasses import dataclass, field

import httpx

from annotator.domain.records import Article
from benchmarks import desks
from benchmarks.table import p50_p95, percentile, show
from db.driver import sqlite3
from tests.server import Server

PEOPLE, PAUSE, SECONDS, STORED, ARTICLES = 50, 3.0, 120.0, 200_000, 40


@dataclass
class Tally:
    """What all people saw: milliseconds by save, the marks that were called saved, what was refused."""

    times: list[float] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def main() -> None:
    """Prints one row."""
    with desks.server() as running:
        articles, tokens = _desk(running)
        before, tally = _marks(running), Tally()
        threads = [
            threading.Thread(target=_work, args=(running.url, token, articles[number % ARTICLES], tally))
            for number, token in enumerate(tokens)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        lost = len(set(tally.saved) - (_marks(running) - before))
        size = (running.data / "tadqiq.sqlite3").stat().st_size // 2**20
    p99 = f"{percentile(tally.times, 0.99):.1f}"
    row = [PEOPLE, f"{len(before):,}", size, len(tally.times), p50_p95(tally.times), p99, len(tally.failures), lost]
    head = ["people", "stored", "MB", "saves", "ms p50 / p95", "p99", "errors", "lost"]
    show(f"Load: a save each {PAUSE:.0f} s for {SECONDS:.0f} s", head, [row])


def _desk(running: Server) -> tuple[list[Article], list[str]]:
    """Articles with marks of fifty reviewers in them; each reviewer's session."""
    store = desks.store_of(running)
    articles = [desks.add_article(store, 500) for _ in range(ARTICLES)]
    people = [desks.reviewer(store, articles[number % ARTICLES], f"r{number}") for number in range(PEOPLE)]
    for number, person in enumerate(people):
        desks.add_marks(store, articles[number % ARTICLES], person, STORED // PEOPLE)
    tokens = [desks.session(store, person) for person in people]
    store.close()
    return articles, tokens


def _marks(running: Server) -> set[str]:
    with closing(sqlite3.connect(running.data / "tadqiq.sqlite3")) as opened:
        return {id for (id,) in opened.execute("select id from issue")}


def _work(url: str, token: str, article: Article, tally: Tally) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"tadqiq={token}"}
    end = time.monotonic() + SECONDS
    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        time.sleep(random.uniform(0, PAUSE))
        while time.monotonic() < end:
            operation = desks.mark(article, random.randrange(len(article.text) - 5))
            start = time.perf_counter()
            try:
                answer = client.post("/api/operations", json=operation)
            except httpx.TransportError as error:
                tally.failures.append(type(error).__name__)
                continue
            tally.times.append((time.perf_counter() - start) * 1000)
            if answer.status_code == 200:
                tally.saved.append(str(operation["thing"]))
            else:
                tally.failures.append(answer.text)
            time.sleep(random.uniform(0.8, 1.2) * PAUSE)
