"""When reviewers agree on a sentence, when they differ in little, and what stands then."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, TypeVar

from annotator.domain.disagreement import M, disagreements, paired
from annotator.domain.operations import Boundaries, Severity
from annotator.domain.questions import Judgement
from annotator.domain.records import Claim, Issue
from annotator.domain.scheme import Scheme

Little = Literal["boundaries", "severity"]
"""In what reviewers may differ and still be settled without being looked at."""
T = TypeVar("T")


def unanimous(judged: Sequence[Judgement], scheme: Scheme) -> bool:
    """Whether two reviewers or more say the same of a sentence; texts that they typed are not compared."""
    return len(judged) > 1 and not disagreements(judged, scheme) and not verdict_missing(judged)


def verdict_missing(judged: Sequence[Judgement]) -> bool:
    """Whether somebody gave a verdict on a claim, as translated or in the source, where another gave none."""
    for first, second in _pairs(judged):
        for mine, theirs in paired(first.claims, second.claims)[0]:
            if any((a is None) != (b is None) for a, b in zip(_verdicts(mine), _verdicts(theirs), strict=True)):
                return True
    return False


def differ_in(judged: Sequence[Judgement], scheme: Scheme) -> set[Little] | None:
    """What reviewers differ in, where it is little: ends of marks, one step of severity. None: in more than that."""
    found: set[Little] = set()
    rank = _ranks(scheme)
    for first, second in _pairs(judged):
        if not _same_claims(first.claims, second.claims) or bool(first.issues) != bool(second.issues):
            return None
        pairs, alone = paired(first.issues, second.issues)
        if alone or any(mine.category != theirs.category for mine, theirs in pairs):
            return None
        if any(abs(rank[mine.severity] - rank[theirs.severity]) > 1 for mine, theirs in pairs):
            return None
        found |= {"boundaries" for mine, theirs in pairs if mine.quote.strip() != theirs.quote.strip()}
        found |= {"severity" for mine, theirs in pairs if mine.severity != theirs.severity}
    return found if len(judged) > 1 else None


def merged(
    judged: Sequence[Judgement], scheme: Scheme, boundaries: Boundaries | None, severity: Severity | None
) -> list[Issue]:
    """The issues on which reviewers differ in little, made one: what most say, else by these rules.

    The first reviewer's issues give what is not compared. Quotes are left for the caller to make anew.
    """
    first, *others = judged
    partners = [dict(_by_id(paired(first.issues, other.issues)[0])) for other in others]
    return [
        _one(issue, [mine[issue.id] for mine in partners if issue.id in mine], scheme, boundaries, severity)
        for issue in first.issues
    ]


def score(judged: Sequence[Judgement]) -> int | None:
    """The mean of the scores that were given, rounded."""
    given = [one.review.score for one in judged if one.review.score is not None]
    return round(sum(given) / len(given)) if given else None


def distribution(values: Sequence[Any]) -> str:
    """How often each label was given, `label:count` joined by |, the commonest first; None is left out."""
    counts = Counter(value for value in values if value is not None)
    return "|".join(f"{label}:{count}" for label, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def _one(
    issue: Issue, others: Sequence[Issue], scheme: Scheme, boundaries: Boundaries | None, severity: Severity | None
) -> Issue:
    all_of_them = [issue, *others]
    ranks = _ranks(scheme)
    by_rank: Callable[[Sequence[str]], str] = lambda found: (min if severity == "milder" else max)(  # noqa: E731
        found, key=lambda id: ranks[id]
    )
    start, end = most([(one.start, one.end) for one in all_of_them], lambda found: _ends(found, boundaries))
    return replace(issue, start=start, end=end, severity=most([one.severity for one in all_of_them], by_rank))


def most(values: Sequence[T], otherwise: Callable[[Sequence[T]], T]) -> T:
    """What more than half say; else what `otherwise` makes of it."""
    value, count = Counter(values).most_common(1)[0]
    return value if 2 * count > len(values) else otherwise(values)


def _ends(ranges: Sequence[tuple[int, int]], boundaries: Boundaries | None) -> tuple[int, int]:
    starts, ends = [start for start, _ in ranges], [end for _, end in ranges]
    core = max(starts), min(ends)
    return core if boundaries == "core" and core[0] < core[1] else (min(starts), max(ends))


def _same_claims(own: Sequence[Claim], other: Sequence[Claim]) -> bool:
    pairs, alone = paired(own, other)
    return not alone and all(_verdicts(mine) == _verdicts(theirs) for mine, theirs in pairs)


def _verdicts(claim: Claim) -> tuple[str | None, str | None]:
    return claim.verdict, claim.verdict_in_source


def _pairs(judged: Sequence[Judgement]) -> list[tuple[Judgement, Judgement]]:
    return [(first, second) for index, first in enumerate(judged) for second in judged[index + 1 :]]


def _by_id(pairs: Sequence[tuple[M, M]]) -> list[tuple[str, M]]:
    return [(mine.id, theirs) for mine, theirs in pairs]


def _ranks(scheme: Scheme) -> Mapping[str, int]:
    return {severity.id: number for number, severity in enumerate(scheme.severities)}
