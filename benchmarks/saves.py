"""Saves through the real route of a real server, on SQLite and PostgreSQL, beside raw flushed commits on the same disk.

How long one takes with 1, 8 and 32 people at once; as what is stored grows; and while articles come in.
"""

import os
import random
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.domain.records import Article
from benchmarks import clients, desks, raw_postgres, raw_sqlite
from benchmarks.table import p50_p95, percentile, show
from tests import postgres
from tests.server import REPO, Server

CLIENTS = (1, 8, 32)
SAVES = 1_500  # in each measurement, shared among the clients
STORED = (0, 1_000, 10_000, 50_000)
IMPORTED = (10, 10_000)  # articles, sentences in each: more than anybody's newspaper
READERS, PAUSE = 8, 0.2  # people who save while articles come in, and the seconds between their saves

Row = list[object]


def main() -> None:
    """Prints the three tables."""
    at_once: list[Row] = []
    growing: list[Row] = []
    importing: list[Row] = []
    for engine in ("SQLite", "PostgreSQL"):
        with _desk(engine) as (running, raw):
            article, tokens = _people(running, max(CLIENTS))
            for count in CLIENTS:
                floor = raw()
                at_once.append([engine, "raw commits", *_figures(floor, sum(floor) / 1000, floor), ""])
                saved = _save(running, article, tokens[:count], SAVES // count)
                at_once.append([engine, count, *_figures(saved.times, saved.seconds, floor), len(saved.refused)])
            growing += _as_it_grows(engine, running)
            importing.append([engine, *_while_importing(running, article, tokens[:READERS])])
    head = ["engine", "clients", "saves/s", "ms p50 / p95", "p99", "× raw p50", "refused"]
    show("Saves through the route, each flushed", head, at_once)
    show("A save as one's own marks grow, 1 client", ["engine", "stored", "ms p50 / p95"], growing)
    title = f"Saves of {READERS} people while {IMPORTED[0] * IMPORTED[1]:,} sentences are imported"
    show(title, ["engine", "import s", "saves", "ms p50 / p95", "p99", "longest", "refused"], importing)


@contextmanager
def _desk(engine: str) -> Iterator[tuple[Server, Callable[[], list[float]]]]:
    """A server with its data on the disk of the temporary folder, and what measures raw commits there."""
    if engine == "SQLite":
        with desks.server() as running:
            yield running, lambda: raw_sqlite.commits(running.data)
        return
    disk = Path(tempfile.gettempdir())
    with postgres.cluster(disk) as cluster, cluster.database() as url, desks.server(TADQIQ_DATABASE_URL=url) as running:
        yield running, lambda: raw_postgres.commits(url)


def _people(running: Server, count: int) -> tuple[Article, list[str]]:
    store = running.store()
    article = desks.add_article(store, 500)
    tokens = [desks.session(store, desks.reviewer(store, article, f"r{number}")) for number in range(count)]
    store.close()
    return article, tokens


def _save(running: Server, article: Article, tokens: list[str], each: int) -> clients.Saved:
    return clients.save_all(running.url, tokens, lambda _: _mark(article), lambda done: done < each)


def _mark(article: Article) -> dict[str, object]:
    return desks.mark(article, random.randrange(len(article.text) - 5))


def _figures(times: list[float], seconds: float, floor: list[float]) -> Row:
    ratio = percentile(times, 0.5) / percentile(floor, 0.5)
    return [f"{len(times) / seconds:.0f}", p50_p95(times), f"{percentile(times, 0.99):.1f}", f"{ratio:.1f}"]


def _as_it_grows(engine: str, running: Server) -> list[Row]:
    store = running.store()
    article = desks.add_article(store, 500)
    actor = desks.reviewer(store, article, f"grows on {engine}")
    token, stored, rows = desks.session(store, actor), 0, []
    for wanted in STORED:
        desks.add_marks(store, article, actor, wanted - stored)
        saved = _save(running, article, [token], 200)
        stored = wanted + len(saved.times)
        rows.append([engine, f"{wanted:,}", p50_p95(saved.times)])
    store.close()
    return rows


def _while_importing(running: Server, article: Article, tokens: list[str]) -> Row:
    ended = threading.Event()
    seconds: list[float] = []

    def add() -> None:
        try:
            for number in range(IMPORTED[0]):
                seconds.append(_add_article(running, number))
        finally:
            ended.set()

    adding = threading.Thread(target=add)
    adding.start()
    going_on = lambda _done: not ended.is_set()  # noqa: E731
    saved = clients.save_all(running.url, tokens, lambda _: _mark(article), going_on, PAUSE)
    adding.join()
    figures = p50_p95(saved.times), f"{percentile(saved.times, 0.99):.1f}", f"{max(saved.times):.1f}"
    return [f"{sum(seconds):.1f}", len(saved.times), *figures, len(saved.refused)]


def _add_article(running: Server, number: int) -> float:
    """Imports a long article as an admin does, with the command line beside the running server."""
    text = " ".join(desks.SENTENCE.format(n=number) for number in range(IMPORTED[1]))
    command = [sys.executable, "-m", "annotator", "add", "-", "--project", "bench", "--title", str(number)]
    environment = {**os.environ, "TADQIQ_DATA": str(running.data), **running.settings}
    start = os.times().elapsed
    subprocess.run(command, input=text.encode(), cwd=REPO, env=environment, check=True, capture_output=True)
    return os.times().elapsed - start
