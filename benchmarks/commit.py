"""One act in the service, without browser and HTTP: beside the raw commit, and as the database fills."""

import tempfile
import time
from pathlib import Path

from annotator.services.review import annotating
from benchmarks import desks, raw_sqlite
from benchmarks.table import p50_p95, percentile, show
from db.store import Store

STORED = (0, 1_000, 10_000, 50_000)


def main() -> None:
    """Prints both."""
    rows = []
    with tempfile.TemporaryDirectory() as folder:
        floor = raw_sqlite.commits(Path(folder))
        rows.append(["raw SQLite commit", "", p50_p95(floor), "1.0"])
        store = Store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        article = desks.add_article(store, 500)
        actors = [desks.reviewer(store, article, name) for name in ("a", "b")]
        stored = 0
        for wanted in STORED:
            desks.add_marks(store, article, actors[0], wanted - stored)
            stored = wanted + 100
            times = [_timed(store, actors[0], desks.mark(article, number * 91)) for number in range(100)]
            ratio = percentile(times, 0.5) / percentile(floor, 0.5)
            rows.append(["a mark saved (500 sentences)", wanted, p50_p95(times), f"{ratio:.1f}"])
        store.close()
    show("One act in the service", ["what", "own marks stored", "ms p50 / p95", "× raw commit"], rows)


def _timed(store: Store, actor: object, operation: object) -> float:
    start = time.perf_counter()
    annotating.apply(store, actor, operation)  # type: ignore[arg-type]
    return (time.perf_counter() - start) * 1000
