"""Agreement taken apart: by category, by item, and the most that the shares of the categories allow."""

import numpy as np

from annotator.domain.agreement import gwet
from annotator.domain.agreement.coefficients import counts_of, divided
from annotator.domain.agreement.ratings import Floats, Ratings


def fleiss_by_category(ratings: Ratings) -> Floats:
    """Fleiss' kappa of each value against all others (1971, page 381); NaN for a value that all or none gave."""
    patterns = ratings.patterns
    counts = counts_of(patterns.rows, len(ratings.values))
    sizes = counts.sum(axis=1, keepdims=True)
    paired = patterns.weights @ (sizes >= 2)
    pairs = np.maximum(sizes * (sizes - 1), 1)
    apart = divided(patterns.weights @ (2 * counts * (sizes - counts) / pairs), paired * np.ones(counts.shape[1]))
    rated = patterns.weights @ (sizes >= 1)
    shares = divided(patterns.weights @ (counts / np.maximum(sizes, 1)), rated * np.ones(counts.shape[1]))
    return 1 - divided(apart, 2 * shares * (1 - shares))


def item_agreement(ratings: Ratings) -> Floats:
    """Of an item's pairs of ratings, by row, the share that agrees (Fleiss 1971, column P_i), NaN below two ratings."""
    patterns = ratings.patterns
    agreement, paired = gwet.agreement_features(patterns, np.eye(len(ratings.values)))[:, :2].T
    return np.where(paired > 0, agreement, np.nan)[patterns.of_item]


def kappa_maximum(ratings: Ratings) -> float:
    """The highest kappa that two reviewers' shares allow (Cohen 1960, page 42); NaN for another number of reviewers."""
    rated = np.asarray((ratings.codes >= 0).all(axis=1))
    both, times = ratings.codes[rated], None if ratings.times is None else ratings.times[rated]
    if both.shape[1:] != (2,) or not len(both):
        return float("nan")
    items = ratings.count(rated)
    first, second = (np.bincount(column, weights=times, minlength=len(ratings.values)) / items for column in both.T)
    chance = float(first @ second)
    return float(divided(np.array(np.minimum(first, second).sum() - chance), np.array(1 - chance)))
