"""Which characters of the translation carry an issue, by runs: neighbours that the same reviewers marked are one row.

A sentence in which nobody marked anything is one run, however long it is.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.ratings import MISSING, Floats, Ratings
from annotator.domain.judgements import Flags, Ints, Judgements

_SPACES = np.array([number for number in range(0x3001) if chr(number).isspace()])
_IS_SPACE = np.zeros(0x3002, bool)  # the last one stands for all characters beyond: none of them is white space
_IS_SPACE[_SPACES] = True


@dataclass(frozen=True)
class Runs:
    """`marked` is (runs, reviewers); lengths are code points, `visible` without white space."""

    sentence: Ints
    marked: Flags
    length: Ints
    visible: Ints


@dataclass(frozen=True)
class Overlap:
    """By two reviewers, (reviewers, reviewers): the code points that both marked, and what each marked, added up."""

    common: Floats
    total: Floats

    def f1(self, first: int, second: int) -> float | None:
        """2 × common / total; None where neither marked anything."""
        total = self.total[first, second]
        return float(2 * self.common[first, second] / total) if total else None


def runs(work: Judgements) -> Runs:
    """The runs of every sentence, in order. Marks that reach over their sentence's end are cut there."""
    inside = np.flatnonzero(work.issues.side == 0)
    sentence, who = work.issues.sentence[inside], work.issues.reviewer[inside]
    begins, ends = work.start[sentence], work.end[sentence]
    start = np.clip(work.issues.start[inside], begins, ends)
    end = np.clip(work.issues.end[inside], begins, ends)
    places, inverse = _boundaries(work, sentence, start, end)
    changes = np.zeros((len(places[0]), len(work.reviewers)), np.int32)
    first, last = inverse
    np.add.at(changes, (first, who), 1)
    np.add.at(changes, (last, who), -1)
    marked = np.cumsum(changes, axis=0) > 0
    of_sentence, offset = places
    visible = _visible_before(work, of_sentence, offset)
    real = np.flatnonzero(of_sentence[1:] == of_sentence[:-1])
    return Runs(of_sentence[real], marked[real], np.diff(offset)[real], np.diff(visible)[real])


def place_ratings(work: Judgements, found: Runs) -> Ratings:
    """Each visible character as an item: whether a reviewer marked it."""
    judged = work.judged[found.sentence]
    counted = judged.any(axis=1) & (found.visible > 0)
    codes = np.where(judged, found.marked, MISSING).astype(np.int32)[counted]
    clusters = work.article[found.sentence[counted]]
    return Ratings(codes, (0, 1), clusters, 2, work.reviewers, times=found.visible[counted])


def overlap(work: Judgements, found: Runs, lengths: Ints) -> Overlap:
    """What every two reviewers marked in the sentences that both judged, with runs as long as `lengths`."""
    marked = (found.marked & work.judged[found.sentence]).astype(np.float64)
    weighted = marked * lengths[:, None]
    judged = work.judged[found.sentence].astype(np.float64)
    own = weighted.T @ judged  # what the first marked where the second judged
    return Overlap(weighted.T @ marked, own + own.T)


def _boundaries(
    work: Judgements, sentence: Ints, start: Ints, end: Ints
) -> tuple[tuple[Ints, Ints], tuple[Ints, Ints]]:
    """Where runs begin and end, as (sentence, offset), in order; and which of these each mark's two ends are."""
    count, wide = len(work.start), int(work.end.max(initial=0)) + 1
    every = np.arange(count)
    keys = np.concatenate([every * wide + work.start, every * wide + work.end, sentence * wide + start])
    found, inverse = np.unique(np.concatenate([keys, sentence * wide + end]), return_inverse=True)
    first, last = inverse[2 * count :].reshape(2, -1)
    return (found // wide, found % wide), (first, last)


def _visible_before(work: Judgements, sentence: Ints, offset: Ints) -> Ints:
    """How many visible characters of its article stand before each place."""
    article = work.article[sentence]
    edges = np.searchsorted(article, np.arange(len(work.texts) + 1))
    found = np.zeros(len(sentence), np.int64)
    for number, text in enumerate(work.texts):
        part = slice(edges[number], edges[number + 1])
        if part.start < part.stop:
            found[part] = _visible(text)[offset[part]]
    return found


def _visible(text: str) -> Ints:
    """How many visible characters stand before each offset of a text, its end included."""
    codes = np.frombuffer(text.encode("utf-32-le"), "<u4")
    counts = np.zeros(len(text) + 1, np.int64)
    np.cumsum(~_IS_SPACE[np.minimum(codes, len(_IS_SPACE) - 1)], out=counts[1:])
    return counts


def pairs_of(count: int) -> Iterable[tuple[int, int]]:
    """Every two of so many, in order."""
    return ((first, second) for first in range(count) for second in range(first + 1, count))
