"""The rows of an MQM TSV: bytes → text → cells by their column's name, whatever the order of the columns.

No quoting: a cell may begin with a quotation mark. What is amiss is noted as a repair; only a file that isn't of this
format is refused.
"""

import gzip
import io
import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import islice

from annotator.domain.text import clean
from annotator.errors import BadUpload, Invalid
from annotator.ingest import mqm_categories as labels
from annotator.ingest.cells import lines
from annotator.ingest.decode import decode
from annotator.ingest.limits import Limits

MAX_BYTES = 256 * 2**20  # unpacked; the largest set that Google has published is under a hundred megabytes
_NAMES = {
    "system": ("system", "system_id"),
    "doc": ("doc", "document", "document_id"),
    "part": ("docsegid", "doc_id", "doc_segment_id"),
    "segment": ("globalsegid", "seg_id", "segment_id"),
    "rater": ("rater", "rater_id"),
    "source": ("source",),
    "target": ("target", "candidate"),
    "category": ("category",),
    "severity": ("severity",),
    "comment": ("comment", "note"),
    "metadata": ("metadata",),
}
_COLUMNS = "system doc docsegid globalsegid rater source target category severity metadata".split()  # Marot's order
_NEEDED = ("system", "doc", "rater", "source", "target", "category", "severity")
_OPTIONAL = ("comment", "metadata")
_TRIMMED = ("system", "doc", "part", "segment", "rater")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the file. `part` numbers the segment in its document, `segment` often in the whole file."""

    line: int
    system: str
    doc: str
    part: str
    segment: str
    rater: str
    source: str
    target: str
    category: str
    severity: str
    comment: str
    correction: str  # of the whole segment


@dataclass(frozen=True, slots=True)
class Repair:
    """Something in the file that was not as the format has it, where, and what it was."""

    kind: str
    line: int
    system: str = ""
    doc: str = ""
    segment: str = ""
    rater: str = ""
    text: str = ""


@dataclass(frozen=True)
class Header:
    """Where each column stands. `marot` says which of the two headers it is; `missing`, that the file has none."""

    places: dict[str, int]
    width: int
    marot: bool
    missing: bool = False


def read_text(data: bytes) -> str:
    """The text of a file, unpacked if it is gzip. Raises BadUpload."""
    if data.startswith(b"\x1f\x8b"):
        data = _unpacked(data)
    if len(data) > MAX_BYTES:
        raise BadUpload("import_too_large", limit_mb=MAX_BYTES // 2**20)
    if data[257:262] == b"ustar":
        raise BadUpload("upload_kind", kind="tar")
    if data and b"\0" not in data:
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    return decode(data, Limits(max_bytes=MAX_BYTES)).text


def read_header(text: str) -> Header:
    """The first line, or the usual order of the columns where it is a row already.

    Raises BadUpload("mqm_header_bad") naming the column that is missing.
    """
    names = [name.strip().casefold() for name in text.split("\n", 1)[0].split("\t")]
    if len(names) in (9, 10) and labels.severity(names[8]).how != "unknown" and "severity" not in names:
        return replace(read_header("\t".join(_COLUMNS[: len(names)])), missing=True)
    comment = next((place for place, name in enumerate(names) if name.startswith("#")), len(names))
    names = names[:comment]
    places = {column: names.index(name) for column, known in _NAMES.items() for name in known[::-1] if name in names}
    for column in _NEEDED:
        if column not in places:
            raise BadUpload("mqm_header_bad", name=column)
    if "part" not in places and "segment" not in places:
        raise BadUpload("mqm_header_bad", name="seg_id")
    return Header(places, len(names), "metadata" in names or "docsegid" in names)


def read_rows(text: str, header: Header, repairs: list[Repair]) -> Iterator[Row]:
    """The rows that can be understood; what was amiss is added to `repairs`."""
    if header.missing:
        repairs.append(Repair("header_missing", 1))
    skipped = 0 if header.missing else 1
    needed = max(header.places[name] for name in header.places if name not in _OPTIONAL) + 1
    for line, content in enumerate(islice(lines(text), skipped, None), 1 + skipped):
        content = content.removesuffix("\r")
        if not content:
            continue
        cells = content.split("\t")
        if len(cells) < needed:
            repairs.append(Repair("row_short", line, text=content[:200]))
            continue
        if any(cells[header.width :]):
            repairs.append(Repair("cells_extra", line, text="\t".join(cells[header.width :])))
            cells = [*cells[: header.width - 1], "\t".join(cells[header.width - 1 :])]
        yield _row(line, cells, header, repairs)


def _row(line: int, cells: list[str], header: Header, repairs: list[Repair]) -> Row:
    values = {name: clean(cells[place]) for name, place in header.places.items() if place < len(cells)}
    for name in _TRIMMED:
        trimmed = values.setdefault(name, "").strip()
        if trimmed != values[name]:
            repairs.append(Repair("name_trimmed", line, text=values[name]))
            values[name] = trimmed
    note, correction = _from_metadata(line, values.pop("metadata", ""), repairs)
    comment = " ".join(text for text in (values.pop("comment", ""), note) if text)
    return Row(line, **values, comment=comment, correction=correction)


def _from_metadata(line: int, cell: str, repairs: list[Repair]) -> tuple[str, str]:
    """What the rater wrote, as note and as correction; the rest of the JSON is the tool's. It may be a plain note."""
    if not cell.startswith("{"):
        return cell, ""
    if '"note"' not in cell and '"corrected_translation"' not in cell:
        return "", ""
    try:
        metadata = json.loads(cell)
        note, correction = metadata.get("note"), metadata.get("corrected_translation")
        return clean(note) if isinstance(note, str) else "", clean(correction) if isinstance(correction, str) else ""
    except (ValueError, RecursionError, Invalid):  # no JSON, or it has characters that no database can hold
        repairs.append(Repair("metadata_bad", line, text=cell[:200]))
        return "", ""


def _unpacked(data: bytes) -> bytes:
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(data)) as file:
            return file.read(MAX_BYTES + 1)  # one too many is enough to refuse it
    except (OSError, EOFError, zlib.error) as error:
        raise BadUpload("import_gzip_bad") from error
