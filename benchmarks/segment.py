"""How fast text is cut into sentences, and whether the time grows in a straight line."""

import time

from annotator.domain.segment import segment
from annotator.example import text as own_article
from benchmarks.table import show


def main() -> None:
    """Prints characters a second at growing sizes."""
    rows = []
    for kind, piece in (
        ("our article", own_article() + "\n\n"),
        ("full stops", "."),
        ("quotes", "«\"'"),
        ("one word", "كلمة"),
    ):
        for size in (10_000, 100_000, 1_000_000):
            text = (piece * (size // len(piece) + 1))[:size]
            start = time.perf_counter()
            segment(text, "ar")
            rows.append([kind, f"{size:,}", f"{size / (time.perf_counter() - start) / 1e6:.1f}"])
    show("Sentence cutting", ["text", "characters", "million characters a second"], rows)
