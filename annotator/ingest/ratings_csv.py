"""Anybody's long CSV: one row a rating, the columns named by who asks."""

import csv
import math
from collections.abc import Iterator
from dataclasses import dataclass

from annotator.errors import Invalid

MAX_BYTES = 512 * 2**20
_DELIMITERS = (",", ";", "\t")  # Excel writes ; where the comma is the decimal sign


@dataclass(frozen=True)
class Columns:
    """The names of the columns to read; `cluster` may be empty."""

    item: str
    reviewer: str
    value: str
    cluster: str = ""

    def wanted(self) -> list[str]:
        """All that are named."""
        return [name for name in (self.item, self.reviewer, self.value, self.cluster) if name]


@dataclass(frozen=True)
class Long:
    """Ratings as parallel lists; a value is a text, a number or a frozenset of labels."""

    items: list[str]
    reviewers: list[str]
    values: list[str | float | frozenset[str]]
    clusters: list[str] | None


def read_long(text: str, columns: Columns, level: str) -> Long:
    """The ratings of a file. A set is written `a|b`, an empty cell is the empty set; at the other levels an empty cell
    is a missing rating. Raises Invalid for a missing column, and for a value that the level can't have, with its line.
    """
    long = Long([], [], [], [] if columns.cluster else None)
    for line, (item, reviewer, value, *cluster) in _rows(text, columns):
        if level != "set" and not value.strip():
            continue
        long.items.append(item.strip())
        long.reviewers.append(reviewer.strip())
        long.values.append(_value(value.strip(), level, line))
        if long.clusters is not None:
            long.clusters.append(cluster[0].strip())
    return long


def _rows(text: str, columns: Columns) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(2**24)
    delimiter, header = _header(text, columns)
    reader = csv.reader(text.splitlines(keepends=True), delimiter=delimiter)
    next(reader)
    places = [header.index(name) for name in columns.wanted()]
    for row in reader:
        if not row:
            continue
        if len(row) <= max(places):
            raise Invalid("row_short", line=reader.line_num)
        yield reader.line_num, [row[place] for place in places]


def _header(text: str, columns: Columns) -> tuple[str, list[str]]:
    first = text.split("\n", 1)[0]
    headers = {delimiter: _names(first, delimiter) for delimiter in _DELIMITERS}
    for delimiter, names in headers.items():
        if all(name in names for name in columns.wanted()):
            return delimiter, names
    names = max(headers.values(), key=len)
    missing = next(name for name in columns.wanted() if name not in names)
    raise Invalid("column_missing", name=missing, columns=", ".join(names))


def _names(line: str, delimiter: str) -> list[str]:
    return [name.strip().removeprefix("\ufeff") for name in next(csv.reader([line], delimiter=delimiter), [])]


def _value(cell: str, level: str, line: int) -> str | float | frozenset[str]:
    if level == "set":
        return frozenset(label.strip() for label in cell.split("|") if label.strip())
    if level == "nominal":
        return cell
    try:
        number = float(cell)
    except ValueError:
        number = math.nan
    if not math.isfinite(number) or (level == "ratio" and number < 0):
        raise Invalid("value_not_number", value=cell[:40], line=line, level=level)
    return number
