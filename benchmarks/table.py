"""Figures as a table of text."""

import platform
from collections.abc import Sequence

from db.driver import sqlite3


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that `share` (0–1) of the values don't exceed."""
    ordered = sorted(values)
    return ordered[min(int(share * len(ordered)), len(ordered) - 1)]


def p50_p95(values: Sequence[float]) -> str:
    """Median and 95th percentile, in the values' own unit."""
    return f"{percentile(values, 0.5):.1f} / {percentile(values, 0.95):.1f}"


def show(title: str, head: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Prints a table under a title."""
    cells = [list(head), *([str(cell) for cell in row] for row in rows)]
    widths = [max(len(row[column]) for row in cells) for column in range(len(head))]
    print(f"\n{title}  (Python {platform.python_version()}, SQLite {sqlite3.sqlite_version})")
    for row in cells:
        print("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())
