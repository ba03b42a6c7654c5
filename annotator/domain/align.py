"""Which source sentences a translated sentence stands for, by lengths, figures and names; no model.

Dynamic programming over sentence pairs after Gale and Church (1993, "A Program for Aligning Sentences in Bilingual
Corpora"), with their priors; figures and Latin words that both sides share pull a pair together. Only a band around
the diagonal is looked at, so that the time is in proportion to the number of sentences.
"""

import math
import re
from itertools import pairwise

Link = tuple[int, int]
"""For one target sentence, the half-open range of source sentences that it translates; empty where it has none."""

_PRIORS = {(1, 1): 0.89, (1, 0): 0.005, (0, 1): 0.005, (2, 1): 0.045, (1, 2): 0.045, (2, 2): 0.011}
_SPREAD = 6.8  # variance of a target length per source character, as measured by Gale and Church
_ANCHOR = 1.5  # what a shared figure or name is worth, in nats
_BAND = 30  # sentences to both sides of the diagonal
_TOKENS = re.compile(r"\d+(?:[.,]\d+)*|[A-Za-z]{2,}")
_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")


def align(source: list[str], target: list[str]) -> list[Link]:
    """A link for each target sentence: ranges in order, apart, which together cover the whole source."""
    if not target:
        return []
    steps = _best_path(source, target)
    links: list[Link] = []
    at = 0
    for taken, given in steps:
        share = [at + taken * index // given for index in range(given + 1)] if given else []
        links += pairwise(share)
        at += taken
        if not given:  # a source sentence that nobody translated shows beside the sentence before it
            links = _stretch(links, at)
    return _covering(links, len(source))


def _stretch(links: list[Link], end: int) -> list[Link]:
    return [*links[:-1], (links[-1][0], end)] if links else links


def _covering(links: list[Link], count: int) -> list[Link]:
    first = (0, links[0][1])
    covered = [first, *links[1:]]
    return [*covered[:-1], (covered[-1][0], count)]


def _best_path(source: list[str], target: list[str]) -> list[tuple[int, int]]:
    lengths = [len(text) for text in source], [len(text) for text in target]
    ratio = sum(lengths[1]) / max(1, sum(lengths[0]))
    tokens = [_anchors(text) for text in source], [_anchors(text) for text in target]
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]] = {(0, 0): (0.0, (0, 0))}
    for i in range(len(source) + 1):
        centre = i * len(target) // max(1, len(source))
        low = max(0, centre - _BAND) if source else 0
        for j in range(low, min(len(target), centre + _BAND if source else len(target)) + 1):
            if (i, j) != (0, 0):
                _relax(best, i, j, lengths, ratio, tokens)
    return _walk_back(best, len(source), len(target))


def _relax(
    best: dict[tuple[int, int], tuple[float, tuple[int, int]]],
    i: int,
    j: int,
    lengths: tuple[list[int], list[int]],
    ratio: float,
    tokens: tuple[list[frozenset[str]], list[frozenset[str]]],
) -> None:
    for (taken, given), prior in _PRIORS.items():
        before = best.get((i - taken, j - given))
        if before is None:
            continue
        here = sum(lengths[0][i - taken : i]), sum(lengths[1][j - given : j])
        shared = frozenset().union(*tokens[0][i - taken : i]) & frozenset().union(*tokens[1][j - given : j])
        cost = before[0] - math.log(prior) + _length_cost(*here, ratio) - _ANCHOR * min(len(shared), 4)
        if (i, j) not in best or cost < best[i, j][0]:
            best[i, j] = (cost, (taken, given))


def _length_cost(source: int, target: int, ratio: float) -> float:
    """-log of the chance that two sentences of these lengths translate each other."""
    mean = (source + target / max(ratio, 0.05)) / 2
    if mean == 0:
        return 0.0
    delta = abs(target - source * ratio) / math.sqrt(mean * _SPREAD)
    return -math.log(max(math.erfc(delta / math.sqrt(2)), 1e-12))


def _walk_back(best: dict[tuple[int, int], tuple[float, tuple[int, int]]], i: int, j: int) -> list[tuple[int, int]]:
    steps: list[tuple[int, int]] = []
    while (i, j) != (0, 0):
        if (i, j) not in best:  # the band missed the end: what is left goes together
            return [(i, j), *reversed(steps)]
        step = best[i, j][1]
        steps.append(step)
        i, j = i - step[0], j - step[1]
    return steps[::-1]


def _anchors(text: str) -> frozenset[str]:
    return frozenset(_TOKENS.findall(text.translate(_DIGITS)))
