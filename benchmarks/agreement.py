"""Agreement beside the libraries that people use, on one table in one run, as ratios."""

import time
import tracemalloc
from collections.abc import Callable

import krippendorff
import numpy as np
from nervaluate import Evaluator
from scipy.stats import bootstrap

from annotator.domain.agreement import distances, spans
from annotator.domain.agreement.coefficients import alpha, alpha_interval
from annotator.domain.agreement.intervals import interval
from annotator.domain.agreement.ratings import Floats, from_numbers
from annotator.domain.agreement.spans import Mark, Marked
from benchmarks.table import show


def main() -> None:
    """Prints the races, then how our own time and memory grow."""
    _points()
    _intervals()
    _spans()
    _growth()


def _points() -> None:
    labels, scores = _table(10_000, 3, 8), _table(10_000, 3, 101)
    rows = [
        _race("nominal alpha", lambda: _alpha(labels), lambda: _theirs(labels, "nominal")),
        _race("interval alpha", lambda: _scores_alpha(scores), lambda: _theirs(scores, "interval")),
    ]
    show("Point estimates of 10,000 × 3 beside krippendorff", ["what", "ours ms", "theirs ms", "times as fast"], rows)


def _intervals() -> None:
    """krippendorff's own resamples ratings, another interval; scipy's BCa over it resamples items, as ours does."""
    table = _table(10_000, 5, 5)
    ours = _milliseconds(lambda: _with_interval(table), 3)
    rows = [["BCa by item, ours", f"{ours:.1f}", "1"]]
    few = 20
    resampled = _milliseconds(lambda: _scipy_bca(table[:200], few), 1)
    per_call = _milliseconds(lambda: _theirs(table, "nominal"), 3)
    floor = 1_000 * per_call
    rows.append(["1,000 × krippendorff, without the jackknife", f"{floor:.0f}", f"{floor / ours:.0f}"])
    rows.append([f"scipy BCa, only {few} resamples of 200 items", f"{resampled:.0f}", f"{resampled / ours:.1f}"])
    show("1,000 resamples with BCa, 10,000 × 5", ["what", "ms", "× ours"], rows)


def _spans() -> None:
    chance = np.random.default_rng(1)
    sentences = [Marked("x" * 120, (_marks(chance), _marks(chance))) for _ in range(2_000)]
    first, second = ([_entities(one.marks[side]) for one in sentences] for side in (0, 1))

    def theirs() -> None:
        Evaluator(first, second, tags=["a", "b", "c"], loader="dict").evaluate()

    rows = [
        _race("exact F1", lambda: spans.f1_exact(sentences, 0, 1), theirs),
        _race("overlap F1, largest matching", lambda: spans.f1(sentences, 0, 1, spans.overlap), theirs),
    ]
    show("Spans of 2,000 sentences beside nervaluate", ["what", "ours ms", "theirs ms", "times as fast"], rows)


def _growth() -> None:
    rows = []
    for items in (10_000, 100_000, 1_000_000):
        table = _table(items, 3, 8)
        took = _milliseconds(lambda table=table: _alpha(table), 1)  # type: ignore[misc]
        tracemalloc.start()
        _alpha(table)
        peak = tracemalloc.get_traced_memory()[1] / 2**20
        tracemalloc.stop()
        rows.append([f"{items:,} × 3", f"{took:.0f}", f"{peak:.0f}"])
    show("Nominal alpha as the table grows", ["ratings", "ms", "MiB at the most"], rows)


def _table(items: int, reviewers: int, values: int) -> Floats:
    chance = np.random.default_rng(1)
    truth = chance.integers(0, values, size=(items, 1))
    noise = chance.integers(0, values, size=(items, reviewers))
    table: Floats = np.where(chance.random((items, reviewers)) < 0.7, truth, noise).astype(np.float64)
    return table


def _alpha(table: Floats) -> float:
    ratings = from_numbers(table)
    return alpha(ratings, distances.nominal(len(ratings.values))).estimate()


def _scores_alpha(table: Floats) -> float:
    return alpha_interval(from_numbers(table)).estimate()


def _with_interval(table: Floats) -> object:
    ratings = from_numbers(table)
    return interval(alpha(ratings, distances.nominal(len(ratings.values))), ratings)


def _theirs(table: Floats, level: str) -> float:
    return float(krippendorff.alpha(reliability_data=table.T, level_of_measurement=level))


def _scipy_bca(table: Floats, resamples: int) -> object:
    def statistic(rows: Floats) -> float:
        return _theirs(table[rows.astype(int)], "nominal")

    return bootstrap((np.arange(len(table)),), statistic, n_resamples=resamples, vectorized=False, method="BCa")


def _marks(chance: np.random.Generator) -> list[Mark]:
    starts = sorted(chance.choice(11, size=chance.integers(0, 5), replace=False).tolist())
    return [Mark(10 * start, 10 * start + 3 + start % 6, "abc"[start % 3]) for start in starts]


def _entities(marks: object) -> list[dict[str, object]]:
    return [{"label": mark.label, "start": mark.start, "end": mark.end} for mark in marks]  # type: ignore[attr-defined]


def _race(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> list[str]:
    mine, other = _milliseconds(ours, 5), _milliseconds(theirs, 3)
    return [name, f"{mine:.2f}", f"{other:.1f}", f"{other / mine:.0f}"]


def _milliseconds(call: Callable[[], object], times: int) -> float:
    """The quickest of so many calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)
