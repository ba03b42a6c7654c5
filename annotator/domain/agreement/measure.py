"""One question, one figure: the coefficient, its interval, its warnings and how it was made."""

from dataclasses import dataclass
from math import isnan
from typing import Any

import numpy as np

from annotator.domain.agreement import distances, flags, gwet, icc
from annotator.domain.agreement.coefficients import Coefficient, alpha, alpha_interval, alpha_ordinal
from annotator.domain.agreement.intervals import Interval, interval
from annotator.domain.agreement.kinds import Level, Measure
from annotator.domain.agreement.ratings import Floats, Ratings

_NAMES = {
    "alpha": "Krippendorff's alpha (2011)",
    "fleiss": "Fleiss' kappa, missing ratings as Gwet (2014)",
    "brennan_prediger": "Brennan and Prediger's kappa (1981)",
    "percent": "observed agreement",
}
_WEIGHTS: dict[Level, gwet.Weighting] = {"ordinal": "ordinal", "interval": "quadratic", "ratio": "ratio"}
_CHANCE: dict[Measure, gwet.Chance] = {
    "fleiss": "fleiss",
    "ac1": "ac",
    "brennan_prediger": "brennan_prediger",
    "percent": "percent",
}


@dataclass(frozen=True)
class Agreement:
    """A figure and all that has to be known about it. Items and ratings are those that two reviewers or more share."""

    measure: Measure
    level: Level
    value: float | None
    ci_low: float | None
    ci_high: float | None
    n_items: int
    n_ratings: int
    n_reviewers: int
    flags: tuple[str, ...]
    method: str
    design_effect: float | None = None
    below_667: float | None = None
    below_800: float | None = None


def measure(
    ratings: Ratings, measure: Measure = "alpha", level: Level = "nominal", seed: int = 1, *, bounds: bool = True
) -> Agreement:
    """The agreement in `ratings`; `value` is None where there is none to state, and a flag says why.

    Without `bounds` it isn't asked how likely the figure lies below Krippendorff's, which are bounds for alpha.
    """
    refused = flags.refusal(ratings)
    if refused:
        return _agreement(ratings, measure, level, None, None, [refused], "")
    coefficient = coefficient_of(ratings, measure, level)
    value = coefficient.estimate()
    warnings = flags.warnings(ratings)
    if isnan(value):
        return _agreement(
            ratings, measure, level, None, None, [_why_none(ratings, measure), *warnings], name(ratings, measure, level)
        )
    found = interval(coefficient, ratings, seed, bounds=bounds) if "too_few_items" not in warnings else None
    warnings += _of_the_figure(ratings, measure, level, value, found)
    return _agreement(ratings, measure, level, value, found, warnings, name(ratings, measure, level))


def coefficient_of(ratings: Ratings, measure: Measure, level: Level) -> Coefficient:
    """The coefficient that a measure and a level name; intraclass correlations are of numbers at any level."""
    if measure in icc.NAMES:
        return icc.icc(ratings, icc.NAMES[measure])
    if measure == "alpha":
        if level == "ordinal":
            return alpha_ordinal(ratings)
        return alpha_interval(ratings) if level == "interval" else alpha(ratings, distance_of(ratings, level))
    if measure == "percent":
        return gwet.coefficient(ratings, "percent")
    weights = _weights(ratings, level)
    if measure == "kappa":
        return gwet.kappa(ratings, weights)
    return gwet.coefficient(ratings, _CHANCE[measure], weights, None if weights is None else float(weights.sum()))


def distance_of(ratings: Ratings, level: Level) -> Floats:
    """The distances between the values in use."""
    if level == "set":
        return distances.sets(ratings.values)
    return distances.ratio(ratings.values) if level == "ratio" else distances.nominal(len(ratings.values))


def name(ratings: Ratings, measure: Measure, level: Level) -> str:
    """What was computed, in words for who wants to compute it again."""
    weighted = {"nominal": "", "set": ", MASI weights"}.get(level, f", {_WEIGHTS.get(level)} weights")
    if measure in icc.NAMES:
        return f"{icc.NAMES[measure]} (Shrout and Fleiss 1979), over the items that all reviewers rated"
    if measure == "kappa":
        return ("Cohen's kappa (1960)" if ratings.n_reviewers == 2 else "Conger's kappa (1980)") + weighted
    if measure == "ac1":
        return ("Gwet's AC1 (2008)" if level == "nominal" else "Gwet's AC2 (2014)") + weighted
    if measure == "alpha":
        return f"{_NAMES['alpha']}, {level if level != 'set' else 'MASI'} distance"
    return _NAMES[measure] + (weighted if measure != "percent" else "")


def _weights(ratings: Ratings, level: Level) -> Floats | None:
    if level == "nominal":
        return None
    if level == "set":
        return 1 - distances.sets(ratings.values)
    return gwet.weights_of(_WEIGHTS[level], np.asarray(ratings.values, np.float64))


def _why_none(ratings: Ratings, measure: Measure) -> str:
    by_all = ratings.count(np.asarray((ratings.codes >= 0).all(axis=1)))
    return "no_full_item" if measure in icc.NAMES and by_all < 2 else "no_variation"


def _of_the_figure(ratings: Ratings, measure: Measure, level: Level, value: float, found: Interval | None) -> list[str]:
    noted = []
    if found and found.low is not None and found.high is not None and found.high - found.low > flags.WIDE:
        noted.append("wide_interval")
    if found and found.low is None:
        noted.append("no_interval")
    if found and found.low is not None and value >= 1 - 1e-12:
        noted.append("one_sided")
    if measure in ("alpha", "kappa", "fleiss") and level == "nominal":
        steady = gwet.coefficient(ratings, "ac").estimate()
        if not isnan(steady) and steady - value > flags.PARTED:
            noted.append("prevalence")
    return noted


def _agreement(
    ratings: Ratings, measure: Measure, level: Level, value: float | None, found: Interval | None, noted: Any, text: str
) -> Agreement:
    return Agreement(
        measure,
        level,
        value,
        found.low if found else None,
        found.high if found else None,
        ratings.n_pairable,
        ratings.count(np.where(ratings.per_item >= 2, ratings.per_item, 0)),
        ratings.n_reviewers,
        tuple(noted),
        f"{text}; {found.method}" if found else text,
        found.design_effect if found else None,
        *(found.below if found else (None, None)),
    )
