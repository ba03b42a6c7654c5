"""How large a thing from outside may be."""

from dataclasses import dataclass

from annotator.config import settings


@dataclass(frozen=True)
class Limits:
    """Bounds of one article."""

    max_bytes: int = 5 * 2**20
    max_characters: int = 2_000_000
    max_sentences: int = 20_000


def limits() -> Limits:
    """The bounds of this desk, from its settings."""
    mine = settings()
    return Limits(max_bytes=mine.max_upload_mb * 2**20, max_sentences=mine.max_sentences)
