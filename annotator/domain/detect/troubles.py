"""What looks wrong in a translation by itself: marks, spaces, doubled words, words left in Latin letters."""

import itertools
import re
from collections.abc import Iterator

from annotator.domain.abbreviations import LETTER_NAMES
from annotator.domain.detect.hint import Hint, Word, words
from annotator.domain.detect.lists import MAY_DOUBLE
from annotator.domain.detect.marks import marks
from annotator.domain.text import RIGHT_TO_LEFT, normal

_SPACE = re.compile(r"(?<=[^\s.,،؛;])([ \t\u00a0\u202f]+)([،,؛;.])(?![.\w])")
_FRENCH = re.compile(r"(?<=[^\s.,])([ \t\u00a0\u202f]+)([,.])(?![.\w])")  # which sets a space before ; itself
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S{1,64}@\S+|[@#]\w+|(?<![\w-])[\w-]{1,63}\.[a-z]{2,4}\b")
_LATIN = re.compile(r"[A-Za-z\u00c0-\u024f][A-Za-z\u00c0-\u024f'’-]*")
_BETWEEN = re.compile(r"[ \u00a0]+(?:(?:&|of|the|and)[ \u00a0]+)?")
_GLOSS = re.compile(r"[(\[][^()\[\]]{0,80}$")
_CLOSED = re.compile(r"[^()\[\]]{0,80}[)\]]")
_LOWER = 3  # letters of a small word that is no unit or particle of a name
_LOOK_BACK = 81
_NO_SLIP = MAY_DOUBLE | {normal(name) for name in LETTER_NAMES}  # BBC and CNN spell letters twice


def troubles(text: str, language: str) -> list[Hint]:
    """The hints of a text in the order of their places."""
    found = [*marks(text), *_spaces(text, language), *_doubled(words(text), text)]
    if language.lower().split("-")[0] in RIGHT_TO_LEFT:
        found += _untranslated(text)
    return sorted(found, key=lambda hint: (hint.start, hint.end, hint.kind))


def _spaces(text: str, language: str) -> Iterator[Hint]:
    pattern = _FRENCH if language.lower().startswith("fr") else _SPACE
    for match in pattern.finditer(text):
        yield Hint("space_before", match.start(), match.end(), match[2])


def _doubled(found: list[Word], text: str) -> Iterator[Hint]:
    """The same word twice with only a space between; not where it is doubled for weight, nor names like Duran Duran."""
    for one, other in itertools.pairwise(found):
        gap = text[one.end : other.start]
        same = one.text.casefold() == other.text.casefold() and len(one.text) > 1
        name = other.text[0].isupper() and other.text[1:2].islower()
        if same and gap.isspace() and not (name or one.text[0].isdigit() or set(one.forms) & _NO_SLIP):
            yield Hint("doubled", one.start, other.end, other.text)


def _untranslated(text: str) -> Iterator[Hint]:
    """Runs of Latin words in a text of other letters.

    Not said of acronyms and lone names (BBC, Netflix, F-16), which are written so in print, of addresses, and of what
    stands in brackets behind its translation.
    """
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    taken = 0
    for start, end, run in _runs(text):
        while taken < len(addresses) and addresses[taken][1] <= start:
            taken += 1
        if taken < len(addresses) and addresses[taken][0] < end:
            continue
        real = [word for word in run if not word.isupper() and not _beside_digit(text, start, end)]
        telling = len(real) > 1 or any(word[0].islower() and len(word) >= _LOWER for word in real)
        if telling and not _is_gloss(text, start, end):
            yield Hint("untranslated", start, end, text[start:end])


def _runs(text: str) -> Iterator[tuple[int, int, list[str]]]:
    start, end, run = 0, 0, list[str]()
    for match in _LATIN.finditer(text):
        if run and _BETWEEN.fullmatch(text, end, match.start()):
            run.append(match[0])
        else:
            if run:
                yield start, end, run
            start, run = match.start(), [match[0]]
        end = match.end()
    if run:
        yield start, end, run


def _beside_digit(text: str, start: int, end: int) -> bool:
    around = text[max(0, start - 1) : start] + text[end : end + 1]
    return any(character.isdigit() for character in around)


def _is_gloss(text: str, start: int, end: int) -> bool:
    return bool(_GLOSS.search(text[max(0, start - _LOOK_BACK) : start]) and _CLOSED.match(text, end))
