"""Text: what is stored, the normal form for comparing, and the side it is read from."""

import hashlib
import re
import unicodedata

from annotator.errors import Invalid

RIGHT_TO_LEFT = frozenset({"ar", "fa", "ur", "he", "ps", "ckb", "sd", "ug", "yi", "dv", "syr", "arc", "ks"})

_NEWLINES = re.compile(r"\r\n?")
_SURROGATE = re.compile(r"[\ud800-\udfff]")
_DROPPED = re.compile(
    r"[\u0300-\u036f\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]"
)
_SPACE = re.compile(r"\s+")
_LETTERS = str.maketrans(
    {"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ؤ": "و", "ئ": "ي", "ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك"}
    | {digit: str(index % 10) for index, digit in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")}
)


def clean(text: str) -> str:
    """The text as it is stored: exactly as it came, but that every line ends with a line feed.

    Raises Invalid("text_surrogate") or Invalid("text_nul") with the `position` of what no database can hold.
    """
    if found := _SURROGATE.search(text):
        raise Invalid("text_surrogate", position=found.start() + 1)
    if "\0" in text:
        raise Invalid("text_nul", position=text.index("\0") + 1)
    return _NEWLINES.sub("\n", text)


def normal(text: str) -> str:
    """The form in which texts are compared: spelling variants, vowel signs, digits, case and width made equal."""
    plain = unicodedata.normalize("NFKC", text).casefold().translate(_LETTERS)
    return _SPACE.sub(" ", _DROPPED.sub("", plain)).strip()


def direction(language: str) -> str:
    """ "rtl" or "ltr", from a language code."""
    return "rtl" if language.lower().split("-")[0] in RIGHT_TO_LEFT else "ltr"


def fingerprint(text: str) -> str:
    """The SHA-256 of a text, by which it is known to be the one that came."""
    return hashlib.sha256(text.encode()).hexdigest()
