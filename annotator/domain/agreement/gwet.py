"""Coefficients on observed agreement: percent, Fleiss' kappa, Brennan-Prediger, AC1, AC2 (Gwet 2014, chapters 2 to 4).

Observed agreement is over items with two ratings or more, the categories' shares over items with at least one.
"""

from typing import Literal

import numpy as np

from annotator.domain.agreement.coefficients import Coefficient, counts_of, divided, quadratic
from annotator.domain.agreement.ratings import Floats, Patterns, Ratings

Chance = Literal["percent", "fleiss", "brennan_prediger", "ac"]
Weighting = Literal["identity", "linear", "quadratic", "radical", "ordinal", "ratio"]


def coefficient(
    ratings: Ratings, chance: Chance, weights: Floats | None = None, total: float | None = None
) -> Coefficient:
    """One of the family. `weights` are over the values in use, `total` their sum over all declared ones."""
    patterns, size = ratings.patterns, len(ratings.values)
    given = np.eye(size) if weights is None else weights
    declared = ratings.declared
    sum_of_weights = float(declared) if total is None else total
    features = agreement_features(patterns, given)
    if chance == "percent":
        return Coefficient(patterns, features[:, :2], lambda sums: divided(sums[..., 0], sums[..., 1]), _all)

    def by_chance(sums: Floats) -> Floats:
        shares = divided(sums[..., 3:], sums[..., 2, None] * np.ones(size))
        if chance == "fleiss":
            return quadratic(shares, given)
        if chance == "ac":
            spread = np.sum(shares * (1 - shares), axis=-1)
            return sum_of_weights * divided(spread, np.full(spread.shape, float(declared * (declared - 1))))
        return np.full(sums.shape[:-1], sum_of_weights / max(declared, 1) ** 2)

    return Coefficient(patterns, features, lambda sums: beyond(sums, by_chance(sums)), lambda s: 1 - by_chance(s))


def _all(sums: Floats) -> Floats:
    """Nothing agrees by chance alone."""
    return np.ones(sums.shape[:-1])


def kappa(ratings: Ratings, weights: Floats | None = None) -> Coefficient:
    """Cohen's kappa (1960) for two reviewers, on the items that both rated; Conger's (1980) for more."""
    size = len(ratings.values)
    codes = ratings.codes[:, (ratings.codes >= 0).any(axis=0)]
    if codes.shape[1] == 2:
        codes = np.where(np.all(codes >= 0, axis=1, keepdims=True), codes, -1).astype(np.int32)
    patterns, width = Patterns.of(codes, size, ratings.times), codes.shape[1]
    given = np.eye(size) if weights is None else weights
    own = (patterns.rows[:, :, None] == np.arange(size)).astype(np.float64)
    features = np.column_stack([agreement_features(patterns, given)[:, :2], own.reshape(len(own), width * size)])

    def by_chance(sums: Floats) -> Floats:
        counts = sums[..., 2:].reshape(*sums.shape[:-1], width, size)
        shares = divided(counts, counts.sum(axis=-1, keepdims=True) * np.ones(size))
        together = shares.sum(axis=-2)
        pairs: Floats = quadratic(together, given) - quadratic(shares, given).sum(axis=-1)
        chance: Floats = pairs / max(width * (width - 1), 1)
        return chance

    return Coefficient(patterns, features, lambda sums: beyond(sums, by_chance(sums)), lambda s: 1 - by_chance(s))


def agreement_features(patterns: Patterns, weights: Floats) -> Floats:
    """By pattern: agreement, whether it has two ratings, whether it has one, and each value's share."""
    counts = counts_of(patterns.rows, len(weights))
    sizes = counts.sum(axis=1)
    agreed = np.einsum("pc,pc->p", counts @ weights, counts) - counts @ np.diag(weights)
    pairs = sizes >= 2
    agreement = np.where(pairs, agreed / np.maximum(sizes * (sizes - 1), 1), 0.0)
    return np.column_stack([agreement, pairs, sizes >= 1, counts / np.maximum(sizes, 1)[:, None]])


def beyond(sums: Floats, by_chance: Floats) -> Floats:
    """(observed - chance) / (1 - chance), NaN where chance explains everything."""
    observed = divided(sums[..., 0], sums[..., 1])
    return divided(observed - by_chance, 1 - by_chance)


def weights_of(kind: Weighting, values: Floats) -> Floats:
    """Gwet's weights over numbers in ascending order (2014, table 3.5): 1 on the diagonal, less the further apart."""
    if kind == "identity":
        return np.eye(len(values))
    away = np.abs(values[:, None] - values[None, :])
    if kind == "ordinal":
        ranks = np.abs(np.subtract.outer(np.arange(len(values)), np.arange(len(values)))).astype(np.float64)
        away = ranks * (ranks + 1) / 2
    elif kind == "quadratic":
        away = np.square(away)
    elif kind == "radical":
        away = np.sqrt(away)
    elif kind == "ratio":
        away = np.square(away / np.where(values[:, None] + values[None, :] == 0, 1, values[:, None] + values[None, :]))
    weights: Floats = 1 - away / max(float(away.max()), 1e-300)
    return weights


def positive_agreement(ratings: Ratings, value: int) -> Coefficient:
    """Of the pairs in which one said the value of this code, the share in which the other did too.

    (Spitzer and Fleiss 1974.) Where all did, what so many items that have the value can rule out is the lower end.
    """
    patterns = ratings.patterns
    said, sizes = (patterns.rows == value).sum(axis=1), (patterns.rows >= 0).sum(axis=1)
    pairs = sizes >= 2
    share = np.where(pairs, said / np.maximum(sizes - 1, 1), 0.0)
    features = np.column_stack([share * (said - 1), share * (sizes - 1), pairs & (said > 0), pairs])
    return Coefficient(
        patterns,
        features.astype(np.float64),
        lambda sums: divided(sums[..., 0], sums[..., 1]),
        lambda sums: divided(sums[..., 2], sums[..., 3]),
    )
