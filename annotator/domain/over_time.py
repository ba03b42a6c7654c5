"""Whether reviewers come to agree: the figure of consecutive blocks of sentences, by when the later review was made."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.coefficients import alpha
from annotator.domain.agreement.distances import nominal
from annotator.domain.agreement.flags import FEW_ITEMS
from annotator.domain.agreement.intervals import interval
from annotator.domain.agreement.ratings import Ratings
from annotator.domain.judgements import Ints, Judgements

MOST_BLOCKS = 12


@dataclass(frozen=True)
class Block:
    """Alpha of so many sentences, judged one after the other, with its 95 % interval; None where all say the same."""

    begins: datetime
    ends: datetime
    n: int
    alpha: float | None
    low: float | None
    high: float | None


def over_time(work: Judgements, ratings: Ratings) -> list[Block]:
    """Blocks of equal size, of 30 items at least; none where there are fewer than two. `ratings` are of sentences."""
    rated = np.flatnonzero(work.judged.any(axis=1))
    shared = np.flatnonzero(ratings.per_item >= 2)
    count = min(MOST_BLOCKS, len(shared) // FEW_ITEMS)
    if count < 2:
        return []
    times = work.judged_at[rated[shared]]
    order = np.argsort(times, kind="stable")
    return [_block(ratings, np.sort(shared[part]), times[part]) for part in np.array_split(order, count)]


def _block(ratings: Ratings, rows: Ints, times: NDArray[np.datetime64]) -> Block:
    part = replace(ratings, codes=ratings.codes[rows], clusters=ratings.clusters[rows])
    coefficient = alpha(part, nominal(len(part.values)))
    value = coefficient.estimate()
    begins, ends = _time(times[0]), _time(times[-1])
    if value != value:
        return Block(begins, ends, len(rows), None, None, None)
    found = interval(coefficient, part, bounds=False)
    return Block(begins, ends, len(rows), value, found.low, found.high)


def _time(moment: np.datetime64) -> datetime:
    naive: datetime = moment.astype("datetime64[us]").item()
    return naive.replace(tzinfo=UTC)
