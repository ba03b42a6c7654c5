"""Scores of a translation from its issues. Higher is worse.

The weighted sum and its rate per 100 words follow Freitag et al. 2021 (arXiv 2104.14478) and MQM 2.0.
"""

from collections.abc import Iterable

from annotator.domain.records import Issue
from annotator.domain.scheme import Scheme


def penalty(issues: Iterable[Issue], scheme: Scheme, preset: str) -> float:
    """The sum of the issues' weights, rounded to what weights can add up to, so that 3 × 0.1 is 0.3."""
    return round(sum(scheme.weight(preset, issue.category, issue.severity) for issue in issues), 6)


def per_100_words(penalty: float, words: int) -> float | None:
    """The penalty of 100 words; None where there are no words."""
    return round(penalty * 100 / words, 6) if words else None


def count_words(text: str) -> int:
    """Runs without white space."""
    return len(text.split())
