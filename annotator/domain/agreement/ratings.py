"""Ratings as arrays: items × reviewers, coded, a missing rating as -1; and the patterns that many items share."""

from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Codes = NDArray[np.int32]
MISSING = -1
_COUNTABLE = 2**20  # so many numbers are counted rather than sorted


@dataclass(frozen=True)
class Ratings:
    """`codes[item, reviewer]` indexes `values`, or is -1; `clusters[item]` numbers the article an item belongs to.

    Items stand in the order of (cluster, item), values and reviewers are sorted: the order of the rows that they came
    in changes no figure, not even in its last digit. A row may stand for many equal items of one cluster: `times`.
    """

    codes: Codes
    values: tuple[Any, ...]
    clusters: NDArray[np.int64]
    declared: int  # how many categories there are, used or not
    reviewers: tuple[Any, ...] = ()
    duplicates: int = 0  # ratings that a later one of the same reviewer replaced
    times: NDArray[np.int64] | None = None  # how many items each row of `codes` stands for; None: one

    @property
    def n_reviewers(self) -> int:
        """How many reviewers rated anything."""
        return int((self.codes >= 0).any(axis=0).sum()) if self.codes.size else 0

    @property
    def n_ratings(self) -> int:
        """How many ratings there are."""
        return self.count(self.per_item)

    def count(self, of_row: NDArray[Any]) -> int:
        """The sum over items of a number (or a yes or no) of each row."""
        return int(of_row.sum() if self.times is None else of_row @ self.times)

    @cached_property
    def per_item(self) -> NDArray[np.int64]:
        """How many reviewers rated an item, by row."""
        counts: NDArray[np.int64] = np.count_nonzero(self.codes >= 0, axis=1).astype(np.int64)
        return counts

    @property
    def n_pairable(self) -> int:
        """How many items at least two reviewers rated."""
        return self.count(self.per_item >= 2)

    @cached_property
    def patterns(self) -> "Patterns":
        """The distinct rows, whoever gave which rating."""
        n_values = len(self.values)
        if not _countable(n_values, self.codes.shape[1]):
            return Patterns.of(np.sort(self.codes, axis=1), n_values, self.times)
        own = Patterns.of(self.codes, n_values, self.times)  # few rows are left to be sorted
        merged = Patterns.of(np.sort(own.rows, axis=1), n_values, own.weights)
        return replace(merged, of_item=merged.of_item[own.of_item])

    @cached_property
    def condensed(self) -> "Ratings":
        """The same with equal rows of one cluster told once, for who asks much of them."""
        own = Patterns.of(self.codes, len(self.values))
        keys = self.clusters * max(len(own.rows), 1) + own.of_item
        found, first, inverse = np.unique(keys, return_index=True, return_inverse=True)
        times = np.bincount(inverse, weights=self.times, minlength=len(found)).astype(np.int64)
        return replace(self, codes=self.codes[first], clusters=self.clusters[first], times=times)


@dataclass(frozen=True)
class Patterns:
    """Distinct rows of ratings: `rows[pattern]`, how many items have it, and which one each row of ratings has."""

    rows: Codes
    weights: Floats
    of_item: NDArray[np.int64]

    @staticmethod
    def of(codes: Codes, n_values: int, times: NDArray[Any] | None = None) -> "Patterns":
        """The distinct rows of `codes`, by one whole number a row where that fits: counted if small, else sorted."""
        if not codes.size:
            return Patterns(codes[:0], np.zeros(0), np.zeros(len(codes), np.int64))
        found, of_item, counts = _distinct_rows(codes, n_values)
        weights = counts if times is None else np.bincount(of_item, weights=times, minlength=len(found))
        return Patterns(found, weights.astype(np.float64), of_item)


