"""Marks of different reviewers at the same place: whose mark stands for whose.

Of two reviewers' marks in a sentence those that share most are partners, and each mark has one partner with each other
reviewer at the most. Two points at one place share all.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement.ratings import Floats
from annotator.domain.judgements import NONE, Ints, Judgements, Marks


@dataclass(frozen=True)
class Confusion:
    """How often two reviewers gave these categories to one place: symmetric, the last row and column for nothing.

    `sentence`, `low` and `high` are the meetings one by one, their categories in order.
    """

    categories: tuple[str, ...]
    counts: Ints
    sentence: Ints
    low: Ints
    high: Ints

    def sentences(self, one: str, other: str) -> Ints:
        """The sentences in which the two met, in the order of the text; "" is nothing."""
        number = {category: place for place, category in enumerate((*self.categories, ""))}
        low, high = sorted((number[one], number[other]))
        return np.unique(self.sentence[(self.low == low) & (self.high == high)])

    def sentences_of(self, category: str) -> Ints:
        """The sentences in which one of two reviewers gave it, in the order of the text."""
        number = self.categories.index(category)
        return np.unique(self.sentence[(self.low == number) | (self.high == number)])


def partners(marks: Marks, reviewers: int) -> Ints:
    """(marks, reviewers): which mark of a reviewer stands at the place of this one; NONE."""
    first, second, shared = overlapping(marks)
    whose_first, whose_second = marks.reviewer[first], marks.reviewer[second]
    found = np.full((len(marks), reviewers), NONE, np.int64)
    sought = np.bincount(first * reviewers + whose_second, minlength=found.size)
    wanted = np.bincount(second * reviewers + whose_first, minlength=found.size)
    certain = (sought[first * reviewers + whose_second] == 1) & (wanted[second * reviewers + whose_first] == 1)
    found[first[certain], whose_second[certain]] = second[certain]
    found[second[certain], whose_first[certain]] = first[certain]
    rivals = np.flatnonzero(~certain)
    order = rivals[np.lexsort((second[rivals], first[rivals], -shared[rivals]))]
    for one, other, own, its in _rows(first[order], second[order], whose_first[order], whose_second[order]):
        if found[one, its] == NONE and found[other, own] == NONE:
            found[one, its], found[other, own] = other, one
    return found


def overlapping(marks: Marks) -> tuple[Ints, Ints, Floats]:
    """Every two marks of `neighbours` that share something, and which part of both they share."""
    first, second = neighbours(marks)
    start, end = marks.start, marks.end
    common = np.minimum(end[first], end[second]) - np.maximum(start[first], start[second])
    either = np.maximum(end[first], end[second]) - np.minimum(start[first], start[second])
    same = (start[first] == start[second]) & (end[first] == end[second])
    shared = np.where(same, 1.0, np.maximum(common, 0) / np.maximum(either, 1))
    touching = shared > 0
    return first[touching], second[touching], shared[touching]


def neighbours(marks: Marks) -> tuple[Ints, Ints]:
    """Every two marks of one sentence and side by different reviewers, the earlier row first."""
    sentence = marks.sentence
    after = np.searchsorted(sentence, sentence, side="right") - np.arange(len(sentence)) - 1
    first = np.repeat(np.arange(len(sentence)), after)
    begins = np.cumsum(after) - after
    second = first + 1 + np.arange(len(first)) - begins[first]
    kept = (marks.reviewer[first] != marks.reviewer[second]) & (marks.side[first] == marks.side[second])
    return first[kept], second[kept]


def alone(marks: Marks, found: Ints, work: Judgements) -> tuple[Ints, Ints]:
    """Marks without a partner, each with the reviewer who judged the sentence and has none there."""
    missing = (found == NONE) & work.judged[marks.sentence]
    missing[np.arange(len(marks)), marks.reviewer] = False
    rows, columns = np.nonzero(missing)
    return rows, columns


def confusion(work: Judgements, found: Ints) -> Confusion:
    """What every two reviewers called the same place; a mark without a partner is met by nothing."""
    nothing = len(work.categories)
    rows, columns = np.nonzero(found != NONE)
    forward = rows < found[rows, columns]
    one, other = rows[forward], found[rows, columns][forward]
    lonely, _ = alone(work.issues, found, work)
    firsts = np.concatenate([work.category[one], work.category[lonely]])
    seconds = np.concatenate([work.category[other], np.full(len(lonely), nothing)])
    sentence = work.issues.sentence[np.concatenate([one, lonely])]
    low, high = np.minimum(firsts, seconds), np.maximum(firsts, seconds)
    size = nothing + 1
    counts = np.bincount(low * size + high, minlength=size * size).reshape(size, size)
    return Confusion(work.categories, counts + np.triu(counts, 1).T, sentence, low, high)


def _rows(*columns: Ints) -> Iterator[tuple[int, ...]]:
    return zip(*(column.tolist() for column in columns), strict=True)
