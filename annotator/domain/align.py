"""Which source sentences a translated sentence stands for, by lengths, figures, names and punctuation; no model.

Dynamic programming over the sentences of both sides, after Gale and Church (1993, "A Program for Aligning Sentences in
Bilingual Corpora"): a path of least cost in steps of so many source and target sentences. A step's cost is -log of how
much likelier the two sides are as a translation than as strangers. Only a band around the diagonal is looked at, and it
is widened where the path runs into its edge, so that the time is in proportion to the number of sentences.
"""

import math
from collections.abc import Sequence
from itertools import accumulate, pairwise
from statistics import median

import numpy as np
from numpy.typing import NDArray

from annotator.domain.affinity import Affinity

Link = tuple[int, int]
"""For one target sentence, the half-open range of source sentences that it translates; empty where it has none."""

Step = tuple[int, int]
"""So many source sentences and target sentences that belong together."""

Lengths = Sequence[int]  # of sentences, in code points
Floats = NDArray[np.float64]

_STEPS = ((1, 1), (1, 2), (2, 1), (2, 2), (1, 0), (0, 1))
_COST = {(1, 1): 0.05, (1, 2): 2.4, (2, 1): 2.4, (2, 2): 6.9}
_SKIP = 2.0  # a sentence that the other side doesn't have
_SPREAD = 0.22  # of the log of a translation's length; and more of it for short sentences:
_SHORT = 9.0  # characters
_NARROWEST = 200  # sentences to both sides of the diagonal
_KNOWN, _FEW = 300, 3  # characters and sentences by which a ratio of 1 is believed beforehand
_RATIO_OFF, _ENOUGH = 0.1, 8  # in logs; pairs that make a ratio


def align(source: Sequence[str], target: Sequence[str]) -> list[Link]:
    """A link for each target sentence, in order. Several may share a range; a source sentence may be in none."""
    if not source or not target:
        return [(0, 0)] * len(target)
    links: list[Link] = []
    at = 0
    for taken, given in _best_path(source, target):
        links += [(at, at + taken)] * given
        at += taken
    return links


def covering(links: Sequence[Link], count: int) -> list[Link]:
    """The links stretched over all `count` source sentences: what nobody translated joins the sentences before it."""
    held = sorted({link for link in links if link[0] < link[1]})
    if not held:
        return [(0, count), *[(count, count)] * (len(links) - 1)] if links else []
    starts = [0, *(first for first, _ in held[1:])]
    stretched = dict(zip(held, pairwise([*starts, count]), strict=True))
    covered, reach = list[Link](), 0
    for link in links:
        covered.append(stretched.get(link, (reach, reach)))
        reach = covered[-1][1]
    return covered


def _best_path(source: Sequence[str], target: Sequence[str]) -> list[Step]:
    """The best path, sought again where the sentences it pairs show that translations are longer or shorter."""
    lengths = [len(text) for text in source], [len(text) for text in target]
    affinity = Affinity(source, target)
    ratio = _first_ratio(*lengths)
    steps = _path(*lengths, affinity, ratio)
    measured = _ratio_of_pairs(steps, *lengths)
    if measured and abs(math.log(measured / ratio)) > _RATIO_OFF:
        steps = _path(*lengths, affinity, measured)
    return steps


def _first_ratio(source: Lengths, target: Lengths) -> float:
    """Target characters to a source character: between that of the texts, which holds where sentences are joined, and
    that of their sentences, which holds where some are left out. A few sentences are held to be about as long.
    """
    texts = (_KNOWN + sum(target)) / (_KNOWN + sum(source))
    return texts * math.sqrt((_FEW + len(source)) / (_FEW + len(target)))


def _ratio_of_pairs(steps: Sequence[Step], source: Lengths, target: Lengths) -> float:
    """The middle ratio of the lengths of sentences paired one to one; 0 for too few."""
    at, found = (0, 0), []
    for step in steps:
        if step == (1, 1):
            found.append((target[at[1]] + _SHORT) / (source[at[0]] + _SHORT))
        at = at[0] + step[0], at[1] + step[1]
    return median(found) if len(found) >= _ENOUGH else 0.0


