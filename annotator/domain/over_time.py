"""Whether reviewers come to agree: the figure of consecutive blocks of sentences, by when the later review was made."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime

import numpy as np

from annotator.domain.agreement.flags import FEW_ITEMS
from annotator.domain.agreement.measure import Agreement, measure
from annotator.domain.agreement.ratings import Ratings
from annotator.domain.judgements import Judgements

MOST_BLOCKS = 12


@dataclass(frozen=True)
class Block:
    """So many sentences in a row, from the first judgement to the last."""

    begins: datetime
    ends: datetime
    figure: Agreement


def over_time(work: Judgements, ratings: Ratings) -> list[Block]:
    """Blocks of equal size, of 30 items at least; none where there are fewer than two. `ratings` are of sentences."""
    rated = np.flatnonzero(work.judged.any(axis=1))
    shared = np.flatnonzero(ratings.per_item >= 2)
    count = min(MOST_BLOCKS, len(shared) // FEW_ITEMS)
    if count < 2:
        return []
    times = work.judged_at[rated[shared]]
    order = np.argsort(times, kind="stable")
    return [_block(ratings, shared[part], times[part]) for part in np.array_split(order, count)]


def _block(ratings: Ratings, rows: np.ndarray, times: np.ndarray) -> Block:
    rows = np.sort(rows)
    part = replace(ratings, codes=ratings.codes[rows], clusters=ratings.clusters[rows])
    return Block(_time(times[0]), _time(times[-1]), measure(part, "alpha", "nominal"))


def _time(moment: np.datetime64) -> datetime:
    return moment.astype("datetime64[us]").item().replace(tzinfo=UTC)  # type: ignore[no-any-return]
