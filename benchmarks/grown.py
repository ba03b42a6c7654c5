"""The compare page and the reports as what reviewers have said grows: 10,000, 100,000, 1,000,000 pieces of work."""

import gc
import resource
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from annotator.domain.policy import COMMAND_LINE
from annotator.services.compare import comparing
from annotator.services.consensus import confronting
from annotator.services.reports import exporting
from benchmarks.table import show
from db.store import Store
from db.tables import ClaimRow, IssueRow, ReviewRow
from tests.crowd import work_through

SIZES = (10_000, 100_000, 1_000_000)  # reviews, issues and claims together, about
REVIEWERS, SAID_EACH = 3, 1.25  # by a reviewer of a sentence: a review, and a mark on every fourth
REPORTS = ("sentences", "issues", "claims", "summary", "agreement", "disagreements")


def main() -> None:
    """Prints seconds by size, and how large the files are."""
    rows = [row for size in SIZES for row in _measured(size)]
    head = ["stored", "what", "s", "rows", "MiB of CSV", "MiB of the process at the most"]
    show("Compare page and reports as what is said grows", head, rows)


def _measured(size: int) -> list[list[object]]:
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
        store = Store(url)
        project = work_through(store, round(size / REVIEWERS / SAID_EACH), REVIEWERS).id
        stored = f"{_stored(store):,}"
        store.close()
        rows = [[stored, "compare page", *_timed(url, lambda store: _compare_page(store, project))]]
        for name in REPORTS:
            taken = _timed(url, lambda store, name=name: _export(store, project, name))
            rows.append([stored, f"report {name}", *taken])
        return rows


def _stored(store: Store) -> int:
    tables = [kind.__tablename__ for kind in (ReviewRow, IssueRow, ClaimRow)]
    with store.read() as tx:
        counts = [tx.connection().exec_driver_sql(f"select count(*) from {name}").scalar() for name in tables]
    return sum(map(int, filter(None, counts)))


def _compare_page(store: Store, project: str) -> tuple[str, str]:
    confronting.worst(store, comparing.comparison(store, COMMAND_LINE, project), None, 30)
    return "", ""


def _export(store: Store, project: str, name: str) -> tuple[str, str]:
    size = lines = 0
    for piece in exporting.report_csv(store, COMMAND_LINE, project, name):
        size += len(piece)
        lines += piece.count(b"\r\n")
    return f"{lines - 1:,}", f"{size / 2**20:.1f}"


def _timed(url: str, work: Callable[[Store], tuple[str, str]]) -> list[object]:
    """With the database opened anew, so that nothing is remembered."""
    gc.collect()
    start = time.perf_counter()
    store = Store(url)
    counts = work(store)
    taken = time.perf_counter() - start
    store.close()
    return [f"{taken:.2f}", *counts, f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f}"]
