"""Collections of already checked claims: CSV or one JSON object a line, the columns under their usual names."""

import csv
import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from io import StringIO
from typing import Any

from annotator.domain.language import recognise
from annotator.domain.text import clean, normal
from annotator.errors import BadUpload, Invalid
from annotator.ingest.cells import lines, tidy
from annotator.ingest.decode import decode
from annotator.ingest.limits import Limits

MAX_BYTES = 512 * 2**20

_LIMITS = {"claim": 10_000, "title": 2_000, "url": 2_000}
_LIMIT = 300  # characters of any other cell
_NAMES = {
    "id": "id key identifier claim_id vclaim_id رقم معرف المعرف",
    "claim": "claim claim_text text statement vclaim claim_reviewed الادعاء ادعاء نص_الادعاء النص",
    "title": "title headline review_title العنوان عنوان",
    "verdict": "verdict rating label textual_rating truth_rating conclusion الحكم حكم التقييم النتيجه",
    "url": "url link review_url fact_check_url الرابط رابط",
    "publisher": "publisher publisher_name source site organization organisation fact_checker الناشر ناشر المصدر الجهه",
    "date": "date review_date published published_on date_published publication_date التاريخ تاريخ تاريخ_النشر",
    "language": "language lang language_code in_language اللغه لغه",
}
_COLUMNS = {name.replace("_", ""): column for column, names in _NAMES.items() for name in names.split()}
_SEPARATORS = re.compile(r"[\s_.-]+")
_DATE = re.compile(r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?(?:[T ].*)?")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_DELIMITERS = ",;\t"
_LONGEST = 80  # characters of a column's name


@dataclass(frozen=True)
class Row:
    """A claim as the file has it; `key` is its id there, or made of its address and words."""

    key: str
    claim: str
    title: str = ""
    verdict: str = ""
    url: str = ""
    publisher: str = ""
    date: str = ""
    language: str = ""


@dataclass(frozen=True)
class Amiss:
    """Something that is not right in a line: a code of the section `known`, and what the line holds there."""

    code: str
    line: int
    value: str = ""


@dataclass
class Collection:
    """What a file holds, and what was amiss in it."""

    rows: list[Row] = field(default_factory=list)
    amiss: list[Amiss] = field(default_factory=list)


def read(data: bytes) -> Collection:
    """The claims of a file. A row without a claim, or whose id stood before, is left out, and told.

    Raises BadUpload for what is no table of text, Invalid("column_missing") where no column holds the claims.
    """
    text = decode(data, Limits(max_bytes=MAX_BYTES), prose=False).text
    found = Collection()
    things = _objects(text, found) if text.lstrip("\ufeff \t\r\n").startswith("{") else _table(text, found)
    seen: set[str] = set()
    for line, cells in things:
        row = _row(line, cells, found.amiss)
        if row is None:
            continue
        if row.key in seen:
            found.amiss.append(Amiss("twice", line, row.key[:80]))
            continue
        seen.add(row.key)
        found.rows.append(row)
    if not found.rows:
        raise BadUpload("known_claims_none")
    return found


def _row(line: int, cells: Mapping[str, str], amiss: list[Amiss]) -> Row | None:
    claim = cells.get("claim", "")
    if not normal(claim):
        amiss.append(Amiss("claim_empty", line))
        return None
    for name, cell in cells.items():
        if len(cell) > _LIMITS.get(name, _LIMIT):
            amiss.append(Amiss("too_long", line, name))
            return None
    try:
        values = {name: clean(cell) for name, cell in cells.items()}
    except Invalid:
        amiss.append(Amiss("damaged", line))
        return None
    values["url"] = _checked(values.get("url", ""), re.compile(r"https?://\S+"), "url_bad", line, amiss)
    values["date"] = _date(values.get("date", ""), line, amiss)
    language = _checked(values.get("language", ""), _LANGUAGE, "language_bad", line, amiss)
    key = values.pop("id", "") or sha256(f"{values['url']}\n{normal(claim)}".encode()).hexdigest()[:32]
    return Row(key=key, **{**values, "language": language or recognise(claim)})


def _checked(cell: str, pattern: re.Pattern[str], code: str, line: int, amiss: list[Amiss]) -> str:
    """The cell where it is as it should be; else nothing, and that is told."""
    if cell and not pattern.fullmatch(cell):
        amiss.append(Amiss(code, line, cell[:80]))
        return ""
    return cell


def _date(cell: str, line: int, amiss: list[Amiss]) -> str:
    """The date without the time of day, digits Latin."""
    found = _DATE.fullmatch(normal(cell).upper().replace("/", "-"))
    parts = [part for part in found.groups() if part] if found else []
    if cell and not (parts and all(1 <= int(part) <= most for part, most in zip(parts[1:], (12, 31), strict=False))):
        amiss.append(Amiss("date_bad", line, cell[:80]))
        return ""
    return "-".join(parts)


def _objects(text: str, found: Collection) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of every line that is a JSON object; blank lines are none."""
    for number, line in enumerate(lines(text), 1):
        if not line.strip("\ufeff \t\r"):
            continue
        try:
            thing = json.loads(line.lstrip("\ufeff"))
        except (ValueError, RecursionError):
            thing = None
        if not isinstance(thing, dict):
            found.amiss.append(Amiss("no_object", number))
            continue
        yield number, _known((_column(name), value) for name, value in thing.items())


def _known(cells: Iterable[tuple[str | None, Any]]) -> dict[str, str]:
    """The cells of the columns that we know; where two names mean one column, the first that isn't empty."""
    values: dict[str, str] = {}
    for column, value in cells:
        if column and not values.get(column) and isinstance(value, str | int | float):
            values[column] = tidy(str(value))
    return values


def _table(text: str, found: Collection) -> Iterator[tuple[int, dict[str, str]]]:
    """The cells of every row of a CSV, with the line that it begins in; blank rows are none."""
    csv.field_size_limit(MAX_BYTES)
    text = text.removeprefix("\ufeff")
    head = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    reader = csv.reader(StringIO(text, newline=""), delimiter=delimiter)
    names = next(reader, [])
    columns = {place: column for place, name in enumerate(names) if (column := _column(name))}
    if "claim" not in columns.values():
        raise Invalid("column_missing", name="claim", columns=", ".join(names)[:200])
    begins = reader.line_num + 1
    for row in reader:
        line, begins = begins, reader.line_num + 1
        if not any(map(tidy, row)):
            continue
        if len(row) != len(names):
            found.amiss.append(Amiss("cells", line))
            continue
        yield line, _known((column, row[place]) for place, column in columns.items())


def _column(name: str) -> str | None:
    """The column that a name means, however it is spelt; None for one that is not ours."""
    return _COLUMNS.get(_SEPARATORS.sub("", normal(tidy(name)))) if len(name) <= _LONGEST else None
