"""Names that the eye can't tell apart, in the manner of Unicode's "skeletons" (UTS 39), with a table of our own.

The table holds what a name is likely to be faked with: Cyrillic, Greek, Armenian and Hebrew letters that look Latin,
Arabic letters and figures that look like others, dashes and apostrophes. Widths, presentation forms, vowel signs and
accents are made equal by `normal`.
"""

import re
import unicodedata

from annotator.domain.invisible import invisible
from annotator.domain.text import normal

_LOOKS = {  # capitals stand apart from small letters where the two look like different letters
    "a": "аɑαΑ",
    "b": "вВьЬΒβ",
    "c": "сϲᴄ",
    "d": "ԁ",
    "e": "еΕεҽ",
    "f": "ƒք",
    "g": "ɡց",
    "h": "һнНΗհ",
    "i": "іιıɩ",
    "j": "јյϳ",
    "k": "кКκΚᴋ",
    "l": "I1|ІΙӀӏǀוןا١۱",
    "m": "мМΜᴍ",
    "n": "пηΝոռ",
    "o": "0оΟοօס٥۵ه",
    "p": "рρΡ",
    "q": "ԛգ",
    "r": "гᴦ",
    "s": "ѕꜱ",
    "t": "тТτΤᴛ",
    "u": "υսʋμ",
    "v": "νѵᴠ",
    "w": "ԝωաѡᴡ",
    "x": "хχΧ×",
    "y": "уүγΥ",
    "z": "ᴢΖζ",
    "3": "зЗӡȝ",
    "ه": "ہھە",
    "ك": "ڪ",
    "-": "‐‑‒–—―−",
    "'": "’‘ʼ′´`ʹ",
    "·": "•∙⋅・",
}
_TABLE = {ord(look): plain for plain, looks in _LOOKS.items() for look in looks}
_PAIRS = (("rn", "m"), ("vv", "w"))
_MOST_MARKS = 3  # on one letter: a doubled one, its vowel and a dagger alef
_MARKS = ("Mn", "Me")
_ACCENTS = re.compile(r"[\u0300-\u036f]")


def skeleton(name: str) -> str:
    """What the eye keeps of a name: names of one skeleton can't be told apart."""
    drawn = unicodedata.normalize("NFD", unicodedata.normalize("NFKC", name)).translate(_TABLE)
    plain = _without_marks(normal(drawn).translate(_TABLE)).translate(_TABLE)
    for pair, one in _PAIRS:
        plain = plain.replace(pair, one)
    return "".join(plain.split())


def alike(one: str, other: str) -> bool:
    """Whether two names are the same, or look it."""
    return normal(one) == normal(other) or skeleton(one) == skeleton(other)


def hides(name: str) -> bool:
    """Whether a name holds characters that nobody sees, or piles marks on a letter."""
    piled = 0
    for character in unicodedata.normalize("NFD", name):
        piled = piled + 1 if unicodedata.category(character) in _MARKS else 0
        if piled > _MOST_MARKS:
            return True
    return bool(invisible(name)) or "\u2800" in name  # an empty cell of Braille


def _without_marks(text: str) -> str:
    """Accents go altogether, as vowel signs did: a dot below a letter is soon overlooked. Other marks count once."""
    kept: list[str] = []
    for character in _ACCENTS.sub("", unicodedata.normalize("NFD", text)):
        repeated = bool(kept) and kept[-1] == character and unicodedata.category(character) in _MARKS
        if not repeated:
            kept.append(character)
    return "".join(kept)
