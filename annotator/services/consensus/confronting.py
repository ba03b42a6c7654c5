"""What reviewers said of single sentences: the few of a comparison that somebody looks at."""

from collections.abc import Iterator, Sequence

import numpy as np

from annotator.domain.disagreement import KINDS, Disagreement, Kind, disagreements
from annotator.domain.questions import Judgement
from annotator.services.compare.comparing import Comparison
from annotator.services.compare.gathering import judgements_of
from db.store import Store

_AT_ONCE = 200  # sentences


def worst(store: Store, found: Comparison, kind: Kind | None, most: int) -> list[Disagreement]:
    """The worst disagreements of a comparison, of a kind or of all."""
    rows = found.disagreements.sentences(kind)[:most]
    told = disagreements(judgements_at(store, found, np.sort(rows).tolist()), found.scheme)
    return [one for one in told if kind is None or kind in one.kinds][:most]


def every(store: Store, found: Comparison) -> Iterator[Disagreement]:
    """All of them, the worst first, then by kind, then in the order of the text."""
    rows = np.sort(found.disagreements.sentences()).tolist()
    told: list[Disagreement] = []
    for first in range(0, len(rows), _AT_ONCE):
        told += disagreements(judgements_at(store, found, rows[first : first + _AT_ONCE]), found.scheme)
    yield from sorted(told, key=lambda one: (-one.harm, KINDS.index(one.kind)))


def judgements_at(store: Store, found: Comparison, rows: Sequence[int]) -> list[Judgement]:
    """The judgements of sentences, named by their rows in a comparison's `places`, in that order."""
    with store.read() as tx:
        return judgements_of(tx, [found.places.sentence_ids[row] for row in rows])


def numbers(found: Comparison) -> dict[str, int]:
    """The number of each sentence in its article."""
    return dict(zip(found.places.sentence_ids, found.places.number.tolist(), strict=True))
