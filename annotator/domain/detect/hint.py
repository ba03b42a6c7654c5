"""A hint, and the words of a text."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain.text import normal

_WORD = re.compile(r"[^\W_]+(?:[\u064b-\u0652\u0670]+[^\W_]*)*(?:['’][^\W\d_]+)*")
_PARTICLE = re.compile(r"[وف](?=..)")
_PREFIX = re.compile(r"[وف]?(?:لل|[بكل]?ال|[بلك])?(?=..)")
_LONGEST = 40  # code points of a word that a list may know


@dataclass(frozen=True)
class Hint:
    """Something worth a look at [start, end), in code points; never a judgement.

    The reason is worded in the strings' section `hint`; `about` fills its gap, mostly with what the source has.
    """

    kind: str
    start: int
    end: int
    about: str = ""

    @property
    def reason(self) -> str:
        """The key of its wording."""
        return f"hint.{self.kind}"


@dataclass(frozen=True)
class Word:
    """A word at [start, end), as it stands and as lists know it: in normal form, with and without Arabic prefixes."""

    start: int
    end: int
    text: str
    forms: tuple[str, ...]


def words(text: str) -> list[Word]:
    """The words of a text in order; a number is one too."""
    return [Word(match.start(), match.end(), match[0], forms(match[0])) for match in _WORD.finditer(text)]


@lru_cache(maxsize=65536)
def forms(word: str) -> tuple[str, ...]:
    """A word in normal form; in Arabic also without "and", and without the article and prepositions."""
    if len(word) > _LONGEST:
        return (word,)
    plain = normal(word)
    if not "\u0600" <= plain[:1] <= "\u06ff":
        return (plain,)
    return tuple(dict.fromkeys((plain, _PARTICLE.sub("", plain, count=1), _PREFIX.sub("", plain, count=1))))


def listed(word: Word, known: frozenset[str] | Mapping[str, object]) -> str:
    """The form of a word that a list knows; "" where it knows none."""
    return next((form for form in word.forms if form in known), "")


def phrases(found: list[Word], known: frozenset[str]) -> Iterator[tuple[int, int]]:
    """The ranges of words, alone or two together, that a list of words and phrases knows."""
    for index, word in enumerate(found):
        pair = found[index + 1 : index + 2]
        if pair and pair[0].start - word.end <= 2 and any(f"{form} {pair[0].forms[0]}" in known for form in word.forms):
            yield word.start, pair[0].end
        elif listed(word, known):
            yield word.start, word.end
