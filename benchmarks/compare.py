"""A whole compare page: from opening the database to everything that the page draws, part by part."""

import gc
import resource
import tempfile
import time
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from annotator.domain.policy import COMMAND_LINE
from annotator.services.compare import comparing, gathering
from annotator.services.consensus import confronting
from benchmarks.table import show
from db.store import Store
from tests.crowd import work_through

SIZES = ((10_000, 5, 1.5), (100_000, 3, 4.0))  # sentences, reviewers, seconds that it may take
_PARTS: tuple[tuple[Any, str, str], ...] = (
    (comparing.columns, "state_of", "what has changed"),
    (gathering.columns, "of_articles", "read the tables"),
    (gathering.submissions, "first_work", "what was handed in first"),
    (gathering, "judgements", "columns to arrays"),
    (comparing, "median_seconds", "seconds at work (reading them too)"),
    (comparing, "_figures", "questions: figures with intervals"),
    (comparing, "label_table", "labels"),
    (comparing, "pairs", "pairs of reviewers"),
    (comparing, "cards", "cards"),
    (comparing, "over_time", "over time"),
    (comparing, "typed", "disagreements, typed"),
    (confronting, "worst", "the worst 30 as objects"),
)


def main() -> None:
    """Prints seconds by part, cold and kept, for both sizes."""
    for sentences, reviewers, bound in SIZES:
        with tempfile.TemporaryDirectory() as folder:
            url = f"sqlite:///{Path(folder) / 'bench.sqlite3'}"
            store = Store(url)
            project = work_through(store, sentences, reviewers)
            store.close()
            rows = _timed(url, project.id)
        title = f"Compare page of {sentences:,} sentences × {reviewers} reviewers, to be ready in {bound:g} s"
        show(title, ["part", "s"], rows)


def _timed(url: str, project: str) -> list[list[str]]:
    gc.collect()
    taken: dict[str, float] = {}
    undo = [_watch(module, name, label, taken) for module, name, label in _PARTS]
    start = time.perf_counter()
    store = Store(url)
    found = comparing.comparison(store, COMMAND_LINE, project)
    confronting.worst(store, found, None, 30)
    whole = time.perf_counter() - start
    for back in undo:
        back()
    start = time.perf_counter()
    assert comparing.comparison(store, COMMAND_LINE, project) is found
    confronting.worst(store, found, None, 30)
    again = time.perf_counter() - start
    store.close()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    rows = [[label, f"{seconds:.3f}"] for label, seconds in taken.items()]
    rows += [["everything, cold", f"{whole:.2f}"], ["a rerun of the page", f"{again:.3f}"]]
    return [*rows, ["MiB of the process at the most", f"{peak:.0f}"]]


def _watch(module: Any, name: str, label: str, taken: dict[str, float]) -> Callable[[], None]:
    """Adds up what calls of a function take; gives back what takes the watch off again."""
    watched = getattr(module, name)

    @wraps(watched)
    def timed(*given: Any, **named: Any) -> Any:
        start = time.perf_counter()
        try:
            return watched(*given, **named)
        finally:
            taken[label] = taken.get(label, 0.0) + time.perf_counter() - start

    setattr(module, name, timed)
    return lambda: setattr(module, name, watched)
