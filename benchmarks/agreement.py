"""Agreement beside the libraries that people use, on one table in one run, as ratios."""

import time
import tracemalloc
from collections.abc import Callable
from importlib.util import find_spec

import krippendorff
import numpy as np
from nervaluate import Evaluator

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
    """Of what PyPI has, `interrater` resamples items and has BCa (its acceleration is not from a jackknife over items,
    which would cost it 10,000 coefficients more). It draws matplotlib in, so it is raced only where somebody installed
    it. The other row is a floor: what 1,000 resamples cost by krippendorff alone, without the jackknife of BCa.
    """
    table = _table(10_000, 5, 5)
    ours = _milliseconds(lambda: _with_interval(table), 9)
    rows = [["ours, BCa by item", f"{ours:.1f}", "1"]]
    rivals = {"1,000 × krippendorff, no more": 1_000 * _milliseconds(lambda: _theirs(table, "nominal"), 5)}
    if find_spec("interrater"):
        rivals["interrater, BCa by item, counts given"] = _milliseconds(lambda: _interrater(table), 3)
    rows += [[name, f"{took:.0f}", f"{took / ours:.0f}"] for name, took in rivals.items()]
    show("Alpha, 1,000 resamples with BCa, 10,000 × 5", ["what", "ms", "× ours"], rows)
    if not find_spec("interrater"):
        print("(pip install interrater, and it is raced too)")


def _spans() -> None:
    """nervaluate always makes its four figures at once: ours stand beside it one by one, and together."""
    chance = np.random.default_rng(1)
    marks = [_marks(chance) for _ in range(2_000)]
    sentences = [Marked("x" * 120, (own, _retold(chance, own))) for own in marks]
    first, second = ([_entities(one.marks[side]) for one in sentences] for side in (0, 1))

    def theirs() -> None:
        Evaluator(first, second, tags=["a", "b", "c"], loader="dict").evaluate()

    ours = {
        "exact F1, labels count": lambda: spans.f1_exact(sentences, 0, 1),
        "exact F1, any label": lambda: spans.f1_exact(sentences, 0, 1, labelled=False),
        "overlap F1, labels count": lambda: spans.f1_overlap(sentences, 0, 1),
        "overlap F1, any label": lambda: spans.f1_overlap(sentences, 0, 1, labelled=False),
    }
    rows = [_race(name, call, theirs) for name, call in ours.items()]
    rows.append(_race("all four", lambda: [call() for call in ours.values()], theirs))
    show("Spans of 2,000 sentences beside nervaluate", ["what", "ours ms", "theirs ms", "times as fast"], rows)


def _growth() -> None:
    rows = []
    for items in (10_000, 100_000, 1_000_000):
        for what, call in (("the figure", _alpha), ("with BCa", _with_interval)):
            table = _table(items, 3, 8)
            took = _milliseconds(lambda call=call, table=table: call(table), 3)  # type: ignore[misc]
            rows.append([f"{items:,} × 3", what, f"{took:.0f}", f"{_peak(call, table):.0f}"])
    show("Nominal alpha as the table grows", ["ratings", "what", "ms", "MiB at the most"], rows)


def _peak(call: Callable[[Floats], object], table: Floats) -> float:
    tracemalloc.start()
    call(table)
    peak = tracemalloc.get_traced_memory()[1] / 2**20
    tracemalloc.stop()
    return peak


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


def _interrater(table: Floats) -> object:
    from interrater import KrippendorffAlphaAnalyzer, KrippendorffAlphaConfig, NijMatrix

    counts = np.stack([(table == value).sum(axis=1) for value in range(5)], axis=1)
    config = KrippendorffAlphaConfig(n_resamples=1_000, random_state=1, ci_method="bca")
    return KrippendorffAlphaAnalyzer.build_from_nij_matrix(NijMatrix(matrix=counts), config).estimate_from_nij_matrix()


def _marks(chance: np.random.Generator) -> list[Mark]:
    starts = sorted(chance.choice(11, size=chance.integers(0, 5), replace=False).tolist())
    return [Mark(10 * start, 10 * start + 3 + start % 6, "abc"[start % 3]) for start in starts]


def _retold(chance: np.random.Generator, marks: list[Mark]) -> list[Mark]:
    """The same as another reviewer might mark it: some left out, boundaries moved, some in two pieces, other labels."""
    retold = []
    for start, end, label in marks:
        fate, before, after = chance.random(), int(chance.integers(0, 2)), int(chance.integers(0, 2))
        said = label if chance.random() < 0.8 else "abc"[int(chance.integers(3))]
        if fate < 0.15:
            continue
        if fate < 0.3 and end - start > 3:
            retold += [Mark(start, start + 2, said), Mark(start + 2, end, said)]
        else:
            retold.append(Mark(max(start - before, 0), end + after, said))
    return retold


def _entities(marks: object) -> list[dict[str, object]]:
    return [{"label": mark.label, "start": mark.start, "end": mark.end} for mark in marks]  # type: ignore[attr-defined]


def _race(name: str, ours: Callable[[], object], theirs: Callable[[], object]) -> list[str]:
    mine, other = _milliseconds(ours, 9), _milliseconds(theirs, 5)
    return [name, f"{mine:.2f}", f"{other:.1f}", f"{other / mine:.0f}"]


def _milliseconds(call: Callable[[], object], times: int) -> float:
    """The quickest of so many calls."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return min(taken)
