"""How each issue category is used: how often, how far reviewers agree on it, and what others call the same place."""

from dataclasses import dataclass, replace

import numpy as np

from annotator.domain.agreement.coefficients import alpha
from annotator.domain.agreement.distances import nominal
from annotator.domain.agreement.flags import FEWEST_ITEMS
from annotator.domain.agreement.gwet import positive_agreement
from annotator.domain.agreement.intervals import interval
from annotator.domain.agreement.ratings import MISSING, Ratings
from annotator.domain.judgements import Ints
from annotator.domain.pairing import Confusion
from annotator.domain.questions import Material


@dataclass(frozen=True)
class LabelUse:
    """One category. `uses` are judgements in which it stands; agreement is on whether a sentence has it.

    No agreement is stated on fewer than ten sentences.
    """

    label: str
    uses: int
    positive_agreement: float | None
    low: float | None
    high: float | None
    alpha: float | None
    confused_with: str | None  # what others most often gave at the same place
    confused: int  # how often


def label_table(of: Material, met: Confusion) -> list[LabelUse]:
    """Every category in use, the most used first."""
    rows = of.categories.condensed
    used = {label for value in rows.values for label in value}
    chosen = [number for number, label in enumerate(of.work.categories) if label in used]
    found = [_label_use(of, rows, number, met.counts[number, :-1]) for number in chosen]
    return sorted(found, key=lambda use: (-use.uses, use.label))


def _label_use(of: Material, sets: Ratings, number: int, others: Ints) -> LabelUse:
    label = of.work.categories[number]
    ratings = _with(sets, label)
    agreed = positive_agreement(ratings, 1)
    value = agreed.estimate()
    many = value == value and ratings.n_pairable >= FEWEST_ITEMS
    found = interval(agreed, ratings, bounds=False) if many else None
    if found is not None and found.low == found.high:  # nobody agreed at all: no resample says how far that holds
        found = None
    apart = np.where(np.arange(len(others)) == number, 0, others)
    rival = int(apart.argmax())
    return LabelUse(
        label=label,
        uses=ratings.count((ratings.codes == 1).sum(axis=1)),
        positive_agreement=value if many else None,
        low=max(found.low, 0.0) if found and found.low is not None else None,
        high=found.high if found else None,
        alpha=_known(alpha(ratings, nominal(2)).estimate()) if many else None,
        confused_with=of.work.categories[rival] if apart[rival] else None,
        confused=int(apart[rival]),
    )


def _with(sets: Ratings, label: str) -> Ratings:
    """Whether each reviewer gave the label."""
    has = np.array([label in value for value in sets.values], np.int32)
    codes = np.where(sets.codes >= 0, has[sets.codes], MISSING).astype(np.int32)
    return replace(sets, codes=codes, values=(False, True), declared=2).condensed


def _known(number: float) -> float | None:
    return None if number != number else number
