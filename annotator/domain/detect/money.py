"""Sums of money: a figure with a currency before or behind it."""

import re
from collections.abc import Iterator

from annotator.domain.detect.hint import Hint, forms
from annotator.domain.detect.lists import CURRENCIES
from annotator.domain.figures import Figure

_BEFORE = re.compile(r"(?:US)?[$€£¥₪]\s?$")
_BEHIND = re.compile(r"\s?([$€£¥₪])|\s?([^\W\d_]+)(?:\s([^\W\d_]+))?")
_LOOK_BACK = 4  # code points


def money(text: str, numbers: list[Figure]) -> Iterator[Hint]:
    """The sums of a text. `about` is the currency."""
    for figure in numbers:
        before = _BEFORE.search(text[max(0, figure.start - _LOOK_BACK) : figure.start])
        if before:
            yield Hint("money", figure.start - len(before[0]), figure.end, CURRENCIES[before[0].strip()[-1]])
        elif behind := _BEHIND.match(text, figure.end):
            yield from _behind(figure, behind)


def _behind(figure: Figure, behind: re.Match[str]) -> Iterator[Hint]:
    for group in (1, 2, 3):
        currency = next((CURRENCIES[form] for form in forms(behind[group] or "") if form in CURRENCIES), "")
        if currency:
            yield Hint("money", figure.start, behind.end(group), currency)
            return
