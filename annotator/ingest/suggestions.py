"""Error spans that a model suspects, as JSON: a list of records, or an object with the list under "suggestions".

    {"article": "id or title", "sentence": 3, "start": 5, "end": 9, "quote": "13%", "category": "number_date",
     "severity": "major", "score": 0.83, "model": "xcomet-xl", "side": "translation"}

`sentence` counts from 1; start and end are code points in that sentence, or, for side "source", in what it translates.
`score` and `side` may be left out; `quote` is what stands there, and is compared.
"""

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.text import clean
from annotator.errors import BadUpload, Invalid

MAX_BYTES = 64 * 2**20

_TEXTS = {"article": 1_000, "category": 100, "severity": 100, "model": 100}
_QUOTE = 10_000
_COUNTS = ("sentence", "start", "end")
_MOST = 2**31


@dataclass(frozen=True)
class Span:
    """A record, its form checked; `number` is its place in the file, from 1."""

    number: int
    article: str
    sentence: int
    start: int
    end: int
    quote: str
    category: str
    severity: str
    model: str
    score: float | None = None
    side: str = "translation"


@dataclass(frozen=True)
class Amiss:
    """What is not right in a record: a code of the strings' section `suggest`, and what fills its gaps."""

    code: str
    number: int
    value: str = ""


def read(data: bytes) -> tuple[list[Span], list[Amiss]]:
    """The records of a file, and what is amiss in the others; raises BadUpload for what is no such file at all."""
    if len(data) > MAX_BYTES:
        raise BadUpload("file_too_big", limit=MAX_BYTES // 2**20)
    try:
        raw = json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise BadUpload("suggestions_no_json") from error
    records = raw.get("suggestions") if isinstance(raw, dict) else raw
    if not isinstance(records, list) or not records:
        raise BadUpload("suggestions_none")
    spans: list[Span] = []
    amiss: list[Amiss] = []
    for number, record in enumerate(records, 1):
        found = list(_amiss(number, record))
        amiss += found[:1]  # one clear sentence for each record
        if not found:
            spans.append(_span(number, record))
    return spans, amiss


def _amiss(number: int, record: Any) -> Iterator[Amiss]:
    if not isinstance(record, Mapping):
        yield Amiss("no_object", number)
        return
    for name in (*_TEXTS, *_COUNTS, "quote"):
        if name not in record:
            yield Amiss("field_missing", number, name)
        elif not _good(name, record[name]):
            yield Amiss("field_bad", number, name)
    if record.get("side", "translation") not in ("translation", "source"):
        yield Amiss("field_bad", number, "side")
    if not _is_score(record.get("score")):
        yield Amiss("field_bad", number, "score")


def _good(name: str, value: Any) -> bool:
    if name in _COUNTS:
        return type(value) is int and (1 if name == "sentence" else 0) <= value <= _MOST
    if not isinstance(value, str) or len(value) > _TEXTS.get(name, _QUOTE):
        return False
    try:
        clean(value)
    except Invalid:
        return False
    return name == "quote" or (bool(value.strip()) and value.isprintable())


def _is_score(value: Any) -> bool:
    if value is None:
        return True
    return (
        isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST and math.isfinite(value)
    )


def _span(number: int, record: Mapping[str, Any]) -> Span:
    texts = {name: record[name].strip() for name in _TEXTS}
    counts = {name: record[name] for name in _COUNTS}
    score = record.get("score")
    side = record.get("side", "translation")
    return Span(
        number, **texts, **counts, quote=record["quote"], score=None if score is None else float(score), side=side
    )
