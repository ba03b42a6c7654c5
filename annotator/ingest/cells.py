"""Cells of a table as names and labels: what nobody sees makes no difference."""

import unicodedata
from collections.abc import Iterator

_SPACES = " \t\n\v\f\r\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + "".join(
    map(chr, range(0x2000, 0x200B))
)
_MARKS = "\ufeff" + "".join(map(chr, [*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A)]))
_EDGES = _SPACES + _MARKS  # spaces, and marks of direction and joining, which copying leaves at the ends


def lines(text: str) -> Iterator[str]:
    """The text's lines, one at a time: a list of all would take gigabytes where a file is nothing but line ends."""
    start = 0
    while (end := text.find("\n", start)) >= 0:
        yield text[start:end]
        start = end + 1
    yield text[start:]


def tidy(cell: str) -> str:
    """The cell without spaces and invisible marks at its ends, letters in one spelling (NFC)."""
    cell = cell.strip(_EDGES)
    return cell if cell.isascii() else unicodedata.normalize("NFC", cell)
