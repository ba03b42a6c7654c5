"""Analytic standard errors and intervals (Gwet 2014, chapters 5 and 6), as R's irrCAC prints them.

Each item is linearised: its own agreement beyond chance, less twice its pull on chance agreement. Items are taken for
independent, which sentences of one article are not: the figures that Tadqiq shows take `intervals` instead.
"""

from dataclasses import dataclass
from math import nan, sqrt
from typing import Literal

import numpy as np

from annotator.domain.agreement import gwet
from annotator.domain.agreement.coefficients import Coefficient, alpha, counts_of, quadratic
from annotator.domain.agreement.intervals import t_quantile
from annotator.domain.agreement.ratings import Floats, Ratings

Kind = gwet.Chance | Literal["kappa", "alpha"]
_Linear = tuple[Floats, Floats]  # each pattern's linearised value less the coefficient, and how many items have it


@dataclass(frozen=True)
class Analytic:
    """A standard error and its 95 % interval by Student's t, cut off at -1 and 1; one degree less than rated items."""

    error: float
    low: float
    high: float


def analytic(ratings: Ratings, kind: Kind, weights: Floats | None = None, total: float | None = None) -> Analytic:
    """How sure a coefficient is; `weights` and `total` as for `gwet.coefficient`. NaN where it is undefined."""
    given = np.eye(len(ratings.values)) if weights is None else weights
    coefficient = _coefficient(ratings, kind, given, total)
    value = coefficient.estimate() if ratings.n_pairable >= 2 else nan
    if np.isnan(value):
        return Analytic(nan, nan, nan)
    linear, many = _alpha(ratings, given) if kind == "alpha" else _beyond(ratings, kind, coefficient, given, total)
    items = round(float(many.sum()))
    rated = ratings.count(ratings.per_item >= 1) if kind == "alpha" else items
    error = sqrt(float(many @ np.square(linear)) / (items * (items - 1)))
    reach = t_quantile(rated - 1) * error
    return Analytic(error, max(value - reach, -1.0), min(value + reach, 1.0))


def _coefficient(ratings: Ratings, kind: Kind, weights: Floats, total: float | None) -> Coefficient:
    if kind == "alpha":
        return alpha(ratings, 1 - weights)
    return gwet.kappa(ratings, weights) if kind == "kappa" else gwet.coefficient(ratings, kind, weights, total)


def _beyond(
    ratings: Ratings,
    kind: gwet.Chance | Literal["kappa"],
    coefficient: Coefficient,
    weights: Floats,
    total: float | None,
) -> _Linear:
    """By pattern: agreement beyond chance as if it stood alone, less twice what it adds to chance agreement."""
    sums = coefficient.patterns.weights @ coefficient.features
    chance = 1 - float(coefficient.expected(sums))
    pull = _kappa_pull(coefficient, weights) if kind == "kappa" else _pull(ratings, kind, coefficient, weights, total)
    more = (pull - chance) / (1 - chance)
    rated = (coefficient.patterns.rows >= 0).any(axis=1)
    many, (agreement, paired) = coefficient.patterns.weights[rated], coefficient.features[rated, :2].T
    part = float(many.sum()) / float(many @ paired)
    own = part * (agreement - chance * paired) / (1 - chance)
    return _moved(own, float(many @ own) / float(many.sum()), more[rated]), many


def _pull(
    ratings: Ratings, kind: gwet.Chance, coefficient: Coefficient, weights: Floats, total: float | None
) -> Floats:
    """By pattern, the chance agreement with everybody's shares."""
    own = coefficient.features[:, 3:]
    sums = coefficient.patterns.weights @ coefficient.features
    if kind not in ("fleiss", "ac"):  # chance agreement is given, whoever said what
        return np.full(len(own), 1 - float(coefficient.expected(sums)))
    shares, declared = sums[3:] / sums[2], ratings.declared
    if kind == "fleiss":
        fleiss: Floats = own @ ((weights + weights.T) / 2) @ shares
        return fleiss
    scale = (float(declared) if total is None else total) / (declared * (declared - 1))
    gwets: Floats = scale * (own @ (1 - shares))
    return gwets


def _kappa_pull(coefficient: Coefficient, weights: Floats) -> Floats:
    """The same for Conger's kappa, where each reviewer has shares of their own, of the items that they rated."""
    width, size, many = coefficient.patterns.rows.shape[1], len(weights), coefficient.patterns.weights
    own = coefficient.features[:, 2:].reshape(-1, width, size)
    rated = own.sum(axis=2, keepdims=True)
    ratings_of = np.tensordot(many, rated, axes=1)
    shares = np.tensordot(many, own, axes=1) / ratings_of
    items = float(many @ (coefficient.patterns.rows >= 0).any(axis=1))
    moved = shares + items / ratings_of * (own - rated * shares)
    others = (shares.sum(axis=0) - shares) @ ((weights + weights.T) / 2)
    pulled: Floats = np.einsum("pgc,gc->p", moved, others) / (width * (width - 1))
    return pulled


def _alpha(ratings: Ratings, weights: Floats) -> _Linear:
    """Alpha without its correction for small samples, an item counting as much as it has ratings."""
    patterns = ratings.patterns
    counts = counts_of(patterns.rows, len(weights))
    paired = counts.sum(axis=1) >= 2
    counts, many = counts[paired], patterns.weights[paired]
    sizes = counts.sum(axis=1)
    mean = float(many @ sizes) / float(many.sum())
    shares = many @ counts / float(many @ sizes)
    chance = float(quadratic(shares, weights))
    agreed = np.einsum("pc,pc->p", counts @ weights, counts) - counts @ np.diag(weights)
    agreement = agreed / (mean * (sizes - 1))
    observed, more = float(many @ agreement) / float(many.sum()), (sizes - mean) / mean
    own = (agreement - observed * more - chance) / (1 - chance)
    pull = counts @ ((weights + weights.T) / 2) @ shares / mean - chance * more
    return _moved(own, (observed - chance) / (1 - chance), (pull - chance) / (1 - chance)), many


def _moved(own: Floats, value: float, pull: Floats) -> Floats:
    return own - value - 2 * (1 - value) * pull
