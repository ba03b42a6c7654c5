"""In what a sentence differs from a known claim, word by word: figures, negations, names, other words.

A verdict hangs on exactly these: a claim of thirteen dead and one of thirty are near to each other and not the same.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from typing import Literal

from rapidfuzz.distance import Indel

from annotator.domain.terms import stem
from annotator.domain.text import normal

Kind = Literal["figure", "negation", "name", "word"]
KINDS: tuple[Kind, ...] = ("figure", "negation", "name", "word")  # the gravest first

_MARKS = r"\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u2060-\u2064"  # within words
_TOKEN = re.compile(rf"\d+(?:[.,٫٬]\d+)*|\w[\w{_MARKS}]*(?:['’]\w+)*")
_THOUSANDS = re.compile(r"[,٬](?=\d{3}(?!\d))")
_NUMBERS = frozenset(
    "one two three four five six seven eight nine ten eleven twelve twenty thirty forty fifty hundred hundreds "
    "thousand thousands million millions billion billions half third quarter double "
    "واحد اثنان اثنين ثلاثه ثلاث اربعه اربع خمسه خمس سته ست سبعه سبع ثمانيه ثماني تسعه تسع عشره عشر عشرون عشرين "
    "ثلاثون ثلاثين اربعون اربعين خمسون خمسين مايه ميه ميات الف الفان الفين الاف مليون مليونا ملايين مليار مليارا "
    "مليارات نصف ثلث ربع ضعف".split()
)
_NEGATIONS = frozenset(
    "not no never none nobody nothing neither nor without cannot deny denies denied "
    "لا لم لن ليس ليست ليسوا لست غير بدون دون بلا نفي ينفي تنفي نفت عدم".split()
)
_AND = re.compile(r"[وف](?=\w{2})")  # and, so: written together with the negation
_TITLES = frozenset(
    "mr mrs ms dr president minister senator governor king queen prince general judge sheikh "
    "السيد السيده الدكتور الدكتوره الرييس رييس رييسه الوزير وزير وزيره الملك الملكه الامير الشيخ اللواء العميد القاضي "
    "النايب المتحدث المتحدثه الناطق مدير المدير".split()
)
_NEVER_NAMES = frozenset("ان انه انها في من علي الي عن مع قد لم لا لن ليس و هو هي الذي التي قال".split())


@dataclass(frozen=True)
class Difference:
    """What the sentence has at [start, end) and the known claim at [known_start, known_end), in code points.

    Where one of them has nothing there, its range is empty: the place where the other's word is missing.
    """

    kind: Kind
    text: str
    start: int
    end: int
    known: str
    known_start: int
    known_end: int


@dataclass(frozen=True)
class _Token:
    start: int
    end: int
    key: str  # what makes it the same word: a figure's value, else a stem
    kind: Kind


def differences(sentence: str, known: str) -> list[Difference]:
    """Where the two differ, in the order of the sentence. Spelling variants, digits and endings make no difference.

    A word that the other has in another place is no difference; a figure, a negation or a name there is one.
    """
    mine, theirs = _tokens(sentence), _tokens(known)
    spare_mine, spare_theirs = _moved(mine, theirs)
    found = []
    for one, other, at, known_at in _aligned(mine, theirs):
        one = None if one in spare_mine else one
        other = None if other in spare_theirs else other
        if one or other:
            found.append(_difference(sentence, known, one, other, at, known_at))
    return _lone_figures_paired(found)


def _lone_figures_paired(found: list[Difference]) -> list[Difference]:
    """Where each has one figure without a partner, these stand for each other, however the words are ordered."""
    ours = [one for one in found if one.kind == "figure" and not one.known]
    theirs = [one for one in found if one.kind == "figure" and not one.text]
    if len(ours) != 1 or len(theirs) != 1:
        return found
    (mine,), (other,) = ours, theirs
    if normal(mine.text) == normal(other.known):
        return found  # the same figure said of something else
    pair = replace(mine, known=other.known, known_start=other.known_start, known_end=other.known_end)
    return [pair if one is mine else one for one in found if one is not other]


def _difference(
    sentence: str, known: str, one: _Token | None, other: _Token | None, at: int, known_at: int
) -> Difference:
    start, end = (one.start, one.end) if one else (at, at)
    known_start, known_end = (other.start, other.end) if other else (known_at, known_at)
    kind = min((token.kind for token in (one, other) if token), key=KINDS.index)
    return Difference(kind, sentence[start:end], start, end, known[known_start:known_end], known_start, known_end)


def _aligned(
    mine: Sequence[_Token], theirs: Sequence[_Token]
) -> Iterator[tuple[_Token | None, _Token | None, int, int]]:
    """The tokens that don't match, in pairs where one stands for the other, and the places reached in the texts."""
    blocks = Indel.opcodes([token.key for token in mine], [token.key for token in theirs]).as_matching_blocks()
    i = j = 0
    for block in blocks:  # the last one is empty and at the ends
        at = mine[i - 1].end if i else 0
        known_at = theirs[j - 1].end if j else 0
        for one, other in _paired(mine[i : block.a], theirs[j : block.b]):
            yield one, other, one.start if one else at, other.start if other else known_at
            at = one.end if one else at
        i, j = block.a + block.size, block.b + block.size


