"""F1 of two reviewers' marks of the translation, categories ignored: equal ends, and any overlap."""

from collections import Counter

import numpy as np

from annotator.domain.agreement.matching import Place, matched_overlaps
from annotator.domain.judgements import Flags, Ints, Judgements, Marks
from annotator.domain.pairing import neighbours

F1 = tuple[float | None, float | None]


def span_f1(work: Judgements) -> dict[tuple[int, int], F1]:
    """By two reviewers: F1 of equal marks, and of marks that overlap, matched one to one as many as can be."""
    marks, width = work.issues, len(work.reviewers)
    shown = marks.side == 0
    totals = _totals(marks, shown, work)
    equal = _equal(marks, shown, width)
    largest = _matched(marks, shown, width)
    return {
        (first, second): (_f1(equal, totals, first * width + second), _f1(largest, totals, first * width + second))
        for first in range(width)
        for second in range(first + 1, width)
    }


def _totals(marks: Marks, shown: Flags, work: Judgements) -> Ints:
    """How many marks both have in the sentences that both judged, by first × reviewers + second."""
    counts = np.zeros(work.state.shape)
    np.add.at(counts, (marks.sentence[shown], marks.reviewer[shown]), 1)
    own = counts.T @ work.judged
    totals: Ints = np.round(own + own.T).astype(np.int64).ravel()
    return totals


def _equal(marks: Marks, shown: Flags, width: int) -> Counter[int]:
    """How many marks of each two reviewers have equal ends, white space aside."""
    wide = int(marks.end.max(initial=0)) + 1
    keys = (marks.sentence * wide + marks.first)[shown]
    lengths, who = (marks.last - marks.first)[shown], marks.reviewer[shown]
    shared = np.flatnonzero(~_once(keys))  # places where two marks begin
    places: dict[tuple[int, int], list[int]] = {}
    for key, length, reviewer in zip(*(column[shared].tolist() for column in (keys, lengths, who)), strict=True):
        places.setdefault((key, length), []).append(reviewer)
    found: Counter[int] = Counter()
    for reviewers in places.values():
        times = sorted(Counter(reviewers).items()) if len(reviewers) > 1 else []
        for at, (first, count) in enumerate(times):
            for second, other in times[at + 1 :]:
                found[first * width + second] += min(count, other)
    return found


def _matched(marks: Marks, shown: Flags, width: int) -> Counter[int]:
    """The same for marks that overlap. Where nobody has a choice each overlap is a match."""
    first, second = neighbours(marks)
    start, end = marks.first, marks.last
    same = (start[first] == start[second]) & (end[first] == end[second])
    kept = shown[first] & (same | ((start[first] < end[second]) & (start[second] < end[first])))
    first, second = first[kept], second[kept]
    pair = marks.reviewer[first] * width + marks.reviewer[second]
    group = marks.sentence[first] * (width * width) + pair
    once = _once(first * width + marks.reviewer[second]) & _once(second * width + marks.reviewer[first])
    simple = ~np.isin(group, group[~once])
    found = Counter({key: int(count) for key, count in enumerate(np.bincount(pair[simple])) if count})
    rest = np.flatnonzero(~simple)
    for _, rows in _groups(rest, group[rest]).items():
        own, other = ([_mark(marks, row) for row in sorted(set(side[rows].tolist()))] for side in (first, second))
        found[int(pair[rows[0]])] += matched_overlaps(own, other, labelled=False)
    return found


def _once(keys: Ints) -> Flags:
    """Which keys stand once."""
    _, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    once: Flags = counts[inverse] == 1
    return once


def _groups(rows: Ints, keys: Ints) -> dict[int, list[int]]:
    found: dict[int, list[int]] = {}
    for row, key in zip(rows.tolist(), keys.tolist(), strict=True):
        found.setdefault(key, []).append(row)
    return found


def _mark(marks: Marks, row: int) -> Place:
    return int(marks.first[row]), int(marks.last[row]), ""


def _f1(true: Counter[int], totals: Ints, pair: int) -> float | None:
    return 2 * true[pair] / int(totals[pair]) if totals[pair] else None
