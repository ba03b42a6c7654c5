"""Tokens of sessions and one-time links: 256 random bits, of which only the SHA-256 is stored."""

import hashlib
import secrets


def fresh() -> str:
    """A new token."""
    return secrets.token_urlsafe(32)


def digest(token: str) -> str:
    """What is stored of a token."""
    return hashlib.sha256(token.encode()).hexdigest()
