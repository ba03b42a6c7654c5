"""Disagreements between two reviewers of a sentence: typed, and ordered by the harm that the wrong one would do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, TypeVar, get_args

from annotator.domain.questions import Judgement
from annotator.domain.records import Claim, Issue
from annotator.domain.scheme import Scheme

Kind = Literal[
    "clean_or_issues",  # one calls the sentence clean, the other finds issues
    "only_one_saw_it",  # an issue where the other, who found others, has none
    "other_category",  # the same place, another category
    "severity_gap",  # the same place and category, another severity
    "boundaries",  # the same place and category, other ends
    "claim_or_none",  # a claim where the other has none
    "verdict",  # another verdict on the same claim
    "source_verdict",  # the same verdict as translated, another one in the source
]
KINDS: tuple[Kind, ...] = get_args(Kind)
HARMS = (3, 2, 1)  # what is false may stand as true · a reader would notice · a matter of taste
M = TypeVar("M", Issue, Claim)
_HOLDS, _FAILS = 4, 2  # ratings of verdicts, from 1 (false) to 5 (true)


@dataclass(frozen=True)
class Disagreement:
    """Two reviewers on one sentence: what each says, in the scheme's ids; "" is nothing."""

    kind: Kind
    harm: int
    first: Judgement
    second: Judgement
    first_says: str
    second_says: str
    quote: str


def disagreements(judgements: Sequence[Judgement], scheme: Scheme) -> list[Disagreement]:
    """All of them, the worst first; then in the order of the text."""
    by_sentence: dict[tuple[str, int], list[Judgement]] = {}
    for one in judgements:
        by_sentence.setdefault((one.article.id, one.sentence.start), []).append(one)
    rank = {severity.id: number for number, severity in enumerate(scheme.severities)}
    found = []
    for _, judged in sorted(by_sentence.items()):
        for first, second in combinations(sorted(judged, key=lambda one: one.reviewer), 2):
            found += [*_on_issues(first, second, rank), *_on_claims(first, second, scheme)]
    return sorted(found, key=lambda one: -one.harm)


def _on_issues(first: Judgement, second: Judgement, rank: Mapping[str, int]) -> Iterator[Disagreement]:
    if bool(first.issues) != bool(second.issues):
        worst = max((*first.issues, *second.issues), key=lambda issue: rank[issue.severity])
        harm = 3 if _is_heavy(worst, rank) else 2
        says, other = (_in_words(_worst(one.issues, rank)) or "clean" for one in (first, second))
        yield Disagreement("clean_or_issues", harm, first, second, says, other, worst.quote)
        return
    pairs, alone = paired(first.issues, second.issues)
    for mine, theirs in pairs:
        yield from _of_a_pair(first, second, mine, theirs, rank)
    for issue in alone:
        harm = 2 if _is_heavy(issue, rank) else 1
        yield _one_sided("only_one_saw_it", harm, first, second, issue in first.issues, _in_words(issue), issue.quote)


def _of_a_pair(
    first: Judgement, second: Judgement, mine: Issue, theirs: Issue, rank: Mapping[str, int]
) -> Iterator[Disagreement]:
    if mine.category != theirs.category:
        yield Disagreement("other_category", 2, first, second, mine.category, theirs.category, mine.quote)
    elif mine.severity != theirs.severity:
        steps = abs(rank[mine.severity] - rank[theirs.severity])
        harm = 2 if steps > 1 or _is_heavy(mine, rank) != _is_heavy(theirs, rank) else 1
        yield Disagreement("severity_gap", harm, first, second, mine.severity, theirs.severity, mine.quote)
    elif mine.quote.strip() != theirs.quote.strip():
        yield Disagreement("boundaries", 1, first, second, mine.quote.strip(), theirs.quote.strip(), mine.quote)


def _on_claims(first: Judgement, second: Judgement, scheme: Scheme) -> Iterator[Disagreement]:
    pairs, alone = paired(first.claims, second.claims)
    for claim in alone:
        yield _one_sided("claim_or_none", 2, first, second, claim in first.claims, "claim", claim.quote)
    for mine, theirs in pairs:
        if mine.verdict is None or theirs.verdict is None:
            continue
        if mine.verdict != theirs.verdict:
            harm = 3 if _flips(mine.verdict, theirs.verdict, scheme) else 2
            yield Disagreement("verdict", harm, first, second, mine.verdict, theirs.verdict, mine.quote)
        elif mine.verdict_in_source and theirs.verdict_in_source and mine.verdict_in_source != theirs.verdict_in_source:
            harm = 3 if _flips(mine.verdict_in_source, theirs.verdict_in_source, scheme) else 2
            yield Disagreement(
                "source_verdict", harm, first, second, mine.verdict_in_source, theirs.verdict_in_source, mine.quote
            )


def _one_sided(
    kind: Kind, harm: int, first: Judgement, second: Judgement, by_first: bool, says: str, quote: str
) -> Disagreement:
    return Disagreement(kind, harm, first, second, says if by_first else "", "" if by_first else says, quote)


def _flips(mine: str, theirs: str, scheme: Scheme) -> bool:
    """Whether one holds the claim for true and the other for false."""
    low, high = sorted((scheme.rating(mine) or 3, scheme.rating(theirs) or 3))
    return low <= _FAILS and high >= _HOLDS


def paired(own: Sequence[M], other: Sequence[M]) -> tuple[list[tuple[M, M]], list[M]]:
    """Marks of the same place, two by two, those that share most first; and those that are left."""
    shared = [(_shared(mine, theirs), mine, theirs) for mine in own for theirs in other]
    pairs: list[tuple[M, M]] = []
    left = {mark.id for mark in (*own, *other)}
    for size, mine, theirs in sorted(shared, key=lambda found: (-found[0], found[1].start, found[1].id, found[2].id)):
        if size > 0 and mine.id in left and theirs.id in left:
            left -= {mine.id, theirs.id}
            pairs.append((mine, theirs))
    return pairs, [mark for marks in (own, other) for mark in marks if mark.id in left]


def _shared(mine: Issue | Claim, theirs: Issue | Claim) -> float:
    """The share of common characters, 0 to 1; two points at one place share all."""
    if getattr(mine, "side", "") != getattr(theirs, "side", ""):
        return 0.0
    if (mine.start, mine.end) == (theirs.start, theirs.end):
        return 1.0
    common = min(mine.end, theirs.end) - max(mine.start, theirs.start)
    return max(common, 0) / (max(mine.end, theirs.end) - min(mine.start, theirs.start))


def _worst(issues: Sequence[Issue], rank: Mapping[str, int]) -> Issue | None:
    return max(issues, key=lambda issue: rank[issue.severity], default=None)


def _is_heavy(issue: Issue, rank: Mapping[str, int]) -> bool:
    """Major or worse: one of the upper half of the severities."""
    return rank[issue.severity] * 2 >= len(rank)


def _in_words(issue: Issue | None) -> str:
    return f"{issue.category} {issue.severity}" if issue else ""
