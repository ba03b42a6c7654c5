"""Intraclass correlations of numbers (Shrout and Fleiss 1979): six, by what the reviewers are a sample of.

Only items that every reviewer rated count: the mean squares of the papers are those of a full table.
"""

from typing import Literal, get_args

import numpy as np

from annotator.domain.agreement.coefficients import Coefficient, divided
from annotator.domain.agreement.kinds import CORRELATIONS, Measure
from annotator.domain.agreement.ratings import MISSING, Floats, Patterns, Ratings

Kind = Literal["ICC(1,1)", "ICC(2,1)", "ICC(3,1)", "ICC(1,k)", "ICC(2,k)", "ICC(3,k)"]
KINDS: tuple[Kind, ...] = get_args(Kind)
NAMES: dict[Measure, Kind] = dict(zip(CORRELATIONS, KINDS, strict=True))


def icc(ratings: Ratings, kind: Kind) -> Coefficient:
    """One of the six: 1 each item has reviewers of its own, 2 the same reviewers drawn at random, 3 these reviewers and
    no others; (·,1) for one reviewer's numbers, (·,k) for the mean of all.
    """
    full = np.where((ratings.codes >= 0).all(axis=1, keepdims=True), ratings.codes, MISSING).astype(np.int32)
    patterns, width = Patterns.of(full, len(ratings.values), ratings.times), full.shape[1]
    numbers = np.append(_centred(ratings.values), 0.0)
    cells = numbers[patterns.rows]
    there = (patterns.rows >= 0).all(axis=1)
    features = np.column_stack([there, cells.sum(axis=1) ** 2, np.square(cells).sum(axis=1), cells])

    def value(sums: Floats) -> Floats:
        return _value(kind, mean_squares(sums, width), sums[..., 0], width)

    return Coefficient(patterns, features, value, lambda sums: np.full(sums.shape[:-1], np.nan))


def _centred(values: tuple[float, ...]) -> Floats:
    """The numbers less their mean: no coefficient changes, and rounding errors stay small."""
    numbers = np.asarray(values, np.float64)
    return numbers - numbers.mean() if numbers.size else numbers


def mean_squares(sums: Floats, width: int) -> tuple[Floats, Floats, Floats, Floats]:
    """Between items, within items, between reviewers, residual; NaN below two items or two reviewers."""
    items, of_rows, of_squares, columns = sums[..., 0], sums[..., 1], sums[..., 2], sums[..., 3:]
    overall = divided(columns.sum(axis=-1) ** 2, items * width)
    rows = of_rows / max(width, 1) - overall
    whole = of_squares - overall
    between = divided(np.square(columns).sum(axis=-1), items) - overall
    freedom = items - 1
    parts = (rows, whole - rows, between, whole - rows - between)
    freedoms = (freedom, items * (width - 1), np.full(items.shape, width - 1.0), freedom * (width - 1))
    return tuple(divided(_or_zero(part, of_squares), by) for part, by in zip(parts, freedoms, strict=True))  # type: ignore[return-value]


def _or_zero(part: Floats, whole: Floats) -> Floats:
    """A part of a sum of squares; what rounding alone left of it is none: 0/0 must not become a figure."""
    kept: Floats = np.where(np.abs(part) <= 1e-12 * whole, 0.0, part)
    return kept


def _value(kind: Kind, squares: tuple[Floats, Floats, Floats, Floats], items: Floats, width: int) -> Floats:
    among, within, reviewers, residual = squares
    many = width if kind.endswith("1)") else 1  # the error of one rating weighs `width` times that of their mean
    if kind.startswith("ICC(1"):
        return divided(among - within, among + (many - 1) * within)
    if kind.startswith("ICC(3"):
        return divided(among - residual, among + (many - 1) * residual)
    leaning = divided(many * (reviewers - residual), items)
    return divided(among - residual, among + (many - 1) * residual + leaning)
