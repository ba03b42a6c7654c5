"""People at their desks: a save now and then from each, as a browser sends it."""

import random
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass, field

import httpx

from annotator.domain.records import Article
from benchmarks import desks


@dataclass
class Tally:
    """What all people saw: milliseconds by save, the marks that were called saved, what was refused."""

    times: list[float] = field(default_factory=list)
    saved: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)


def at_work(url: str, tokens: Sequence[str], articles: Sequence[Article], pause: float, seconds: float) -> Tally:
    """Each token's person saves in their article, about every `pause` seconds, for so many seconds."""
    tally = Tally()
    threads = [
        threading.Thread(target=_work, args=(url, token, article, tally, pause, seconds))
        for token, article in zip(tokens, articles, strict=True)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return tally


def _work(url: str, token: str, article: Article, tally: Tally, pause: float, seconds: float) -> None:
    headers = {"Sec-Fetch-Site": "same-origin", "Cookie": f"tadqiq={token}"}
    end = time.monotonic() + seconds
    with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
        time.sleep(random.uniform(0, pause))
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
            time.sleep(random.uniform(0.8, 1.2) * pause)
