"""The figures of a text, in digits of any script or spelled out in English or Arabic, and what they may be worth."""

import re
from dataclasses import dataclass
from functools import lru_cache

from annotator.domain import number_words as words
from annotator.domain.text import normal

_DIGITS = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬", "01234567890123456789.,")
_TOKEN = re.compile(r"(?P<digits>[0-9]+(?:[.,][0-9]+)*)|(?P<word>[^\W\d_]+)")
_BETWEEN = re.compile(r"[ \u00a0\u202f-]*(?:and )?")
_THOUSANDS = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+")
_ARABIC_PREFIX = re.compile(r"[وف]?(?:لل|[بكل]?ال(?!ف)|[بلك])?")
_SCALES = words.ENGLISH_SCALES | words.ARABIC_SCALES
_SPELT = words.ENGLISH | words.ARABIC | words.ARABIC_PAIRS
_ORDINALS = words.ENGLISH_ORDINALS | words.ARABIC_ORDINALS
_KNOWN = frozenset(_SCALES) | frozenset(_SPELT) | frozenset(_ORDINALS)
_ENDINGS = ("st", "nd", "rd", "th", "s")  # 12th, the 1930s: translated by other words
_LONGEST = 16  # code points of a number word


@dataclass(frozen=True)
class Figure:
    """A figure at [start, end). `values`: one, or two where "1.500" may be either."""

    start: int
    end: int
    values: frozenset[float]
    spelt: bool
    loose: bool  # an ordinal, a decade, a nought, a spelt one or two: translations often say them without a number


def written(figure: Figure) -> str:
    """A figure's value in digits; its readings joined by "/" where there are two."""
    return "/".join(f"{value:.15g}" for value in sorted(figure.values))


def figures(text: str) -> list[Figure]:
    """Every figure, in the order of the text."""
    plain = text.translate(_DIGITS)
    tokens = [token for token in _TOKEN.finditer(plain) if token[0] != "and"]
    found: list[Figure] = []
    figure: Figure | None
    at = 0
    while at < len(tokens):
        if tokens[at]["digits"]:
            figure, at = _written(plain, tokens, at)
        else:
            figure, at = _spelt(plain, tokens, at)
        if figure:
            found.append(figure)
    return found


def _written(plain: str, tokens: list[re.Match[str]], at: int) -> tuple[Figure, int]:
    first, values = tokens[at], _readings(tokens[at][0])
    end, at = first.end(), at + 1
    if at < len(tokens) and tokens[at].start() == end and tokens[at][0] in _ENDINGS:
        return Figure(first.start(), tokens[at].end(), values, False, True), at + 1
    while at < len(tokens) and tokens[at]["word"]:
        word = tokens[at][0]
        close = tokens[at].start() == end
        scale = words.SHORT_SCALES.get(word.casefold(), 0) if close else 0
        scale = scale or _SCALES.get(_known(word), 0)
        if not scale or not _BETWEEN.fullmatch(plain, end, tokens[at].start()):
            break
        values = frozenset(value * scale for value in values)
        end, at = tokens[at].end(), at + 1
    return Figure(first.start(), end, values, False, values == {0}), at


def _readings(digits: str) -> frozenset[float]:
    """What digits with stops and commas may mean: both separators are used both ways."""
    found = set()
    if _THOUSANDS.fullmatch(digits):
        found.add(_number(digits.replace(",", "").replace(".", "")))
    if digits.count(".") + digits.count(",") <= 1:
        found.add(_number(digits.replace(",", ".")))
    last = max(digits.rfind("."), digits.rfind(","))
    if not found:  # 1,234.56
        found.add(_number(re.sub("[.,]", "", digits[:last]) + "." + digits[last + 1 :]))
    return frozenset(found)


def _number(digits: str) -> float:
    return float(digits[:300])


def _spelt(plain: str, tokens: list[re.Match[str]], at: int) -> tuple[Figure | None, int]:
    first, word = tokens[at], _known(tokens[at][0])
    if word in _ORDINALS:
        return _ordinal(plain, tokens, at)
    if not word or word in words.VAGUE or word in ("hundred", "thousand"):
        return None, at + 1
    total, part, end = 0, 0, first.start()
    while word and (end == first.start() or _BETWEEN.fullmatch(plain, end, tokens[at].start())):
        step = _joined(part, word)
        if step is None:
            break
        total, part = (total + step, 0) if word in _SCALES and _SCALES[word] > 100 else (total, step)
        end, at = tokens[at].end(), at + 1
        word = _known(tokens[at][0]) if at < len(tokens) and tokens[at]["word"] else ""
    value = total + part
    return Figure(first.start(), end, frozenset({float(value)}), True, value <= 2), at


def _ordinal(plain: str, tokens: list[re.Match[str]], at: int) -> tuple[Figure, int]:
    """An ordinal; in Arabic with its tens: "السادس والثلاثين", "الثانية عشرة"."""
    value, first = _ORDINALS[_known(tokens[at][0])], tokens[at]
    if at + 1 < len(tokens) and _BETWEEN.fullmatch(plain, first.end(), tokens[at + 1].start()):
        tens = words.ARABIC.get(_known(tokens[at + 1][0]), 0)
        if 10 <= tens < 100 and tens % 10 == 0 and value < 10:
            return Figure(first.start(), tokens[at + 1].end(), frozenset({float(value + tens)}), True, True), at + 2
    return Figure(first.start(), first.end(), frozenset({float(value)}), True, True), at + 1


def _joined(part: int, word: str) -> int | None:
    """A part of a number below a thousand with its next word; None where the word begins another number."""
    if word in _SCALES:
        return max(part, 1) * _SCALES[word] if part < 100 or _SCALES[word] > 100 else None
    value = _SPELT.get(word)
    if value is None:
        return None
    units, fits = part % 100, part == 0
    fits |= value < 100 and part >= 100 and units == 0
    fits |= value < 10 and units >= 20 and units % 10 == 0
    fits |= word in words.ARABIC and 1 <= units <= 9 and 10 <= value < 100 and value % 10 == 0
    return part + value if fits else None


@lru_cache(maxsize=65536)
def _known(word: str) -> str:
    """The number word that a word is, in normal form and without what Arabic prefixes; "" where it is none."""
    if len(word) > _LONGEST:
        return ""
    plain = normal(word)
    if plain in _KNOWN:
        return plain
    bare = _ARABIC_PREFIX.sub("", plain, count=1)
    return bare if bare in _KNOWN and "\u0600" <= plain[:1] <= "\u06ff" else ""
