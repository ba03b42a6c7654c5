"""How large a thing from outside may be."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """Bounds of one article."""

    max_bytes: int = 5 * 2**20
    max_characters: int = 2_000_000
    max_sentences: int = 20_000
