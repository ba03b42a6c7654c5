"""What reviewers are compared on: separate questions, each with its own items, level and measure.

"Reviewed, nothing found" is a value; "not reviewed" and "skipped" are missing. Notes and free text are never compared.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from annotator.domain.agreement.kinds import Level
from annotator.domain.agreement.ratings import Floats, Ratings
from annotator.domain.characters import Runs, place_ratings, runs
from annotator.domain.judgements import NONE, STATES, Ints, Judgements
from annotator.domain.pairing import partners
from annotator.domain.records import Article, Claim, Issue, Review, Sentence
from annotator.domain.scheme import Scheme

JUDGED = STATES


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


@dataclass(frozen=True)
class Material:
    """Judgements, and what several figures are made of, worked out once."""

    work: Judgements
    scheme: Scheme
    weights: str  # a preset of the scheme

    @cached_property
    def runs(self) -> Runs:
        return runs(self.work)

    @cached_property
    def worst(self) -> Ints:
        return self.work.worst

    @cached_property
    def penalties(self) -> Floats:
        return self.work.penalties(self.scheme, self.weights)

    @cached_property
    def issue_partners(self) -> Ints:
        return partners(self.work.issues, len(self.work.reviewers))

    @cached_property
    def claim_partners(self) -> Ints:
        return partners(self.work.claims, len(self.work.reviewers))

    @cached_property
    def categories(self) -> Ratings:
        """The set of categories that each reviewer gave."""
        return _category(self)


@dataclass(frozen=True)
class Question:
    """One question: its name, how its answers are compared, and the ratings that judgements give."""

    name: str
    level: Level
    ratings: Callable[[Material], Ratings]


def _issue_found(of: Material) -> Ratings:
    return _rated(of.work, of.work.state, STATES, declared=2)


def _major_found(of: Material) -> Ratings:
    found = of.work.is_heavy(of.worst).astype(np.int64)
    return _rated(of.work, np.where(of.work.judged, found, NONE), (False, True), declared=2)


def _severity(of: Material) -> Ratings:
    """The worst severity, where the reviewer found issues."""
    return _rated(of.work, of.worst, tuple(range(len(of.work.severities))))


def _category(of: Material) -> Ratings:
    work, width = of.work, len(of.work.reviewers)
    cells, inverse = np.unique(work.issues.sentence * width + work.issues.reviewer, return_inverse=True)
    has = np.zeros((len(cells), len(work.categories)), bool)
    has[inverse, work.category] = True
    sets, of_cell = np.unique(np.packbits(has, axis=1), axis=0, return_inverse=True)
    rows = np.unpackbits(sets, axis=1, count=len(work.categories))
    values = [frozenset(work.categories[place] for place in np.flatnonzero(row)) for row in rows]
    codes = np.where(work.judged, 0, NONE).ravel()
    codes[cells] = of_cell.ravel() + 1
    return _rated(work, codes.reshape(work.state.shape), (frozenset(), *values))


def _claim_found(of: Material) -> Ratings:
    has = np.zeros(of.work.state.shape, bool)
    has[of.work.claims.sentence, of.work.claims.reviewer] = True
    return _rated(of.work, np.where(of.work.judged, has, NONE), ("none", "claim"), declared=2)


def _verdict(of: Material) -> Ratings:
    """Verdicts of claims that overlap: these are one item, whoever marked it how."""
    work, claims = of.work, of.work.claims
    order = np.lexsort((claims.end, claims.start, claims.sentence))
    sentence, verdict = claims.sentence[order], work.verdict[order]
    wide = int(claims.end.max(initial=0)) + 1
    reach = np.maximum.accumulate(sentence * wide + claims.end[order])
    begins = np.append(True, (np.diff(sentence) > 0) | ((sentence * wide + claims.start[order])[1:] >= reach[:-1]))
    group = np.cumsum(begins[: len(order)]) - 1
    given = verdict != NONE
    groups, rows = np.unique(group[given], return_inverse=True)
    codes = np.full((len(groups), len(work.reviewers)), NONE, np.int64)
    codes[rows, claims.reviewer[order][given]] = verdict[given]
    first = np.searchsorted(group, groups)
    articles = work.article[sentence[first]]
    doubled = int(given.sum()) - int((codes != NONE).sum())
    declared = len(np.unique(verdict[given]))
    return _used(codes, work.verdicts, articles, work.reviewers, declared, doubled)


def _score(of: Material) -> Ratings:
    return _numbers(of.work, of.work.score)


def _penalty(of: Material) -> Ratings:
    """The sum of the weights of the reviewer's issues."""
    return _numbers(of.work, of.penalties)


def _numbers(work: Judgements, numbers: Floats) -> Ratings:
    given = ~np.isnan(numbers)
    values, codes_of = np.unique(numbers[given], return_inverse=True)
    codes = np.full(numbers.shape, NONE, np.int64)
    codes[given] = codes_of
    return _rated(work, codes, tuple(values.tolist()))


def _rated(work: Judgements, codes: Any, values: tuple[Any, ...], declared: int = 0) -> Ratings:
    """Answers to a question on sentences, those that somebody answered; `declared` answers are possible."""
    rated = np.flatnonzero((codes != NONE).any(axis=1))
    return _used(codes[rated], values, work.article[rated], work.reviewers, declared)


def _used(
    codes: Any,
    values: tuple[Any, ...],
    articles: Ints,
    reviewers: tuple[str, ...],
    declared: int = 0,
    duplicates: int = 0,
) -> Ratings:
    """Ratings with the values in use only, in their own order."""
    counts = np.bincount(codes[codes != NONE], minlength=len(values))
    used = sorted(np.flatnonzero(counts).tolist(), key=lambda code: _in_order(values[code]))
    number = np.full(len(values) + 1, NONE)  # the last one is for NONE itself
    number[used] = np.arange(len(used))
    found = number[codes].astype(np.int32)
    declared = max(declared, len(used))
    return Ratings(found, tuple(values[code] for code in used), articles, declared, reviewers, duplicates)


def _in_order(value: Any) -> Any:
    """Sets by their members."""
    return tuple(sorted(value)) if isinstance(value, frozenset) else value


QUESTIONS: tuple[Question, ...] = (
    Question("issue_found", "nominal", _issue_found),
    Question("major_found", "nominal", _major_found),
    Question("place", "nominal", lambda of: place_ratings(of.work, of.runs)),
    Question("category", "set", lambda of: of.categories),
    Question("severity", "ordinal", _severity),
    Question("penalty", "interval", _penalty),
    Question("claim_found", "nominal", _claim_found),
    Question("verdict", "nominal", _verdict),
    Question("score", "interval", _score),
)
