"""The only place that knows the time and makes ids, so that tests can hold both still."""

import secrets
import time
from datetime import UTC, datetime

_ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford's base 32: no i, l, o, u


def now() -> datetime:
    """The time, aware, in UTC."""
    return datetime.now(UTC)


def from_iso(text: str) -> datetime:
    """A time as the reports write it."""
    return datetime.fromisoformat(text)


def new_id() -> str:
    """A fresh id of 26 characters (a ULID): 48 bits of milliseconds, then 80 random bits, so it sorts by time."""
    number = (time.time_ns() // 1_000_000) << 80 | secrets.randbits(80)
    return "".join(_ALPHABET[number >> shift & 31] for shift in range(125, -1, -5))
