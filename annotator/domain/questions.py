"""What reviewers are compared on: separate questions, each with its own items, level and measure.

"Reviewed, nothing found" is a value; "not reviewed" and "skipped" are missing. Notes and free text are never compared.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain.agreement.kinds import Level
from annotator.domain.agreement.ratings import Ratings, from_rows
from annotator.domain.agreement.spans import Mark, Marked, character_ratings, tidied
from annotator.domain.records import Article, Claim, Issue, Review, Sentence

JUDGED = ("clean", "issues")


@dataclass(frozen=True)
class Judgement:
    """What one reviewer said of one sentence that they have judged."""

    article: Article
    sentence: Sentence
    reviewer: str
    review: Review
    issues: tuple[Issue, ...]
    claims: tuple[Claim, ...]

    @property
    def text(self) -> str:
        """The sentence as translated."""
        return self.article.text[self.sentence.start : self.sentence.end]


Row = tuple[str, str, str, Any]  # article, item, reviewer, value
Rows = Callable[[Sequence[Judgement], Sequence[str]], Iterable[Row]]  # given the severities from the mildest
ToRatings = Callable[[Sequence[Judgement], Sequence[str]], Ratings]


@dataclass(frozen=True)
class Question:
    """One question: its name, how its answers are compared, and the ratings that judgements give."""

    name: str
    level: Level
    ratings: ToRatings


def ratings_by(rows: Rows, declared: Sequence[Any] = ()) -> ToRatings:
    """Ratings out of rows; `declared` are the possible answers, used or not."""

    def ratings(judgements: Sequence[Judgement], severities: Sequence[str]) -> Ratings:
        found = list(rows(judgements, severities))
        articles, items, reviewers, values = zip(*found, strict=True) if found else ((), (), (), ())
        return from_rows(items, reviewers, values, articles, declared)

    return ratings


def _issue_found(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Iterable[Row]:
    return ((*_place(one), one.review.state) for one in judgements)


def _severity(judgements: Sequence[Judgement], severities: Sequence[str]) -> Iterable[Row]:
    """The worst severity, where the reviewer found issues."""
    rank = {severity: number for number, severity in enumerate(severities)}
    return ((*_place(one), max(rank[issue.severity] for issue in one.issues)) for one in judgements if one.issues)


def _category(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Iterable[Row]:
    return ((*_place(one), frozenset(issue.category for issue in one.issues)) for one in judgements)


def _claim_found(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Iterable[Row]:
    return ((*_place(one), "claim" if one.claims else "none") for one in judgements)


def _score(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Iterable[Row]:
    return ((*_place(one), one.review.score) for one in judgements if one.review.score is not None)


def _verdict(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Iterable[Row]:
    """Verdicts of claims that overlap: these are one item, whoever marked it how."""
    by_sentence: dict[str, list[tuple[Judgement, Claim]]] = {}
    for one in judgements:
        by_sentence.setdefault(one.sentence.id, []).extend((one, claim) for claim in one.claims)
    for sentence, claims in by_sentence.items():
        group, reach = -1, -1
        for one, claim in sorted(claims, key=lambda pair: (pair[1].start, pair[1].end)):
            if claim.start >= reach:
                group += 1
            reach = max(reach, claim.end)
            if claim.verdict is not None:
                yield one.article.id, f"{sentence} {group}", one.reviewer, claim.verdict


def _place_ratings(judgements: Sequence[Judgement], _severities: Sequence[str]) -> Ratings:
    """Which visible characters of the translation carry an issue."""
    reviewers = sorted({one.reviewer for one in judgements})
    articles = {id: number for number, id in enumerate(sorted({one.article.id for one in judgements}))}
    by_sentence: dict[tuple[int, int], dict[str, Judgement]] = {}
    for one in judgements:
        key = articles[one.article.id], one.sentence.start
        by_sentence.setdefault(key, {})[one.reviewer] = one
    marked = []
    for (article, _), judged in sorted(by_sentence.items()):
        text = next(iter(judged.values())).text
        marks = tuple(_marks(judged[who]) if who in judged else None for who in reviewers)
        marked.append(tidied(Marked(text, marks, article)))
    return character_ratings(marked, any_label=True)


def _marks(one: Judgement) -> list[Mark]:
    first, length = one.sentence.start, len(one.text)
    inside = ((issue, max(issue.start - first, 0), min(issue.end - first, length)) for issue in one.issues)
    return [Mark(start, end, issue.category) for issue, start, end in inside if issue.side == "translation"]


def _place(one: Judgement) -> tuple[str, str, str]:
    return one.article.id, one.sentence.id, one.reviewer


QUESTIONS: tuple[Question, ...] = (
    Question("issue_found", "nominal", ratings_by(_issue_found, JUDGED)),
    Question("place", "nominal", _place_ratings),
    Question("category", "set", ratings_by(_category)),
    Question("severity", "ordinal", ratings_by(_severity)),
    Question("claim_found", "nominal", ratings_by(_claim_found, ("claim", "none"))),
    Question("verdict", "nominal", ratings_by(_verdict)),
    Question("score", "interval", ratings_by(_score)),
)
