"""Anybody's long CSV: one row a rating, the columns named by who asks."""

import csv
import math
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import StringIO

from annotator.errors import Invalid
from annotator.ingest.cells import tidy

MAX_BYTES = 512 * 2**20
_DELIMITERS = (",", ";", "\t")  # Excel writes ; where the comma is the decimal sign
_EXCELS = re.compile(r"sep=([,;\t])\r?\n")  # its first line, for Excel itself
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")
_SIGNS = str.maketrans({"٫": ".", "٬": None, "−": "-"})
_LARGEST = 1e60  # its square, a million times, is still a number

_VALUE = 2  # its place among the columns that are wanted

Value = str | float | frozenset[str]


@dataclass(frozen=True)
class Columns:
    """The names of the columns to read; `cluster` may be empty."""

    item: str
    reviewer: str
    value: str
    cluster: str = ""

    def wanted(self) -> list[str]:
        """All that are named, as `tidy` makes them."""
        return [tidy(name) for name in (self.item, self.reviewer, self.value, self.cluster) if name]


@dataclass(frozen=True)
class Long:
    """Ratings as parallel lists; a value is a text, a number or a frozenset of labels."""

    items: list[str]
    reviewers: list[str]
    values: list[Value]
    clusters: list[str] | None


def read_long(text: str, columns: Columns, level: str) -> Long:
    """The ratings of a file. A set is written `a|b`, an empty cell is the empty set; at the other levels an empty cell
    is a missing rating. Raises Invalid for columns that are missing or there twice, and, with its line, for a row that
    can't be read, an empty name, or a value that the level can't have.
    """
    delimiter, names, body, skipped = _table(text, columns)
    long = Long([], [], [], [] if columns.cluster else None)
    read = _reader(level, decimal_comma=delimiter == ";")
    values: dict[str, Value] = {}
    for line, cells in _rows(body, delimiter, [names.index(name) for name in columns.wanted()]):
        item, reviewer, value, *cluster = cells
        if level != "set" and not value:
            continue
        if not (item and reviewer and all(cluster)):
            unnamed = next(place for place, cell in enumerate(cells) if place != _VALUE and not cell)
            raise Invalid("cell_empty", line=line + skipped, name=columns.wanted()[unnamed])
        if value not in values:
            values[value] = read(value, line + skipped)
        long.items.append(item)
        long.reviewers.append(reviewer)
        long.values.append(values[value])
        if long.clusters is not None:
            long.clusters.append(cluster[0])
    return long


def torn(long: Long) -> bool:
    """Whether there is an item that two reviewers rated, but in no cluster both."""
    shared: set[str] = set()
    together: set[str] = set()
    anywhere: dict[str, str] = {}
    within: dict[tuple[str, str], str] = {}
    for item, who, cluster in zip(long.items, long.reviewers, long.clusters or (), strict=False):
        if anywhere.setdefault(item, who) != who:
            shared.add(item)
        if within.setdefault((cluster, item), who) != who:
            together.add(item)
    return bool(shared - together)


def _table(text: str, columns: Columns) -> tuple[str, list[str], str, int]:
    """The delimiter, the names in the first row, the text from there on, and how many lines stand before it."""
    csv.field_size_limit(MAX_BYTES)
    marked = _EXCELS.match(text)
    body = text[marked.end() :] if marked else text
    headers = {delimiter: _names(body, delimiter) for delimiter in (marked.groups() if marked else _DELIMITERS)}
    for delimiter, names in headers.items():
        if all(name in names for name in columns.wanted()):
            for name in columns.wanted():
                if names.count(name) > 1:
                    raise Invalid("column_twice", name=name)
            return delimiter, names, body, 1 if marked else 0
    names = max(headers.values(), key=len)
    missing = next(name for name in columns.wanted() if name not in names)
    raise Invalid("column_missing", name=missing, columns=_shortened(", ".join(names)))


def _names(text: str, delimiter: str) -> list[str]:
    try:
        return [
            tidy(name) for name in next(csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True), [])
        ]
    except csv.Error:
        return []


def _rows(text: str, delimiter: str, places: list[int]) -> Iterator[tuple[int, list[str]]]:
    """The cells at these places of every row but the first, with the line that it begins in; blank rows are none."""
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begins, last = 1, max(places)
    try:
        for row in reader:
            line, begins = begins, reader.line_num + 1
            if line == 1:
                continue
            if len(row) > last:
                cells = [tidy(row[place]) for place in places]
                if any(cells):
                    yield line, cells
            elif any(map(tidy, row)):
                raise Invalid("row_short", line=line)
    except csv.Error as error:
        raise Invalid("row_unreadable", line=begins) from error


def _reader(level: str, *, decimal_comma: bool) -> Callable[[str, int], Value]:
    """How the level reads a cell."""
    if level == "nominal":
        return lambda cell, _: cell
    if level == "set":
        return lambda cell, _: frozenset(filter(None, map(tidy, cell.split("|"))))

    def number(cell: str, line: int) -> float:
        plain = cell.translate(_SIGNS)
        if decimal_comma and "." not in plain:
            plain = plain.replace(",", ".", 1)
        found = float(plain) if _NUMBER.fullmatch(plain) else math.nan
        if not abs(found) <= _LARGEST or (level == "ratio" and found < 0):
            raise Invalid("value_not_number", value=_shortened(cell), line=line, level=level)
        return found

    return number


def _shortened(text: str) -> str:
    return text if len(text) <= 200 else f"{text[:200]}…"
