"""Google's MQM TSV, in both of its headers, as articles with each rater's errors; every repair is noted.

    system  doc  doc_id    seg_id       rater  source  target  category  severity  comment
    system  doc  docSegId  globalSegId  rater  source  target  category  severity  metadata

A row is one error; a rating without any is one row of severity No-error; HOTW-test rows are attention checks and rate
nothing. An item is a segment of a document by one system. The format: marot/README.md of
github.com/google-research/google-research.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from annotator.domain.records import Side
from annotator.errors import BadUpload
from annotator.ingest import mqm_categories as labels
from annotator.ingest.mqm_marks import Marked, differ, one_text, placed, read_marks
from annotator.ingest.mqm_rows import Repair, Row, read_header, read_rows, read_text

_PLACED = {"spaces": "mark_over_spaces", "quote": "mark_by_quote", "whole": "mark_on_sentence"}


@dataclass(frozen=True)
class Error:
    """One error, placed in the segment of its side."""

    side: Side
    start: int
    end: int
    category: str  # of schemes/mqm.toml
    severity: str
    comment: str


@dataclass
class Rating:
    """What one rater said of one item; without errors: nothing found."""

    errors: list[Error] = field(default_factory=list)
    note: str = ""


@dataclass
class Item:
    """A segment as one system translated it, with its ratings by rater."""

    source: str
    target: str
    ratings: dict[str, Rating]


@dataclass
class Document:
    """A document as one system translated it."""

    system: str
    doc: str
    items: list[Item]


@dataclass
class Mqm:
    """What a file says. `checks`: attention checks by rater, Found and Missed."""

    marot: bool
    documents: list[Document]
    checks: dict[str, Counter[str]]
    repairs: list[Repair]


def read(data: bytes) -> Mqm:
    """Reads a file. Raises BadUpload, with one thing to say, for what isn't of this format."""
    text = read_text(data)
    header = read_header(text)
    found = Mqm(header.marot, [], {}, [])
    grouped: dict[tuple[str, str], dict[tuple[str, str], list[Row]]] = {}
    for row in read_rows(text, header, found.repairs):
        if _counts(row, found):
            grouped.setdefault((row.system, row.doc), {}).setdefault((row.part, row.segment), []).append(row)
    if not grouped:
        raise BadUpload("mqm_no_ratings")
    for (system, doc), segments in grouped.items():
        items = [_item(segments[key], found.repairs) for key in _in_order(segments)]
        found.documents.append(Document(system, doc, items))
    found.repairs.sort(key=lambda repair: (repair.line, repair.kind))
    return found


def _counts(row: Row, found: Mqm) -> bool:
    """Whether a row says something about an item; counts the attention check that it may be instead."""
    if not row.rater:
        found.repairs.append(_repair("rater_missing", row))
    elif not row.severity.strip() and not row.category.strip():
        found.repairs.append(_repair("judgement_missing", row))
    elif _is_check(row):
        found.checks.setdefault(row.rater, Counter())[row.category.strip().casefold()] += 1
        return True  # it rates nothing, but shows that there is such an item
    else:
        return True
    return False


def _is_check(row: Row) -> bool:
    return labels.severity(row.severity).id == labels.ATTENTION_CHECK


def _in_order(segments: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """By their numbers, where all have some; else as they come."""
    keys = list(segments)
    if all(number.isdecimal() or not number for key in keys for number in key):
        return sorted(keys, key=lambda key: [int(number or 0) for number in key])
    return keys


def _item(rows: Sequence[Row], repairs: list[Repair]) -> Item:
    rows = [row for row in rows if not _is_check(row)] or rows  # a check may have been shown another text
    sources, targets = [read_marks(row.source) for row in rows], [read_marks(row.target) for row in rows]
    item = Item(one_text(sources), one_text(targets), {})
    _compare_texts(rows, sources, item.source, "source", repairs)
    _compare_texts(rows, targets, item.target, "target", repairs)
    if not item.target.strip():
        repairs.append(_repair("target_blank", rows[0]))
    seen: set[tuple[str, ...]] = set()
    clean: dict[str, Row] = {}
    for row, source, target in zip(rows, sources, targets, strict=True):
        if _is_check(row):
            continue
        rating = item.ratings.setdefault(row.rater, Rating())
        rating.note = rating.note or row.correction
        if labels.severity(row.severity).id == labels.NO_ERROR:
            clean.setdefault(row.rater, row)
            continue
        rating.errors.append(_error(row, source, target, item, repairs))
        content = (row.rater, row.source, row.target, row.category, row.severity)
        if content in seen:
            repairs.append(_repair("row_twice", row))
        seen.add(content)
    repairs.extend(_repair("clean_with_errors", row) for who, row in clean.items() if item.ratings[who].errors)
    return item


def _compare_texts(rows: Sequence[Row], own: Sequence[Marked], text: str, side: str, repairs: list[Repair]) -> None:
    """Notes once for each item that its rows have several texts."""
    others = [(row, marked.text) for row, marked in zip(rows, own, strict=True) if marked.text != text]
    far = [(row, other) for row, other in others if differ(other, text)]
    for kind, found in ((f"{side}_differs", far), (f"{side}_spaces", others)):
        if found:
            repairs.append(_repair(kind, found[0][0], found[0][1]))
            return


def _error(row: Row, source: Marked, target: Marked, item: Item, repairs: list[Repair]) -> Error:
    category, severity = labels.category(row.category), labels.severity(row.severity)
    for name, meaning, spelling in (("category", category, row.category), ("severity", severity, row.severity)):
        if meaning.how:
            repairs.append(_repair(f"{name}_{meaning.how}", row, spelling))
    lost = [row.category] if category.keeps_spelling else []
    lost += [row.severity] if severity.keeps_spelling else []
    in_source = bool(source.span and item.source)  # an empty text has no place for a mark
    side: Side = "source" if in_source and not target.span else "translation"
    marked, text = (target, item.target) if side == "translation" else (source, item.source)
    if in_source and target.span:
        repairs.append(_repair("marks_both_sides", row, source.quote))
        lost.append(source.quote)
    start, end = _place(row, marked, text, repairs)
    comment = " ".join([*(f"[{spelling}]" for spelling in lost), *([row.comment] if row.comment else [])])
    return Error(side, start, end, category.id, severity.id, comment)


def _place(row: Row, marked: Marked, text: str, repairs: list[Repair]) -> tuple[int, int]:
    """Where an error stands in its item's text; without a mark: a point at the beginning, since no letter is marked."""
    if marked.span is None:
        repairs.append(_repair("mark_missing", row))
        return 0, 0
    repairs.extend(_repair(fault, row, marked.quote) for fault in marked.faults)
    span, how = placed(marked, text)
    if how in _PLACED:
        repairs.append(_repair(_PLACED[how], row, marked.quote))
    return span


def _repair(kind: str, row: Row, text: str = "") -> Repair:
    return Repair(kind, row.line, row.system, row.doc, row.part or row.segment, row.rater, text)
