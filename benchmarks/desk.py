"""Fifty people, a save each five seconds, on one running server: how long a save takes to be answered."""

from benchmarks import desks, visitors
from benchmarks.table import p50_p95, percentile, show

PEOPLE, PAUSE, SECONDS = 50, 5.0, 40.0


def main() -> None:
    """Prints p50, p95, p99 and what failed."""
    with desks.server() as running:
        store = desks.store_of(running)
        article = desks.add_article(store, 500)
        tokens = [desks.session(store, desks.reviewer(store, article, f"r{number}")) for number in range(PEOPLE)]
        store.close()
        tally = visitors.at_work(running.url, tokens, [article] * PEOPLE, PAUSE, SECONDS)
    p99 = f"{percentile(tally.times, 0.99):.1f}"
    row = [PEOPLE, len(tally.times), p50_p95(tally.times), p99, len(tally.failures)]
    show("A desk: a save each 5 s", ["people", "saves", "ms p50 / p95", "p99", "errors"], [row])