def _distinct_rows(codes: Codes, n_values: int) -> tuple[Codes, NDArray[np.int64], NDArray[np.int64]]:
    """np.unique of rows, with inverse and counts."""
    base, width = n_values + 1, codes.shape[1]
    if width * np.log2(base) >= 62:
        rows, inverse, counts = np.unique(codes, axis=0, return_inverse=True, return_counts=True)
        return rows, inverse.reshape(-1), counts
    places = base ** np.arange(width - 1, -1, -1, dtype=np.int64)
    keys = (codes + 1) @ places
    if _countable(n_values, width):
        found, inverse, counts = _counted(keys)
    else:
        found, inverse, counts = np.unique(keys, return_inverse=True, return_counts=True)
    return (found[:, None] // places % base - 1).astype(np.int32), inverse.reshape(-1), counts


def _countable(n_values: int, width: int) -> bool:
    """Whether every possible row has a number that is small enough to be counted."""
    return bool(width * np.log2(n_values + 1) <= np.log2(_COUNTABLE))


def _counted(keys: NDArray[np.int64]) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """np.unique with inverse and counts for small whole numbers, without sorting."""
    counts = np.bincount(keys)
    found = np.flatnonzero(counts)
    place = np.zeros(len(counts), np.int64)
    place[found] = np.arange(len(found))
    return found, place[keys], counts[found]


def from_rows(
    items: Sequence[Hashable],
    reviewers: Sequence[Hashable],
    values: Sequence[Hashable],
    clusters: Sequence[Hashable] | None = None,
    categories: Iterable[Hashable] = (),
) -> Ratings:
    """Long rows as ratings. Where a reviewer rated an item twice the later row counts, and is counted.

    `categories` are the declared ones, used or not. Without `clusters` all items belong to one; with them, an item's
    name need only be its own within its cluster.
    """
    given = list(clusters) if clusters is not None else [0] * len(items)
    named = list(zip(given, items, strict=True))
    cells = {(item, who): value for item, who, value in zip(named, reviewers, values, strict=True)}
    rows = _numbered(set(named), key=lambda item: (_order(item[0]), _order(item[1])))
    columns, codes_of = _numbered(set(reviewers)), _numbered(set(values))
    groups = _numbered(set(given))
    codes = np.full((len(rows), len(columns)), MISSING, np.int32)
    for (item, who), value in cells.items():
        codes[rows[item], columns[who]] = codes_of[value]
    numbers = np.array([groups[cluster] for cluster, _ in rows], np.int64)
    declared = len(set(categories) | set(values))
    return Ratings(codes, tuple(codes_of), numbers, declared, tuple(columns), len(items) - len(cells))


def from_matrix(
    matrix: Sequence[Sequence[Any]], clusters: Sequence[int] | None = None, categories: Iterable[Any] = ()
) -> Ratings:
    """A table items × reviewers, None for a missing rating."""
    used = {value for row in matrix for value in row if value is not None}
    codes_of = _numbered(used)
    codes = [[MISSING if value is None else codes_of[value] for value in row] for row in matrix]
    width = len(codes[0]) if codes else 0
    array = np.array(codes, np.int32).reshape(len(codes), width)
    numbers = np.zeros(len(codes), np.int64) if clusters is None else np.asarray(clusters, np.int64)
    return Ratings(array, tuple(codes_of), numbers, len(set(categories) | used), tuple(range(width)))


def from_numbers(matrix: Floats, clusters: NDArray[np.int64] | None = None) -> Ratings:
    """The same for an array of numbers, NaN for a missing rating; quick for millions."""
    present = ~np.isnan(matrix)
    values, inverse = _distinct(matrix[present])
    codes = np.full(matrix.shape, MISSING, np.int32)
    codes[present] = inverse
    numbers = np.zeros(len(matrix), np.int64) if clusters is None else clusters
    return Ratings(codes, tuple(values.tolist()), numbers, len(values), tuple(range(matrix.shape[1])))


def _distinct(numbers: Floats) -> tuple[Floats, NDArray[np.int64]]:
    """The distinct numbers and which one each is; small whole ones are counted."""
    if numbers.size and numbers.min() >= 0 and numbers.max() < _COUNTABLE:
        whole = numbers.astype(np.int64)
        if (whole == numbers).all():
            found, inverse, _ = _counted(whole)
            return found.astype(np.float64), inverse
    values, inverse = np.unique(numbers, return_inverse=True)
    return values, inverse


def _numbered(things: Iterable[Any], key: Any = None) -> dict[Any, int]:
    return {thing: number for number, thing in enumerate(sorted(things, key=key or _order))}


def _order(value: Any) -> tuple[str, Any]:
    """Numbers before texts before sets, each in its own order."""
    if isinstance(value, int | float):
        return ("0", value)
    return ("1", value) if isinstance(value, str) else ("2", tuple(sorted(value, key=str)))
