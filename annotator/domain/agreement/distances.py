"""How far two values are apart: a matrix over the values in use, 0 on its diagonal."""

from collections.abc import Collection, Sequence

import numpy as np

from annotator.domain.agreement.ratings import Floats


def nominal(count: int) -> Floats:
    """0 where equal, else 1."""
    return 1.0 - np.eye(count)


def ratio(values: Sequence[float]) -> Floats:
    """((a - b) / (a + b))², 0 for two zeros (Krippendorff 2011)."""
    numbers = np.asarray(values, np.float64)
    sums = numbers[:, None] + numbers[None, :]
    differences = numbers[:, None] - numbers[None, :]
    return np.square(np.divide(differences, sums, out=np.zeros_like(sums), where=sums != 0))


def ordinal(marginals: Floats) -> Floats:
    """Squared differences of mid-ranks under these frequencies, shape (…, values) (Krippendorff 2011)."""
    ranks = np.cumsum(marginals, axis=-1) - marginals / 2
    return np.square(ranks[..., :, None] - ranks[..., None, :])


def sets(values: Sequence[Collection[str]], *, jaccard: bool = False) -> Floats:
    """MASI distances between sets of labels (Passonneau 2006), or Jaccard's, as `set_distance` says them."""
    labels = {label: number for number, label in enumerate(sorted({label for value in values for label in value}))}
    has = np.zeros((len(values), len(labels)))
    for row, value in enumerate(values):
        has[row, [labels[label] for label in value]] = 1
    sizes, common = has.sum(axis=1), has @ has.T
    either = sizes[:, None] + sizes[None, :] - common
    share = np.divide(common, either, out=np.ones_like(common), where=either > 0)
    nested = common == np.minimum(sizes[:, None], sizes[None, :])
    distances: Floats = 1 - share * np.where(jaccard | (share == 1), 1.0, np.where(nested, 2 / 3, 1 / 3))
    return distances


def set_distance(first: Collection[str], second: Collection[str], *, jaccard: bool = False) -> float:
    """1 - J·M, J the share of common labels, M 1 for equal sets, 2/3 for nested, 1/3 for crossing ones, else 0.

    Two empty sets are equal: "nothing found" twice is agreement.
    """
    return float(sets([frozenset(first), frozenset(second)], jaccard=jaccard)[0, 1])
