"""Passwords: argon2id, and what may be one (OWASP ASVS 5, V6.2)."""

import unicodedata

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from annotator.domain.text import clean, normal
from annotator.errors import Invalid

MINIMUM, MAXIMUM = 10, 256
_COMMON = frozenset(
    normal(word)
    for word in """1234567890 12345678910 123456789a a123456789 0123456789 9876543210 0987654321 qwertyuiop qwerty1234
    qwerty12345 qwerty123456 1q2w3e4r5t 1qaz2wsx3edc asdfghjkl1 iloveyou123 administrator letmein123 letmein12345
    welcome123 welcome1234 welcome12345 abcdefghij abcd123456 password12 password123 password1234 password12345
    passwordpassword mypassword adminadmin admin12345 admin123456 changeme123 football123 superman123 princess123
    كلمةالمرور كلمةالسر كلمةالسر123 كلمةالمرور123 ضصثقفغعهخحجد شسيبلاتنمك محمدمحمد بسماللهالرحمن""".split()
)
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
    plain = normal(password).replace(" ", "")
    if plain in _COMMON or len(set(plain)) < 4 or plain == normal(name).replace(" ", ""):
        raise Invalid("password_common")


def _typed(password: str) -> str:
    """One form for what keyboards send in several: an alef with its hamza is one character here, two there."""
    return unicodedata.normalize("NFC", password)
