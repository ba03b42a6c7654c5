"""Reviewers beside one another: two by two, one against the others, and how each uses the labels."""

from dataclasses import dataclass
from math import sqrt

import numpy as np

from annotator.domain.agreement import gwet
from annotator.domain.agreement.coefficients import alpha
from annotator.domain.agreement.distances import nominal
from annotator.domain.agreement.flags import FEWEST_ITEMS
from annotator.domain.agreement.intervals import t_quantile
from annotator.domain.agreement.ratings import Floats, Ratings
from annotator.domain.characters import Overlap, overlap, pairs_of
from annotator.domain.judgements import Ints
from annotator.domain.questions import Material
from annotator.domain.span_pairs import span_f1


@dataclass(frozen=True)
class Pair:
    """Two reviewers on the sentences that both judged."""

    first: str
    second: str
    n: int
    agree_issue_found: int  # on so many
    kappa_issue_found: float | None
    kappa_major_found: float | None
    alpha_issue_found: float | None
    character_f1: float | None  # every code point that a mark covers, white space too
    character_f1_visible: float | None
    span_f1_exact: float | None  # categories ignored
    span_f1_overlap: float | None


@dataclass(frozen=True)
class Pooled:
    """All pairs of reviewers together: their ratings of whether there are issues, and the characters they marked."""

    agreement_issue_found: float | None
    character_f1: float | None
    common: int
    sum: int
    character_f1_visible: float | None


@dataclass(frozen=True)
class Offset:
    """Own penalty less the others' mean on shared sentences, on average; [low, high] at 95 %."""

    value: float
    low: float | None
    high: float | None
    n: int


@dataclass(frozen=True)
class Card:
    """One reviewer. `label_shares` and `pool_shares` are shares of issues by category: the reviewer's, everybody's.

    No agreement is stated on fewer than ten items.
    """

    reviewer: str
    ratings: int
    mean_penalty: float
    offset: Offset | None
    agreement_with_others: float | None  # of all pairs of ratings with somebody else's
    alpha_without: float | None  # the others' alpha
    label_shares: dict[str, float]
    pool_shares: dict[str, float]
    median_seconds: float | None


def pairs(of: Material, issue_found: Ratings, major_found: Ratings) -> tuple[list[Pair], Pooled]:
    """Every two reviewers that share a sentence, and all of them together."""
    work, found = of.work, of.runs
    raw, visible = overlap(work, found, found.length), overlap(work, found, found.visible)
    issues, majors = _tables(issue_found), _tables(major_found)
    spans = span_f1(work)
    made = []
    for first, second in pairs_of(len(work.reviewers)):
        table = issues[first, second]
        if not table.sum():
            continue
        exact, overlapping = spans[first, second]
        made.append(
            Pair(
                work.reviewers[first],
                work.reviewers[second],
                int(table.sum()),
                int(np.trace(table)),
                _kappa(table),
                _kappa(majors[first, second]),
                _alpha(_of_table(table)),
                raw.f1(first, second),
                visible.f1(first, second),
                exact,
                overlapping,
            )
        )
    return made, _pooled(made, raw, visible)


def cards(
    of: Material, issue_found: Ratings, made: list[Pair], label_uses: Ints, seconds: dict[str, float]
) -> list[Card]:
    """Every reviewer. `label_uses` is (reviewers, categories)."""
    work = of.work
    shares = label_uses / np.maximum(label_uses.sum(axis=1, keepdims=True), 1)
    pool = label_uses.sum(axis=0) / max(int(label_uses.sum()), 1)
    rows = issue_found.condensed
    found = []
    for number, name in enumerate(work.reviewers):
        own = of.penalties[:, number]
        others = [pair for pair in made if name in (pair.first, pair.second)]
        shared = sum(pair.n for pair in others)
        agreed = sum(pair.agree_issue_found for pair in others)
        found.append(
            Card(
                reviewer=name,
                ratings=int(work.judged[:, number].sum()),
                mean_penalty=float(np.nanmean(own)),
                offset=offset(of.penalties, number, work.article),
                agreement_with_others=agreed / shared if shared >= FEWEST_ITEMS else None,
                alpha_without=_alpha_of_many(_without(rows, number)),
                label_shares=_named(work.categories, shares[number]),
                pool_shares=_named(work.categories, pool),
                median_seconds=seconds.get(name),
            )
        )
    return found


