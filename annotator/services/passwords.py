"""Passwords: argon2id, and what may be one (OWASP ASVS 5, V6.2)."""

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerifyMismatchError

from annotator.domain.text import clean, normal
from annotator.errors import Invalid

MINIMUM, MAXIMUM = 10, 256
_COMMON = frozenset(
    """password password1 passw0rd 1234567890 12345678910 0123456789 qwertyuiop qwerty12345 iloveyou123 administrator
    letmein12345 welcome12345 abcdefghij 1q2w3e4r5t 1111111111 0000000000 password123 adminadmin كلمةالمرور""".split()
)
_hasher = PasswordHasher()  # argon2id with the parameters of RFC 9106, low memory
_NOBODYS = _hasher.hash("nobody has this password")


def hashed(password: str) -> str:
    """What is stored of a password."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Whether a password is the stored one. Takes as long where there is none: nobody learns which names exist."""
    try:
        return _hasher.verify(stored or _NOBODYS, password) and stored is not None
    except (VerifyMismatchError, InvalidHashError):
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
