"""Dates: with a month's name, in figures, a year, a weekday."""

import re
from collections.abc import Iterator

from annotator.domain.detect.hint import Hint, Word, listed
from annotator.domain.detect.lists import AMBIGUOUS_MONTHS, MONTHS, NEEDS_DAY, WEEKDAYS

_FIGURES = re.compile(r"(?<!\w)(?:\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d{1,2}-\d{1,2})(?!\w)")
_YEAR = re.compile(r"(?<![\w.,/-])(?:19|20)\d\d(?![\w/-]|[.,]\d)|(?<![\w.,/-])(?:١٩|٢٠)[٠-٩]{2}(?!\w)")
_APART = 3  # code points between the parts of a date


def dates(text: str, found: list[Word]) -> Iterator[Hint]:
    """The dates of a text; parts of one that touch are given each."""
    for pattern in (_FIGURES, _YEAR):
        for match in pattern.finditer(text):
            yield Hint("date", match.start(), match.end())
    for start, end, _ in months(found):
        yield Hint("date", start, end)
    for start, end, _ in weekdays(found):
        yield Hint("date", start, end)


def months(found: list[Word], *, sure: bool = True) -> list[tuple[int, int, int]]:
    """Months by name as (start, end, number from 1), with the day or year beside them.

    Unless they must be `sure`, words that may be a month are taken for one.
    """
    named = []
    for index, word in enumerate(found):
        pair = found[index + 1 : index + 2]
        both = next((f"{form} {other.forms[0]}" for other in pair for form in word.forms), "")
        name, end = (both, pair[0].end) if both in MONTHS else (listed(word, MONTHS), word.end)
        if not name:
            continue
        start, end = _with_day(found, index, end)
        lone = (start, end) == (word.start, word.end)
        if not sure or not lone or name not in AMBIGUOUS_MONTHS or (name == "may" and _in(found, index)):
            named.append((start, end, MONTHS[name]))
    return named


def weekdays(found: list[Word], *, sure: bool = True) -> list[tuple[int, int, int]]:
    """Weekdays as (start, end, number from 0 for Monday)."""
    named = []
    for index, word in enumerate(found):
        name = listed(word, WEEKDAYS)
        behind_day = index > 0 and "يوم" in found[index - 1].forms
        if name and (not sure or name not in NEEDS_DAY or behind_day):
            named.append((word.start, word.end, WEEKDAYS[name]))
    return named


def _with_day(found: list[Word], index: int, end: int) -> tuple[int, int]:
    start = found[index].start
    if index and found[index - 1].text[0].isdigit() and start - found[index - 1].end <= _APART:
        start = found[index - 1].start
    for word in found[index + 1 : index + 4]:
        if word.text.isdigit() and 0 <= word.start - end <= _APART:
            end = word.end
    return start, end


def _in(found: list[Word], index: int) -> bool:
    return found[index].text == "May" and index > 0 and found[index - 1].forms[0] in ("in", "since", "until", "by")
