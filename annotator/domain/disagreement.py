"""Disagreements between two reviewers of a sentence: typed, and ordered by the harm that the wrong one would do."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal, Protocol, TypeVar, get_args

from annotator.domain.questions import Judgement
from annotator.domain.records import Claim, Issue
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference

Kind = Literal[
    "clean_or_issues",  # one calls the sentence clean, the other finds issues
    "other_category",  # the same place, another category
    "overlapping",  # marks that share something, but begin or end elsewhere
    "only_one_saw_it",  # an issue where the other, who found others, has none
    "severity_gap",  # the same place, another severity
    "claim_or_none",  # a claim where the other has none
    "verdict",  # another verdict on the same claim
    "source_verdict",  # one's verdicts tell the translation from the source as the other's don't
]
KINDS: tuple[Kind, ...] = get_args(Kind)
HARMS = (3, 2, 1)  # what is false may stand as true · a reader would notice · a matter of taste
M = TypeVar("M", bound="Placed")
Way = tuple[Kind, int, str, str]  # how two claims differ, the harm, and what each says
HOLDS, FAILS = 4, 2  # ratings of verdicts, from 1 (false) to 5 (true)


class Placed(Protocol):
    """A mark as far as its place goes; what has no `side` stands on the translation's."""

    @property
    def id(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


@dataclass(frozen=True)
class Disagreement:
    """Two reviewers on one sentence: what each says, in the scheme's ids; "" is nothing.

    Two marks of one place can differ in several ways: `kind` is the worst of them, `also` are the others.
    """

    kind: Kind
    harm: int
    first: Judgement
    second: Judgement
    first_says: str
    second_says: str
    quote: str
    also: tuple[Kind, ...] = ()

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """All ways in which they differ, the worst first."""
        return (self.kind, *self.also)


def disagreements(judgements: Sequence[Judgement], scheme: Scheme) -> list[Disagreement]:
    """All of them, the worst first, then by kind, then in the order of the text."""
    by_sentence: dict[tuple[str, int], list[Judgement]] = {}
    for one in judgements:
        by_sentence.setdefault((one.article.id, one.sentence.start), []).append(one)
    rank = {severity.id: number for number, severity in enumerate(scheme.severities)}
    found = []
    for _, judged in sorted(by_sentence.items()):
        for first, second in combinations(sorted(judged, key=lambda one: one.reviewer), 2):
            found += [*_on_issues(first, second, rank), *_on_claims(first, second, scheme)]
    return sorted(found, key=lambda one: (-one.harm, KINDS.index(one.kind)))


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
    kinds: list[Kind] = []
    said, other = mine.category, theirs.category
    harm = 1
    if mine.category != theirs.category:
        kinds, harm = ["other_category"], 2
    if mine.severity != theirs.severity:
        said, other = (mine.severity, theirs.severity) if not kinds else (_in_words(mine), _in_words(theirs))
        steps = abs(rank[mine.severity] - rank[theirs.severity])
        harm = 2 if steps > 1 or _is_heavy(mine, rank) != _is_heavy(theirs, rank) else harm
        kinds.append("severity_gap")
    if _ends(mine) != _ends(theirs):
        said, other = (said, other) if kinds else (mine.quote.strip(), theirs.quote.strip())
        kinds.append("overlapping")
    if kinds:
        yield Disagreement(kinds[0], harm, first, second, said, other, mine.quote, tuple(kinds[1:]))


def _ends(issue: Issue) -> tuple[int, int]:
    """Where it begins and ends, without white space."""
    quote = issue.quote
    left, right = quote.lstrip() or quote, quote.rstrip() or quote
    return issue.start + len(quote) - len(left), issue.end - len(quote) + len(right)


def _on_claims(first: Judgement, second: Judgement, scheme: Scheme) -> Iterator[Disagreement]:
    pairs, alone = paired(first.claims, second.claims)
    for claim in alone:
        yield _one_sided("claim_or_none", 2, first, second, claim in first.claims, "claim", claim.quote)
    for mine, theirs in pairs:
        ways = [*_other_verdict(mine, theirs, scheme), *_other_source_verdict(mine, theirs, scheme)]
        if ways:
            ways.sort(key=lambda way: -way[1])
            (kind, harm, said, other), *rest = ways
            yield Disagreement(kind, harm, first, second, said, other, mine.quote, tuple(way[0] for way in rest))


def _other_verdict(mine: Claim, theirs: Claim, scheme: Scheme) -> Iterator[Way]:
    if mine.verdict and theirs.verdict and mine.verdict != theirs.verdict:
        yield "verdict", _harm(mine.verdict, theirs.verdict, scheme), mine.verdict, theirs.verdict


def _other_source_verdict(mine: Claim, theirs: Claim, scheme: Scheme) -> Iterator[Way]:
    """Another verdict in the source; one sees the translation change it, the other doesn't; or each judged one side."""
    kind: Kind = "source_verdict"
    a, b = mine.verdict_in_source, theirs.verdict_in_source
    if a and b:
        if a != b:
            yield kind, _harm(a, b, scheme), a, b
        elif difference(mine.verdict, a, scheme) != difference(theirs.verdict, b, scheme) and _complete(mine, theirs):
            yield kind, _harm(mine.verdict, theirs.verdict, scheme), mine.verdict or "", theirs.verdict or ""
        return
    for said, other, left in ((mine.verdict, b, theirs.verdict), (a, theirs.verdict, mine.verdict)):
        if said and other and not left and said != other:
            yield kind, _harm(said, other, scheme), said, other


def _complete(mine: Claim, theirs: Claim) -> bool:
    return mine.verdict is not None and theirs.verdict is not None


def _harm(mine: str | None, theirs: str | None, scheme: Scheme) -> int:
    return 3 if mine and theirs and _flips(mine, theirs, scheme) else 2


def _one_sided(
    kind: Kind, harm: int, first: Judgement, second: Judgement, by_first: bool, says: str, quote: str
) -> Disagreement:
    return Disagreement(kind, harm, first, second, says if by_first else "", "" if by_first else says, quote)


def _flips(mine: str, theirs: str, scheme: Scheme) -> bool:
    """Whether one holds the claim for true and the other for false."""
    low, high = sorted((scheme.rating(mine) or 3, scheme.rating(theirs) or 3))
    return low <= FAILS and high >= HOLDS


def paired(own: Sequence[M], other: Sequence[M]) -> tuple[list[tuple[M, M]], list[M]]:
    """Marks of the same place, two by two, those that share most first; and those that are left."""
    shared = [(_shared(mine, theirs), mine, theirs) for mine in own for theirs in other]
    pairs: list[tuple[M, M]] = []
    left = {mark.id for mark in (*own, *other)}
    for size, mine, theirs in sorted(shared, key=lambda found: (-found[0], _order(found[1]), _order(found[2]))):
        if size > 0 and mine.id in left and theirs.id in left:
            left -= {mine.id, theirs.id}
            pairs.append((mine, theirs))
    return pairs, [mark for marks in (own, other) for mark in marks if mark.id in left]


def _order(mark: Placed) -> tuple[int, int, str]:
    return mark.start, mark.end, mark.id


def _shared(mine: Placed, theirs: Placed) -> float:
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
