"""Fifty people, a save each three seconds for two minutes, on a server that has 200,000 annotations.

How long a save takes to be answered, and that what was answered is stored. Aimed at: p95 300 ms, p99 1 s, no errors,
nothing lost.
"""

from contextlib import closing

from annotator.domain.records import Article
from benchmarks import desks, visitors
from benchmarks.table import p50_p95, percentile, show
from db.driver import sqlite3
from tests.server import Server

PEOPLE, PAUSE, SECONDS, STORED, ARTICLES = 50, 3.0, 120.0, 200_000, 40


def main() -> None:
    """Prints one row."""
    with desks.server() as running:
        articles, tokens = _desk(running)
        before = _marks(running)
        places = [articles[number % ARTICLES] for number in range(PEOPLE)]
        tally = visitors.at_work(running.url, tokens, places, PAUSE, SECONDS)
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