def _paired(ours: Sequence[_Token], others: Sequence[_Token]) -> list[tuple[_Token | None, _Token | None]]:
    """Figures stand for figures, names for names, and so on, each in their order; what is left over stands alone."""
    pairs: list[tuple[_Token | None, _Token | None]] = []
    for kind in KINDS:
        pairs += zip_longest((one for one in ours if one.kind == kind), (one for one in others if one.kind == kind))
    alone = [pair for pair in pairs if pair[0] is None]
    return [*alone, *sorted((pair for pair in pairs if pair[0]), key=lambda pair: pair[0].start if pair[0] else 0)]


def _moved(mine: Sequence[_Token], theirs: Sequence[_Token]) -> tuple[set[_Token], set[_Token]]:
    """The plain words on each side that the other has as well, only in another place."""
    alone = list(_aligned(mine, theirs))
    ours = [one for one, *_ in alone if one and one.kind == "word"]
    others = [other for _, other, *_ in alone if other and other.kind == "word"]
    common = Counter(token.key for token in ours) & Counter(token.key for token in others)
    return _taken(ours, common), _taken(others, common)


def _taken(tokens: Sequence[_Token], common: Counter[str]) -> set[_Token]:
    left, taken = Counter(common), set()
    for token in tokens:
        if left[token.key]:
            left[token.key] -= 1
            taken.add(token)
    return taken


def _tokens(text: str) -> list[_Token]:
    found = list(_TOKEN.finditer(text))
    names = _names(text, found)
    return [_token(match, index in names) for index, match in enumerate(found)]


def _token(match: re.Match[str], name: bool) -> _Token:
    plain = normal(match[0]).replace("’", "'")
    if match[0][0].isdecimal():
        return _Token(*match.span(), _THOUSANDS.sub("", plain).replace("٫", "."), "figure")
    kind: Kind = "word"
    if plain in _NUMBERS:
        kind = "figure"
    elif plain in _NEGATIONS or _AND.sub("", plain, count=1) in _NEGATIONS or plain.endswith("n't"):
        kind = "negation"
    elif name:
        kind = "name"
    return _Token(*match.span(), stem(plain) if kind in ("word", "name") and plain else plain, kind)


def _names(text: str, found: Sequence[re.Match[str]]) -> set[int]:
    """The places of tokens that are names: capitals within a sentence, or what follows a title."""
    names: set[int] = set()
    for index, match in enumerate(found):
        if match[0][0].isupper() and not _begins(text, match.start()):
            names.add(index)
        if normal(match[0]) in _TITLES:
            names |= _after_title(found, index)
    written = {found[index][0] for index in names}
    return names | {index for index, match in enumerate(found) if match[0] in written}


def _after_title(found: Sequence[re.Match[str]], title: int) -> set[int]:
    """The next two words that can be a name; behind an Arabic title there may be adjectives with an article first."""
    names: set[int] = set()
    for index in range(title + 1, min(title + 5, len(found))):
        word = found[index][0]
        plain = normal(word)
        if plain in _NEVER_NAMES or word[0].isdecimal() or (word.isascii() and word.islower()) or len(names) == 2:
            break
        if not plain.startswith("ال") and plain not in _TITLES:
            names.add(index)
    return names


def _begins(text: str, start: int) -> bool:
    """Whether a sentence begins here, where a capital says nothing."""
    before = text[:start].rstrip(" \t\"'“”«»([")
    return not before or before[-1] in ".!?؟:\n"
