"""How large a thing from outside may be."""

from dataclasses import dataclass

from annotator.config import settings


@dataclass(frozen=True)
class Limits:
    """Bounds of one article, and of the Word document that it may come in."""

    max_bytes: int = 5 * 2**20
    max_characters: int = 2_000_000
    max_sentences: int = 20_000
    max_unpacked: int = 32 * 2**20  # bytes of the one member that is read
    max_ratio: int = 250  # of unpacked to packed; what people write stays under 50
    max_members: int = 2_000
    max_depth: int = 250  # of elements in one another
    max_paragraphs: int = 50_000
    child_seconds: int = 8
    child_memory: int = 512 * 2**20  # bytes of address space


def limits() -> Limits:
    """The bounds of this desk, from its settings."""
    mine = settings()
    return Limits(max_bytes=mine.max_upload_mb * 2**20, max_sentences=mine.max_sentences)
