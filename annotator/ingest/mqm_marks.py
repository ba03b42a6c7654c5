"""`<v>…</v>` in a cell: the text without the tags and the span between them; and one text for all rows of an item."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Span = tuple[int, int]
_TAG = re.compile(r"</?v>")
_VARIANTS = 100  # texts of one item that are looked at, the commonest; published files have a handful


@dataclass(frozen=True, slots=True)
class Marked:
    """A text and what is marked in it: [start, end) in code points, start == end for an empty mark."""

    text: str
    span: Span | None
    faults: tuple[str, ...] = ()

    @property
    def quote(self) -> str:
        """The marked text."""
        return self.text[self.span[0] : self.span[1]] if self.span else ""


def read_marks(cell: str) -> Marked:
    """The text and its one span. A row is one error: of several marks it spans from the first to the last.

    A mark that is never closed runs to the end of the text, one that is never opened begins where the text does.
    """
    if "v>" not in cell:
        return Marked(cell, None)
    pieces, places, last = [], [], 0
    removed = 0
    for tag in _TAG.finditer(cell):
        pieces.append(cell[last : tag.start()])
        places.append((tag.start() - removed, tag[0] == "<v>"))
        removed += len(tag[0])
        last = tag.end()
    if not places:
        return Marked(cell, None)
    text = "".join(pieces) + cell[last:]
    start = places[0][0] if places[0][1] else 0
    end = len(text) if places[-1][1] else places[-1][0]
    return Marked(text, (start, end), tuple(_faults(places, start == end)))


def _faults(places: Sequence[tuple[int, bool]], empty: bool) -> list[str]:
    opened = sum(opens for _, opens in places)
    faults = ["marks_several"] if max(opened, len(places) - opened) > 1 else []
    if places[-1][1] or opened * 2 > len(places):
        faults.append("mark_unclosed")
    if not places[0][1] or opened * 2 < len(places):
        faults.append("mark_unopened")
    return [*faults, "mark_empty"] if empty else faults


def one_text(variants: Sequence[Marked]) -> str:
    """The text of an item whose rows have several: the one in which the most marks stand as their rows have them.

    Of those the longest, so that a space at the end that somebody marked is there.
    """
    texts = [text for text, _ in Counter(marked.text for marked in variants).most_common(_VARIANTS)]
    if len(texts) == 1:
        return texts[0]
    own = [marked for marked in variants if marked.span]
    return max(texts, key=lambda text: (sum(_stands(marked, text) for marked in own), len(text)))


def differ(first: str, second: str) -> bool:
    """Whether two texts differ beyond white space."""
    return first != second and "".join(first.split()) != "".join(second.split())


Placing = Literal["same", "spaces", "quote", "whole"]


def placed(marked: Marked, text: str) -> tuple[Span, Placing]:
    """The mark of a row in the text of its item, and how it was found there."""
    assert marked.span is not None
    if _stands(marked, text):
        return marked.span, "same"
    if not differ(marked.text, text):
        return _over_spaces(marked, text), "spaces"
    start = _nearest(text, marked.quote, marked.span[0])
    return ((0, len(text)), "whole") if start is None else ((start, start + len(marked.quote)), "quote")


def _stands(marked: Marked, text: str) -> bool:
    end = marked.span[1] if marked.span else 0
    return text[:end] == marked.text[:end]


def _over_spaces(marked: Marked, text: str) -> Span:
    """The same visible characters, where white space alone differs."""
    start, end = marked.span or (0, 0)
    before, until = len("".join(marked.text[:start].split())), len("".join(marked.text[:end].split()))
    visible = [place for place, character in enumerate(text) if not character.isspace()]
    first = visible[before] if before < len(visible) else len(text)
    return (first, visible[until - 1] + 1) if until > before else (first, first)


def _nearest(text: str, quote: str, around: int) -> int | None:
    """Where a quote stands, as near as can be to a place; None where it doesn't, or there is nothing to find."""
    if not quote:
        return None
    after, before = text.find(quote, around), text.rfind(quote, 0, around + len(quote))
    found = [place for place in (before, after) if place >= 0]
    return min(found, key=lambda place: abs(place - around), default=None)
