"""Agreement coefficients, each as features of an item and a value of their sums.

Every coefficient is a ratio of sums over items: whoever has the sums of a resample, of all but one article, or of
everything, has its value. `features` has a row for each pattern of ratings, `value` takes sums (…, features).
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from annotator.domain.agreement import distances
from annotator.domain.agreement.ratings import Codes, Floats, Patterns, Ratings

_RANKS = 30


@dataclass(frozen=True)
class Coefficient:
    """`patterns` are the rows that `features` describes; `value` is NaN where a coefficient is undefined."""

    patterns: Patterns
    features: Floats
    value: Callable[[Floats], Floats]
    expected: Callable[[Floats], Floats]  # the disagreement that chance would give, the farthest values being 1 apart

    def estimate(self) -> float:
        """The coefficient of all items."""
        return float(self.value(self.patterns.weights @ self.features))


def counts_of(rows: Codes, n_values: int) -> Floats:
    """How often each value stands in each row, shape (rows, values)."""
    counts = np.zeros((len(rows), n_values))
    for column in rows.T:
        present = np.flatnonzero(column >= 0)
        counts[present, column[present]] += 1
    return counts


def quadratic(shares: Floats, matrix: Floats) -> Floats:
    """Σ shares_c · matrix_ck · shares_k over the last axis."""
    form: Floats = np.einsum("...c,...c->...", shares @ matrix, shares)
    return form


def divided(above: Floats, below: Floats) -> Floats:
    """above / below, NaN where below is 0."""
    quotient: Floats = np.divide(above, below, out=np.full(np.shape(below), np.nan), where=below > 0)
    return quotient


def alpha(ratings: Ratings, distance: Floats) -> Coefficient:
    """Krippendorff's alpha under a matrix of distances (2011); items with fewer than two ratings drop out."""
    patterns = ratings.patterns
    counts = counts_of(patterns.rows, len(ratings.values))
    counts[counts.sum(axis=1) < 2] = 0
    sizes = counts.sum(axis=1)
    apart = np.einsum("pc,pc->p", counts @ distance, counts) / np.maximum(sizes - 1, 1)

    def by_chance(sums: Floats) -> Floats:
        return quadratic(sums[..., 2:], distance)

    return _alpha(patterns, np.column_stack([apart, sizes, counts]), by_chance, distance.max(initial=0.0))


def alpha_interval(ratings: Ratings) -> Coefficient:
    """Alpha for numbers from moments: its cost doesn't grow with how many different numbers there are."""
    return _alpha_of_numbers(ratings.patterns, np.asarray(ratings.values, np.float64))


def _alpha_of_numbers(patterns: Patterns, numbers: Floats) -> Coefficient:
    numbers = np.append(numbers - (numbers.mean() if numbers.size else 0.0), 0.0)  # centred: smaller rounding errors
    present = (patterns.rows >= 0) & ((patterns.rows >= 0).sum(axis=1) >= 2)[:, None]
    cells = np.where(present, numbers[patterns.rows], 0.0)
    sizes, first, second = present.sum(axis=1), cells.sum(axis=1), np.square(cells).sum(axis=1)
    apart = 2 * (sizes * second - first**2) / np.maximum(sizes - 1, 1)

    def by_chance(sums: Floats) -> Floats:
        return 2 * (sums[..., 1] * sums[..., 3] - sums[..., 2] ** 2)

    farthest = (numbers.max() - numbers.min()) ** 2
    return _alpha(patterns, np.column_stack([apart, sizes, first, second]), by_chance, farthest)


def alpha_ordinal(ratings: Ratings) -> Coefficient:
    """Alpha for ranks. The distances follow the frequencies, so that the features are the whole coincidence matrix.

    Of more than 30 values, such as scores, that would be too much: there resamples keep the ranks of all items.
    """
    patterns, size = ratings.patterns, len(ratings.values)
    if size > _RANKS:
        frequencies = _pairable_frequencies(patterns, size)
        return _alpha_of_numbers(patterns, np.cumsum(frequencies) - frequencies / 2)
    counts = counts_of(patterns.rows, size)
    counts[counts.sum(axis=1) < 2] = 0
    pairs = counts[:, :, None] * counts[:, None, :]
    pairs[:, range(size), range(size)] -= counts
    pairs /= np.maximum(counts.sum(axis=1) - 1, 1)[:, None, None]

    def parts(sums: Floats) -> tuple[Floats, Floats, Floats]:
        coincidences = sums.reshape(*sums.shape[:-1], size, size)
        marginals = coincidences.sum(axis=-1)
        distance = distances.ordinal(marginals)
        total = marginals.sum(axis=-1)
        apart = divided((coincidences * distance).sum(axis=(-2, -1)), total)
        by_chance = np.einsum("...c,...ck,...k->...", marginals, distance, marginals)
        return apart, divided(by_chance, total * (total - 1)), distance.max(axis=(-2, -1), initial=0.0)

    features = pairs.reshape(len(pairs), size * size)
    return Coefficient(
        patterns, features, lambda s: 1 - divided(*parts(s)[:2]), lambda s: divided(parts(s)[1], parts(s)[2])
    )


def _pairable_frequencies(patterns: Patterns, size: int) -> Floats:
    """How often each value stands in items with two ratings or more."""
    present = (patterns.rows >= 0) & ((patterns.rows >= 0).sum(axis=1) >= 2)[:, None]
    each = np.broadcast_to(patterns.weights[:, None], patterns.rows.shape)[present]
    return np.bincount(patterns.rows[present], weights=each, minlength=size).astype(np.float64)


def _alpha(patterns: Patterns, features: Floats, by_chance: Callable[[Floats], Floats], farthest: float) -> Coefficient:
    """Features begin with an item's disagreement and how many ratings it has; `by_chance` is Σ n_c n_k δ_ck."""

    def expected(sums: Floats) -> Floats:
        return divided(by_chance(sums), sums[..., 1] * (sums[..., 1] - 1))

    def value(sums: Floats) -> Floats:
        return 1 - divided(divided(sums[..., 0], sums[..., 1]), expected(sums))

    return Coefficient(patterns, features, value, lambda sums: expected(sums) / (farthest or 1))
