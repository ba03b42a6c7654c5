"""Passwords: argon2id, and what may be one (OWASP ASVS 5, V6.2)."""

import gzip
import re
import unicodedata
from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from annotator.domain.text import clean, normal
from annotator.errors import Invalid

MINIMUM, MAXIMUM = 10, 256
_LIST = Path(__file__).parent / "common" / "passwords.txt.gz"  # where it is from: NOTICE.txt beside it
_OURS = """1234567890 abcdefghij ضصثقفغعهخحجد شسيبلاتنمك كلمةالمرور كلمةالسر محمدمحمد بسماللهالرحمن تدقيق tadqiq
    password passwordpassword administrator letmein welcome changeme translation translator reviewer""".split()
"""What the list lacks: Arabic, the rows of Arabic keyboards, and the words of this trade."""
_AT_THE_ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)  # argon2id as OWASP's cheat sheet has it
_NOBODYS = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(_typed(password))


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one. Takes as long where there is none: nobody learns which names exist."""
    try:
        return _hasher.verify(stored or _NOBODYS, _typed(password)) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


def check(password: str, name: str) -> None:
    """Raises Invalid for a password that is too short, too long, or that anybody would guess."""
    clean(password)
    if len(password) < MINIMUM:
        raise Invalid("password_short", minimum=MINIMUM)
    if len(password) > MAXIMUM:
        raise Invalid("password_long", maximum=MAXIMUM)
    if _guessable(_key(password), _key(name)):
        raise Invalid("password_common")


def _guessable(key: str, name: str) -> bool:
    """Whether it is a common password or the person's name; or one of them twice, or with figures and marks around."""
    half = key[: len(key) // 2]
    words = [key, _AT_THE_ENDS.sub("", key), *([half] if half * 2 == key else [])]
    return len(set(key)) < 4 or any(word == name or word in _common() for word in words)


@cache
def _common() -> frozenset[str]:
    """About 40,000 passwords, in the form of `_key`."""
    listed = gzip.decompress(_LIST.read_bytes()).decode("utf-8").split("\n")
    return frozenset([*listed, *(_key(word) for word in _OURS)])


def _key(text: str) -> str:
    return normal(text).replace(" ", "")


def _typed(password: str) -> str:
    """One form for what keyboards send in several: an alef with its hamza is one character here, two there."""
    return unicodedata.normalize("NFC", password)
