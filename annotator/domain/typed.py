"""The disagreements of `disagreement.py` in columns: how many of each kind there are, and where the worst stand.

No object is made for a sentence that nobody asks to see. `tests/domain/test_typed.py` holds the two to one another.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

import numpy as np
from numpy.typing import NDArray

from annotator.domain.characters import pairs_of
from annotator.domain.disagreement import FAILS, HOLDS, KINDS, Kind
from annotator.domain.judgements import NONE, Flags, Ints, Judgements
from annotator.domain.pairing import alone
from annotator.domain.questions import Material
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference

_KIND = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True)
class Typed:
    """A row a disagreement, the worst first. `kinds` is (rows, KINDS): all ways in which two reviewers differ there."""

    sentence: Ints
    first: Ints  # reviewers
    second: Ints
    kind: Ints  # the worst of `kinds`, in KINDS
    harm: Ints
    kinds: Flags

    def __len__(self) -> int:
        return len(self.sentence)

    def counts(self) -> dict[Kind, int]:
        """How many of each kind there are; one that is of two kinds counts in both."""
        return {kind: int(self.kinds[:, number].sum()) for kind, number in _KIND.items()}

    def sentences(self, kind: Kind | None = None) -> Ints:
        """The sentences with a disagreement of a kind, or any, those with the worst first."""
        rows = self.sentence if kind is None else self.sentence[self.kinds[:, _KIND[kind]]]
        found, first = np.unique(rows, return_index=True)
        return found[np.argsort(first)]


def typed(of: Material) -> Typed:
    """Every disagreement of every two reviewers, the worst first, then by kind, then in the order of the text."""
    parts = [_on_state(of), _on_places(of), _only_one(of), _on_claims(of), _claim_or_none(of)]
    whole = [np.concatenate([getattr(part, field.name) for part in parts]) for field in fields(Typed)]
    found = Typed(*whole)
    order = np.lexsort((found.second, found.first, found.sentence, found.kind, -found.harm))
    return Typed(*(column[order] for column in whole))


def _on_state(of: Material) -> Typed:
    """One calls a sentence clean in which the other finds issues."""
    work, worst = of.work, of.worst
    marked = np.flatnonzero((worst != NONE).any(axis=1))
    found = [_rows_of_pair(work, worst, marked, *pair) for pair in pairs_of(len(work.reviewers))]
    sentence, first, second, harm = _joined(found, 4)
    return _of_one_kind("clean_or_issues", sentence, first, second, harm)


def _rows_of_pair(work: Judgements, worst: Ints, marked: Ints, first: int, second: int) -> tuple[Ints, ...]:
    mine, theirs = worst[marked, first], worst[marked, second]
    both = work.judged[marked, first] & work.judged[marked, second]
    apart = both & ((mine == NONE) != (theirs == NONE))
    harm = np.where(work.is_heavy(np.maximum(mine, theirs)), 3, 2)[apart]
    size = int(apart.sum())
    return marked[apart], np.full(size, first), np.full(size, second), harm


def _on_places(of: Material) -> Typed:
    """Two marks of one place."""
    work, marks = of.work, of.work.issues
    one, other = _partnered(of.issue_partners)
    mine, theirs = work.severity[one], work.severity[other]
    category = work.category[one] != work.category[other]
    severity = mine != theirs
    ends = (marks.first[one] != marks.first[other]) | (marks.last[one] != marks.last[other])
    far = severity & ((np.abs(mine - theirs) > 1) | (work.is_heavy(mine) != work.is_heavy(theirs)))
    ways: dict[Kind, Flags] = {"other_category": category, "severity_gap": severity, "overlapping": ends}
    kind = np.select([category, severity], [_KIND["other_category"], _KIND["severity_gap"]], _KIND["overlapping"])
    found = Typed(
        marks.sentence[one],
        marks.reviewer[one],
        marks.reviewer[other],
        kind,
        np.where(category | far, 2, 1),
        _flags(len(one), ways),
    )
    return _chosen(found, category | severity | ends)


def _only_one(of: Material) -> Typed:
    """An issue where the other, who found others in the sentence, has none."""
    work, marks = of.work, of.work.issues
    rows, other = alone(marks, of.issue_partners, work)
    found_others = of.worst[marks.sentence[rows], other] != NONE
    rows, other = rows[found_others], other[found_others]
    harm = np.where(work.is_heavy(work.severity[rows]), 2, 1)
    first, second = _in_order(marks.reviewer[rows], other)
    return _of_one_kind("only_one_saw_it", marks.sentence[rows], first, second, harm)


def _claim_or_none(of: Material) -> Typed:
    marks = of.work.claims
    rows, other = alone(marks, of.claim_partners, of.work)
    first, second = _in_order(marks.reviewer[rows], other)
    return _of_one_kind("claim_or_none", marks.sentence[rows], first, second, np.full(len(rows), 2))


def _on_claims(of: Material) -> Typed:
    """Two claims of one place: verdicts, verdicts in the source, and one against the other."""
    work, marks = of.work, of.work.claims
    one, other = _partnered(of.claim_partners)
    flips, differs = _verdict_tables(work.verdicts, of.scheme)
    mine, theirs = work.verdict[one], work.verdict[other]
    a, b = work.source_verdict[one], work.source_verdict[other]
    both, sources = (mine != NONE) & (theirs != NONE), (a != NONE) & (b != NONE)
    verdict = both & (mine != theirs)
    in_source = sources & (a != b)
    changed = sources & (a == b) & both & (differs[mine, a] != differs[theirs, b])
    crossed = ~sources & (mine != NONE) & (b != NONE) & (theirs == NONE) & (mine != b)
    crossing = ~sources & (theirs != NONE) & (a != NONE) & (mine == NONE) & (theirs != a)
    source = in_source | changed | crossed | crossing
    flip = verdict & flips[mine, theirs]
    source_flip = np.select(
        [in_source, changed, crossed, crossing], [flips[a, b], flips[mine, theirs], flips[mine, b], flips[a, theirs]]
    )
    by_source = source & (~verdict | (source_flip.astype(bool) & ~flip))
    found = Typed(
        marks.sentence[one],
        marks.reviewer[one],
        marks.reviewer[other],
        np.where(by_source, _KIND["source_verdict"], _KIND["verdict"]),
        np.where(flip | (source & source_flip.astype(bool)), 3, 2),
        _flags(len(one), {"verdict": verdict, "source_verdict": source}),
    )
    return _chosen(found, verdict | source)


def _verdict_tables(verdicts: Sequence[str], scheme: Scheme) -> tuple[Flags, NDArray[np.int64]]:
    """By two verdicts: whether one holds for true what the other holds for false, and how they differ. Last: none."""
    rating = np.array([scheme.rating(verdict) or 3 for verdict in verdicts] + [3])
    low, high = np.minimum.outer(rating, rating), np.maximum.outer(rating, rating)
    ways = {None: 0, "false_only_in_translation": 1, "true_only_in_translation": 2, "differs": 3}
    differs = [[ways[difference(one, other, scheme)] for other in (*verdicts, None)] for one in (*verdicts, None)]
    return (low <= FAILS) & (high >= HOLDS), np.array(differs)


def _partnered(partners: Ints) -> tuple[Ints, Ints]:
    """Every two partners once, the earlier reviewer's mark first."""
    rows, columns = np.nonzero(partners != NONE)
    others = partners[rows, columns]
    return rows[rows < others], others[rows < others]


def _of_one_kind(kind: Kind, sentence: Ints, first: Ints, second: Ints, harm: Ints) -> Typed:
    size = len(sentence)
    flags = _flags(size, {kind: np.ones(size, bool)})
    return Typed(sentence, first, second, np.full(size, _KIND[kind]), harm, flags)


def _flags(size: int, ways: dict[Kind, Flags]) -> Flags:
    flags = np.zeros((size, len(KINDS)), bool)
    for kind, holds in ways.items():
        flags[:, _KIND[kind]] = holds
    return flags


def _chosen(found: Typed, rows: Flags) -> Typed:
    return Typed(*(getattr(found, field.name)[rows] for field in fields(Typed)))


def _in_order(one: Ints, other: Ints) -> tuple[Ints, Ints]:
    return np.minimum(one, other), np.maximum(one, other)


def _joined(parts: Sequence[tuple[Ints, ...]], width: int) -> Iterator[Ints]:
    for place in range(width):
        yield np.concatenate([np.zeros(0, np.int64), *(part[place] for part in parts)])
