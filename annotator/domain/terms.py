"""What a claim is found by: the stems of its words, and the words' pieces of three and four letters.

Pieces find what stems miss: other endings, transliterated names, typing errors. The figures behind each choice stand in
docs/adr/0012-tantivy-for-look-alikes.md.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

import tantivy

from annotator.domain.text import normal

PIECES = (3, 4)  # letters; the beginning and the end of a word count as one each

_ADDRESS = re.compile(r"https?://\S+|\bpic\.twitter\.com/\S+")
_WORD = re.compile(r"\w+")
# What Arabic writes together with the next word: and, so, by, for, like, the. The stemmer leaves most of it.
_PREFIX = re.compile(r"(?:وال|بال|كال|فال|لل|ال|و(?=\w{3})|[بلف](?=\w{4}))(?=\w{2})")
# Snowball's stemmers, each of which leaves the other's script alone.
_STEMMER = (
    tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.raw())
    .filter(tantivy.Filter.stemmer("arabic"))
    .filter(tantivy.Filter.stemmer("english"))
    .build()
)


def words(text: str) -> list[str]:
    """The words and figures of a text in their normal form, addresses left out."""
    return _WORD.findall(normal(_ADDRESS.sub(" ", text)))


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """The stem of a word in its normal form, Arabic or English; of other languages mostly the word itself."""
    return str(_STEMMER.analyze(_PREFIX.sub("", word, count=1) if _PREFIX.match(word) else word)[0])


@lru_cache(maxsize=100_000)
def pieces(word: str) -> tuple[str, ...]:
    """The pieces of a word, "_" for its ends."""
    whole = f"_{word}_"
    return tuple(whole[at : at + size] for size in PIECES for at in range(max(1, len(whole) - size + 1)))


def stems_of(found: Iterable[str]) -> list[str]:
    """The stems of words, in their order."""
    return [stem(word) for word in found]


def pieces_of(found: Iterable[str]) -> list[str]:
    """The pieces of words, in their order."""
    return [piece for word in found for piece in pieces(word)]
