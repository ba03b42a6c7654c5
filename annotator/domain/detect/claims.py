"""Cues that a sentence holds a checkable claim, and a score that adds them up."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate, pairwise

from annotator.domain.detect import lists
from annotator.domain.detect.dates import dates
from annotator.domain.detect.hint import Hint, Word, listed, phrases, words
from annotator.domain.detect.money import money
from annotator.domain.figures import Figure, figures

WEIGHTS = {
    "percentage": 0.35,
    "money": 0.35,
    "toll": 0.35,
    "figure": 0.25,
    "comparison": 0.25,
    "attribution": 0.2,
    "date": 0.15,
    "name": 0.1,
    "opinion": -0.3,
    "first_person": -0.2,
    "question": -0.3,
}
"""What a sort of cue adds to a sentence's score, however often it occurs in it."""

_PERCENT = re.compile(r"\s?(?:[%٪]|per ?cent\b|percentage points?\b|(?:في|ب)\s?(?:ال)?(?:مئة|مائة|مية)(?!\w))", re.I)
_ARTICLE = re.compile(r"[وف]?(?:[بك]?ال|لل)")
_NEAR = 6  # words between a figure and what makes it a toll
_CAPITALS = re.compile(r"(?<!\w)[A-Z][\w’'-]*(?: (?:(?:of|the|al-|bin|de|van) )?[A-Z][\w’'-]*)*")


@dataclass(frozen=True)
class Checkability:
    """How much speaks for a sentence holding something to check, 0 to 1, and the weight that each sort of cue gave."""

    score: float
    parts: dict[str, float]


def checkability(text: str) -> Checkability:
    """The score of one sentence: the sum of its cues' weights, kept between 0 and 1."""
    found = {hint.kind for hint in cues(text)}
    parts = {kind: weight for kind, weight in WEIGHTS.items() if kind in found}
    return Checkability(round(min(1.0, max(0.0, sum(parts.values()))), 2), parts)


def cues(text: str) -> list[Hint]:
    """The cues of one sentence, in order; a figure that is a percentage, money, a toll or a date is only that."""
    found, numbers = words(text), figures(text)
    special = [*_percentages(text, numbers), *money(text, numbers), *dates(text, found), *_tolls(found, numbers)]
    plain = [Hint("figure", figure.start, figure.end) for figure in _outside(numbers, special) if not figure.loose]
    rest = [*_listed(found), *_names(text, found), *_question(text)]
    return sorted({*special, *plain, *rest}, key=lambda hint: (hint.start, hint.end, hint.kind))


def _outside(numbers: list[Figure], special: list[Hint]) -> list[Figure]:
    """The figures that no special cue covers."""
    taken = sorted((hint.start, hint.end) for hint in special)
    starts, reaches = [start for start, _ in taken], [0, *accumulate((end for _, end in taken), max)]
    return [figure for figure in numbers if reaches[bisect_right(starts, figure.start)] < figure.end]


def _percentages(text: str, numbers: list[Figure]) -> Iterator[Hint]:
    for figure in numbers:
        if sign := _PERCENT.match(text, figure.end):
            yield Hint("percentage", figure.start, sign.end())


def _tolls(found: list[Word], numbers: list[Figure]) -> Iterator[Hint]:
    """A figure with a word of death, harm or arrest close by."""
    harms = [index for index, word in enumerate(found) if listed(word, lists.TOLL)]
    ends = [word.end for word in found]
    for figure in numbers:
        at = bisect_right(ends, figure.start)
        near = harms[bisect_left(harms, at - _NEAR) : bisect_right(harms, at + _NEAR)]
        if near and not figure.loose and not 1900 <= min(figure.values) <= 2100:
            word = found[min(near, key=lambda index: abs(index - at))]
            yield Hint("toll", min(word.start, figure.start), max(word.end, figure.end))


def _listed(found: list[Word]) -> Iterator[Hint]:
    for index, word in enumerate(found):
        reach = next((other for other in found[index + 1 : index + _NEAR] if other.forms[0] == "than"), None)
        if reach and word.forms[0] in ("more", "less", "fewer"):
            yield Hint("comparison", word.start, reach.end)
    for kind, known in (
        ("attribution", lists.ATTRIBUTION),
        ("comparison", lists.COMPARISON),
        ("opinion", lists.OPINION),
        ("first_person", lists.FIRST_PERSON),
    ):
        for start, end in phrases(found, known):
            yield Hint(kind, start, end)


def _names(text: str, found: list[Word]) -> Iterator[Hint]:
    """Capitalised words, but for a lone one that begins the sentence; in Arabic what follows a title or a "city of"."""
    for match in _CAPITALS.finditer(text):
        parts = [part.casefold() for part in match[0].split()]
        begins = not text[: match.start()].strip(" \"'“«(")
        if any(part not in lists.COMMON_CAPITALS for part in parts[1 if begins else 0 :]) and len(match[0]) > 2:
            yield Hint("name", match.start(), match.end())
    for word, following in pairwise(found):
        if following.start - word.end == 1 and _entitles(word):
            yield Hint("name", word.start, following.end)


def _entitles(word: Word) -> bool:
    """An Arabic title; a body or a place only without its article: "وزارة الأشغال", but not "الوزارة لم"."""
    if not "\u0600" <= word.text[0] <= "\u06ff":
        return False
    known = listed(word, lists.TITLES) or (listed(word, lists.BODIES) and not _ARTICLE.match(word.forms[0]))
    return bool(known)


def _question(text: str) -> Iterator[Hint]:
    end = len(text.rstrip(" \"”»'’\u200f\u200e"))
    if end and text[end - 1] in "?؟":
        yield Hint("question", end - 1, end)