def _path(source: Lengths, target: Lengths, affinity: Affinity, ratio: float) -> list[Step]:
    rows, columns = len(source), len(target)
    half = max(_NARROWEST, abs(rows - columns), 4 * math.isqrt(max(rows, columns)))
    while True:
        steps, touched = _path_in_band(source, target, affinity, ratio, half)
        if not touched or half >= columns:
            return steps
        half *= 2


def _path_in_band(
    source: Lengths, target: Lengths, affinity: Affinity, ratio: float, half: int
) -> tuple[list[Step], bool]:
    """The steps of the best path inside the band, and whether it touches the band's edge."""
    rows, columns = len(source), len(target)
    bands = [(max(0, i * columns // rows - half), min(columns, i * columns // rows + half)) for i in range(rows + 1)]
    table = _Table(source, target, affinity, ratio)
    backs = [table.row(i, *bands[i]) for i in range(rows + 1)]
    steps: list[Step] = []
    i, j, touched = rows, columns, False
    while i or j:
        low, high = bands[i]
        touched |= (j == low > 0) or (j == high < columns)
        steps.append(_STEPS[backs[i][j - low]])
        i, j = i - steps[-1][0], j - steps[-1][1]
    return steps[::-1], touched


class _Table:
    """The table of least costs, of which three rows are kept. A column stands two places to the right of its number."""

    def __init__(self, source: Lengths, target: Lengths, affinity: Affinity, ratio: float) -> None:
        self.source, self.affinity, self.ratio = source, affinity, ratio
        self.ends = np.array([0, 0, 0, *accumulate(target)], dtype=np.float64)
        self.costs = [np.full(len(target) + 3, np.inf) for _ in range(3)]
        self.affine = [np.zeros(len(target) + 3) for _ in range(2)]

    def row(self, i: int, low: int, high: int) -> NDArray[np.int8]:
        """Makes row i from `low` to `high`; gives back the step, by its place in _STEPS, that leads to each cell."""
        here, one, two = (self.costs[(i - back) % 3] for back in range(3))
        here[low : high + 3] = np.inf
        band = slice(low + 2, high + 3)
        choices = np.full((5, high + 1 - low), np.inf)
        if i:
            self.affine[i % 2] = self.affinity.row(i - 1)
            self._pairs(choices, i, low, high, one, two)
            choices[4] = one[band] + _SKIP
        back: NDArray[np.int8] = choices.argmin(axis=0).astype(np.int8)
        best = choices[back, np.arange(len(back))]
        if i == 0 and low == 0:
            best[0] = 0.0
        skips = _SKIP * np.arange(len(best))
        chained = np.minimum.accumulate(best - skips) + skips
        back[chained < best - 1e-9] = 5
        here[band] = chained
        here[high + 3 :] = np.inf
        return back

    def _pairs(self, choices: Floats, i: int, low: int, high: int, one: Floats, two: Floats) -> None:
        ends = self.ends
        first, second = slice(low + 1, high + 2), slice(low, high + 1)
        single, double = ends[low + 2 : high + 3] - ends[first], ends[low + 2 : high + 3] - ends[second]
        now, before = self.affine[i % 2], self.affine[(i - 1) % 2]
        length = self.source[i - 1]
        here = now[first]
        choices[0] = one[first] + _COST[1, 1] + self._lengths(length, single) - here
        choices[1] = one[second] + _COST[1, 2] + self._lengths(length, double) - here - now[second]
        if i > 1:
            length += self.source[i - 2]
            choices[2] = two[first] + _COST[2, 1] + self._lengths(length, single) - here - before[first]
            crossed = np.maximum(here + before[second], now[second] + before[first])
            choices[3] = two[second] + _COST[2, 2] + self._lengths(length, double) - crossed

    def _lengths(self, source: int, target: Floats) -> Floats:
        """Half the squared distance of the lengths, in standard deviations of the log of their ratio."""
        expected = source * self.ratio + _SHORT
        spread = _SPREAD * (1 + _SHORT / expected)
        distance: Floats = np.log((target + _SHORT) / expected) / spread
        return np.minimum(0.5 * distance * distance, 12.0)
