"""What a sentence and its translation have in common whatever the languages: figures, names, and punctuation."""

import re
from collections.abc import Iterator
from functools import lru_cache

from annotator.domain.figures import figures
from annotator.domain.skeleton import skeletons

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_PUNCTUATION = {"?": "?", "؟": "?", "？": "?", "!": "!", "%": "%", "٪": "%", "$": "$", "€": "€", ";": ";", "؛": ";"}
_QUOTES = re.compile('["“”«»„]')
_LONGEST = 24  # code points of a word that may be a name


def anchors(text: str) -> frozenset[str]:
    """The anchors of a sentence: "=30" a figure, "~BTN" a name by its skeleton, "oslo" Latin letters, "?" a mark."""
    return frozenset(_anchors(text))


def _anchors(text: str) -> Iterator[str]:
    for figure in figures(text):
        if not figure.loose:
            yield from (f"={value:g}" for value in figure.values)
    for match in _WORD.finditer(text):
        yield from _of_word(match[0])
    yield from (_PUNCTUATION[letter] for letter in text if letter in _PUNCTUATION)
    if _QUOTES.search(text):
        yield '"'
    if ":" in text:
        yield ":"


@lru_cache(maxsize=65536)
def _of_word(word: str) -> tuple[str, ...]:
    return tuple(_forms(word))


def _forms(word: str) -> Iterator[str]:
    if len(word) > _LONGEST:
        return
    if not _has_case(word):
        yield from (f"~{one}" for one in skeletons(word))
        if word.isascii():
            yield word
    elif word[0].isupper():
        yield from (f"~{one}" for one in skeletons(word.removesuffix("'s").removesuffix("’s")))
        yield word.casefold()
    else:
        yield word


def _has_case(word: str) -> bool:
    return word[0].upper() != word[0].lower()
