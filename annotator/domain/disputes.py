"""Claims that are disputed: reviewers who judged independently gave the same claim different verdicts.

Nothing of it is stored: whether a claim is disputed hangs on what others say, and a row says what its owner says.
"""

from collections import defaultdict
from collections.abc import Iterable, Set
from itertools import combinations
from typing import Protocol

from annotator.domain.disagreement import Placed, paired

DISPUTED = "disputed"


class Said(Placed, Protocol):
    """A claim as far as a dispute is about it."""

    @property
    def sentence_id(self) -> str: ...
    @property
    def reviewer_id(self) -> str: ...
    @property
    def verdict(self) -> str | None: ...


def disputed(claims: Iterable[Said], settled: Set[str]) -> frozenset[str]:
    """The ids of claims of one place on which two reviewers' verdicts differ, but for those in `settled` sentences.

    The caller gives only claims of reviewers who have handed their article in.
    """
    found: set[str] = set()
    for sentence, by_reviewer in _by_sentence(claims).items():
        if sentence in settled:
            continue
        for own, other in combinations(by_reviewer.values(), 2):
            for mine, theirs in paired(own, other)[0]:
                if mine.verdict != theirs.verdict:
                    found |= {mine.id, theirs.id}
    return frozenset(found)


def _by_sentence(claims: Iterable[Said]) -> dict[str, dict[str, list[Said]]]:
    """Claims with a verdict, by sentence and reviewer; only sentences in which two reviewers have one."""
    found: dict[str, dict[str, list[Said]]] = defaultdict(lambda: defaultdict(list))
    for claim in claims:
        if claim.verdict is not None:
            found[claim.sentence_id][claim.reviewer_id].append(claim)
    return {sentence: by_reviewer for sentence, by_reviewer in found.items() if len(by_reviewer) > 1}
