"""Fifty people, a save each five seconds, on one running server: how long a save takes to be answered."""

import random
import threading
import time

import httpx

from annotator.domain.records import Article
from benchmarks import desks
from benchmarks.table import p50_p95, percentile, show

PEOPLE, PAUSE, SECONDS = 50, 5.0, 40.0


def main() -> None:
    """Prints p50, p95, p99 and what failed."""
    with desks.server() as running:
        store = desks.store_of(running)
        article = desks.add_article(store, 500)
        tokens = [desks.session(store, desks.reviewer(store, article, f"r{number}")) for number in range(PEOPLE)]
        store.close()
        times: list[float] = []
        failures: list[str] = []
        person = lambda token: _work(running.url, token, article, times, failures)  # noqa: E731
        threads = [threading.Thread(target=person, args=(token,)) for token in tokens]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    row = [PEOPLE, len(times), p50_p95(times), f"{percentile(times, 0.99):.1f}", len(failures)]
    show("A desk: a save each 5 s", ["people", "saves", "ms p50 / p95", "p99", "errors"], [row])


def _work(url: str, token: str, article: Article, times: list[float], failures: list[str]) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"tadqiq={token}"}
    end = time.monotonic() + SECONDS
    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        time.sleep(random.uniform(0, PAUSE))
        while time.monotonic() < end:
            operation = desks.mark(article, random.randrange(len(article.text) - 5))
            start = time.perf_counter()
            answer = client.post("/api/operations", json=operation)
            times.append((time.perf_counter() - start) * 1000)
            if answer.status_code != 200:
                failures.append(answer.text)
            time.sleep(random.uniform(0.8, 1.2) * PAUSE)
