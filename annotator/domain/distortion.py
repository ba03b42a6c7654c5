"""What translation errors did to claims, counted: how many rest on one, by category, damage, system and outlet."""

from collections import defaultdict
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from typing import Literal

By = Literal["all", "category", "kind", "system", "publisher"]
_OF_ERRORS: tuple[By, ...] = ("category", "kind")
_OF_ARTICLES: tuple[By, ...] = ("system", "publisher")
SERIOUS = ("major", "critical")
FALSE_ONLY, TRUE_ONLY = "false_only_in_translation", "true_only_in_translation"


@dataclass(frozen=True)
class Error:
    """An issue that distorts a claim, and what it damages in it."""

    severity: str
    category: str
    kind: str


@dataclass(frozen=True)
class Case:
    """A claim with the errors that distort it. `difference`: how its two verdicts differ."""

    system: str
    publisher: str
    difference: str | None
    errors: tuple[Error, ...]

    @property
    def serious(self) -> tuple[Error, ...]:
        return tuple(error for error in self.errors if error.severity in SERIOUS)


@dataclass(frozen=True)
class Count:
    """One group of claims. `label` is "" for all of them, and for what names no system or outlet.

    `share` is `serious` / `claims`; for a category or a kind of damage it is of all claims.
    """

    by: By
    label: str
    claims: int
    distorted: int
    serious: int
    share: float | None
    false_only: int
    true_only: int


def counts(cases: Sequence[Case]) -> list[Count]:
    """Every group: all claims; by category and kind of damage; by system and outlet, the most serious first."""
    found = [_count("all", "", cases, len(cases), None)]
    for by in _OF_ERRORS:
        groups = _by_error(cases, by)
        found += _in_order(_count(by, label, group, len(cases), label) for label, group in groups.items())
    for by in _OF_ARTICLES:
        groups = defaultdict(list)
        for case in cases:
            groups[getattr(case, by)].append(case)
        found += _in_order(_count(by, label, group, len(group), None) for label, group in groups.items())
    return found


def _by_error(cases: Iterable[Case], by: str) -> dict[str, list[Case]]:
    """The claims that an error of each category, or damage of each kind, distorts; a claim once in each."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in cases:
        for label in dict.fromkeys(getattr(error, by) for error in case.errors):
            found[label].append(case)
    return found


def _count(by: By, label: str, cases: Sequence[Case], of: int, only: str | None) -> Count:
    """`only`: errors of this category or kind alone make a claim distorted here."""
    serious = sum(bool(_of(case.serious, by, only)) for case in cases)
    return Count(
        by,
        label,
        len(cases),
        sum(bool(_of(case.errors, by, only)) for case in cases),
        serious,
        round(serious / of, 6) if of else None,
        sum(case.difference == FALSE_ONLY for case in cases),
        sum(case.difference == TRUE_ONLY for case in cases),
    )


def _of(errors: Iterable[Error], by: str, only: str | None) -> list[Error]:
    return [error for error in errors if only is None or getattr(error, by) == only]


def _in_order(found: Iterable[Count]) -> list[Count]:
    return sorted(found, key=lambda one: (-one.serious, -one.distorted, -one.claims, one.label))


def only_in_translation(difference: str | None, wanted: Set[str] = frozenset({FALSE_ONLY, TRUE_ONLY})) -> bool:
    """Whether a claim is false, or true, in the translation alone."""
    return difference in wanted