def label_uses(of: Material) -> Ints:
    """How many issues of each category each reviewer marked, (reviewers, categories)."""
    work, size = of.work, len(of.work.categories)
    counts = np.bincount(work.issues.reviewer * size + work.category, minlength=len(work.reviewers) * size)
    return counts.reshape(len(work.reviewers), size)


def offset(penalties: Floats, reviewer: int, articles: Ints) -> Offset | None:
    """Jackknife-t over articles, over sentences where there is one article; None without shared sentences."""
    own, others = penalties[:, reviewer], np.delete(penalties, reviewer, axis=1)
    counts = (~np.isnan(others)).sum(axis=1)
    shared = ~np.isnan(own) & (counts > 0)
    if not shared.any():
        return None
    apart = own[shared] - np.nansum(others[shared], axis=1) / counts[shared]
    value = float(apart.mean())
    _, unit = np.unique(articles[shared], return_inverse=True)
    if unit.max() == 0:
        unit = np.arange(len(apart))
    sums, sizes = np.bincount(unit, weights=apart), np.bincount(unit)
    if len(sums) < 2:
        return Offset(value, None, None, len(apart))
    left_out = (sums.sum() - sums) / (sizes.sum() - sizes)
    error = sqrt((len(sums) - 1) / len(sums) * float(np.square(left_out - left_out.mean()).sum()))
    reach = t_quantile(len(sums) - 1) * error
    return Offset(value, value - reach, value + reach, len(apart))


def _tables(ratings: Ratings) -> Ints:
    """(reviewers, reviewers, 2, 2): how often the first gave one answer and the second another."""
    said = [(ratings.codes == code).astype(np.float64) for code in (0, 1)]
    counts = [[one.T @ other for other in said] for one in said]
    tables: Ints = np.moveaxis(np.round(np.array(counts)), (0, 1), (2, 3)).astype(np.int64)
    return tables


def _of_table(table: Ints) -> Ratings:
    """Two reviewers' answers, a row for each two that were given together."""
    codes = np.array([[0, 0], [0, 1], [1, 0], [1, 1]], np.int32)[table.ravel() > 0]
    clusters = np.zeros(len(codes), np.int64)
    return Ratings(codes, (0, 1), clusters, 2, (0, 1), times=table.ravel()[table.ravel() > 0])


def _kappa(table: Ints) -> float | None:
    return _value(gwet.kappa(_of_table(table)).estimate())


def _alpha(ratings: Ratings) -> float | None:
    return _value(alpha(ratings, nominal(len(ratings.values))).estimate()) if ratings.n_pairable else None


def _alpha_of_many(ratings: Ratings) -> float | None:
    return _alpha(ratings) if ratings.n_pairable >= FEWEST_ITEMS else None


def _without(ratings: Ratings, column: int) -> Ratings:
    codes = np.delete(ratings.codes, column, axis=1)
    rated = (codes >= 0).any(axis=1)
    times = None if ratings.times is None else ratings.times[rated]
    return Ratings(codes[rated], ratings.values, ratings.clusters[rated], ratings.declared, times=times)


def _pooled(made: list[Pair], raw: Overlap, visible: Overlap) -> Pooled:
    n, agreed = sum(pair.n for pair in made), sum(pair.agree_issue_found for pair in made)
    upper = np.triu_indices(len(raw.common), 1)
    common, total = round(float(raw.common[upper].sum())), round(float(raw.total[upper].sum()))
    seen = float(visible.total[upper].sum())
    return Pooled(
        agreement_issue_found=agreed / n if n else None,
        character_f1=2 * common / total if total else None,
        common=common,
        sum=total,
        character_f1_visible=float(2 * visible.common[upper].sum() / seen) if seen else None,
    )


def _named(labels: tuple[str, ...], shares: Floats) -> dict[str, float]:
    return {label: float(share) for label, share in zip(labels, shares, strict=True) if share}


def _value(number: float) -> float | None:
    return None if number != number else number
