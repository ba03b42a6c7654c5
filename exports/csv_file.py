"""CSV that Excel opens right: UTF-8 with a byte order mark, CRLF, and no cell that a spreadsheet would run.

A text that begins like a formula gets an apostrophe before it, also where white space, quotation marks, controls or
characters that nobody sees stand before the sign: some programs take those off. Apostrophes of the text's own are among
them, so that `read` can tell ours.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator

from annotator.errors import Invalid
from exports.columns import Cell, Report, Row

BOM = "\ufeff"
_SKIPPED = (
    r"[\s\x00-\x1f\x7f-\x9f\"'\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff"
    r"\U000e0000-\U000e01ef]"
)
_FORMULA = re.compile(rf"'*[\t\r\n]|{_SKIPPED}*[=+\-@＝＋－＠﹦﹢﹣﹫]")
_CHUNK = 500  # rows to a piece


def write(rows: Iterable[Row], report: Report) -> Iterator[bytes]:
    """The file, piece by piece."""
    buffer = io.StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([column.name for column in report.columns])
    for number, row in enumerate(rows, 1):
        writer.writerow([_cell(row.get(column.name)) for column in report.columns])
        if number % _CHUNK == 0:
            yield _taken(buffer)
    yield _taken(buffer)


def read(data: bytes) -> list[dict[str, str]]:
    """What `write` wrote, every text as it was; raises Invalid("csv_bad") for another file."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Invalid("csv_bad") from error
    reader = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    try:
        return [{name: _unguarded(value) for name, value in row.items()} for row in reader]
    except (csv.Error, AttributeError) as error:
        raise Invalid("csv_bad") from error


def _taken(buffer: io.StringIO) -> bytes:
    piece = buffer.getvalue().encode("utf-8")
    buffer.seek(0)
    buffer.truncate()
    return piece


def _cell(value: Cell) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return _guarded(value) if isinstance(value, str) else f"{value:.10g}" if isinstance(value, float) else str(value)


def _guarded(text: str) -> str:
    return f"'{text}" if _FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") and _FORMULA.match(text, 1) else text
