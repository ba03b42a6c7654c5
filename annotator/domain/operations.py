"""What a browser may ask for, checked for form before anything is looked up.

    {"id": …, "article": …, "act": "put",  "kind": "issue", "thing": …, "revision": 3, "fields": {…}}
    {"id": …, "article": …, "act": "undo", "operation": …}
    {"id": …, "article": …, "act": "work", "sentence": …, "seconds": 12}

Ids are made in the browser, so that an operation sent twice is recognised. `revision` is the one that the reviewer saw;
0 says that the row wasn't there. A review is named by its sentence.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.records import WORK
from annotator.errors import Invalid

_ID = re.compile(r"[0-9a-z-]{8,40}")
MAX_SECONDS = 3_600  # of work that one operation may report


@dataclass(frozen=True)
class Put:
    """Add a row, or change fields of it. `fields["retired"]` retires it or brings it back."""

    id: str
    article: str
    kind: str
    thing: str
    revision: int
    fields: Mapping[str, Any]


@dataclass(frozen=True)
class Undo:
    """Put every row that an operation touched back to what it was before."""

    id: str
    article: str
    operation: str


@dataclass(frozen=True)
class Work:
    """Seconds spent on a sentence."""

    id: str
    article: str
    sentence: str
    seconds: int


Operation = Put | Undo | Work


def parse(raw: object) -> Operation:
    """The operation that a JSON value stands for; raises Invalid("operation_bad") where it stands for none."""
    if not isinstance(raw, dict):
        raise Invalid("operation_bad", key="operation")
    id, article = _id(raw, "id"), _id(raw, "article")
    match raw.get("act"):
        case "put":
            return _put(id, article, raw)
        case "undo":
            return Undo(id, article, _id(raw, "operation"))
        case "work":
            return Work(id, article, _id(raw, "sentence"), _number(raw, "seconds", 1, MAX_SECONDS))
    raise Invalid("operation_bad", key="act")


def _put(id: str, article: str, raw: dict[str, Any]) -> Put:
    kind, fields = raw.get("kind"), raw.get("fields")
    if kind not in WORK:
        raise Invalid("operation_bad", key="kind")
    if not isinstance(fields, dict) or not fields:
        raise Invalid("operation_bad", key="fields")
    return Put(id, article, kind, _id(raw, "thing"), _number(raw, "revision", 0, 2**31), fields)


def _id(raw: dict[str, Any], key: str) -> str:
    value = raw.get(key)
    if not isinstance(value, str) or not _ID.fullmatch(value):
        raise Invalid("operation_bad", key=key)
    return value


def _number(raw: dict[str, Any], key: str, low: int, high: int) -> int:
    value = raw.get(key)
    if type(value) is not int or not low <= value <= high:
        raise Invalid("operation_bad", key=key)
    return value
