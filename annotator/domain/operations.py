"""What a browser may ask for, checked for form before anything is looked up.

    {"id": …, "article": …, "act": "put",  "kind": "issue", "thing": …, "revision": 3, "fields": {…}}
    {"id": …, "article": …, "act": "undo", "operation": …}
    {"id": …, "article": …, "act": "restore", "event": 17, "state": "after", "revision": 3}
    {"id": …, "article": …, "act": "work", "sentence": …, "seconds": 12}
    {"id": …, "article": …, "act": "submit", "submitted": true}
    {"id": …, "article": …, "act": "settle", "sentence": …, "revision": 0, "take": …, "reason": …, "note": ""}
    {"id": …, "article": …, "act": "settle_all", "boundaries": "core", "severity": null}
    {"id": …, "article": …, "act": "comment", "sentence": …, "comment": …, "revision": 0, "text": …}
    {"id": …, "article": …, "act": "uncomment", "comment": …, "revision": 1}
    {"id": …, "article": …, "act": "resolve", "sentence": …, "resolved": true}
    {"id": …, "article": …, "act": "read", "sentence": …}

Ids are made in the browser, so that an operation sent twice is recognised. `revision` is the one that the reviewer saw;
0 says that the row wasn't there. A review and a consensus are named by their sentence. A "put" with "as": "consensus"
changes what the consensus says instead of one's own work; its "scheme" names the version whose labels were chosen from.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, get_args

from annotator.domain.comments import read_comment
from annotator.domain.records import ASIDE, WORK
from annotator.errors import Invalid

Boundaries = Literal["core", "widest"]  # of marks that differ in their ends: what all cover, or what any covers
Severity = Literal["milder", "graver"]  # of marks that differ by one step
Moment = Literal["before", "after"]
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
    as_consensus: bool = False
    scheme: str | None = None  # the version that its labels were chosen from; None: the newest


@dataclass(frozen=True)
class Undo:
    """Put every row that an operation touched back to what it was before."""

    id: str
    article: str
    operation: str


@dataclass(frozen=True)
class Restore:
    """Make a row again what it was after an event of its history, or before it."""

    id: str
    article: str
    event: int
    state: Moment
    revision: int


@dataclass(frozen=True)
class Work:
    """Seconds spent on a sentence."""

    id: str
    article: str
    sentence: str
    seconds: int


@dataclass(frozen=True)
class Submit:
    """Hand the article in, or reopen it."""

    id: str
    article: str
    submitted: bool


@dataclass(frozen=True)
class Settle:
    """Make a reviewer's version of a sentence the consensus; `take` None: none of the versions, no mark stands."""

    id: str
    article: str
    sentence: str
    revision: int  # of the consensus that was seen
    take: str | None
    reason: str | None
    note: str


@dataclass(frozen=True)
class SettleAll:
    """Settle every sentence of an article on which reviewers differ in no more than this. None: not in that."""

    id: str
    article: str
    boundaries: Boundaries | None
    severity: Severity | None


@dataclass(frozen=True)
class Say:
    """Comment on a sentence (revision 0), or word one's own comment anew."""

    id: str
    article: str
    sentence: str
    comment: str
    revision: int
    text: str


@dataclass(frozen=True)
class Unsay:
    """Take one's own comment back."""

    id: str
    article: str
    comment: str
    revision: int


@dataclass(frozen=True)
class Resolve:
    """Call the thread of a sentence resolved, or open again."""

    id: str
    article: str
    sentence: str
    resolved: bool


@dataclass(frozen=True)
class Read:
    """One has read the thread of a sentence: what names one there waits no longer."""

    id: str
    article: str
    sentence: str


Discussed = Say | Unsay | Resolve | Read
Operation = Put | Undo | Restore | Work | Submit | Settle | SettleAll | Discussed


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
        case "restore":
            revision, state = _number(raw, "revision", 0, 2**31), _choice(raw, "state", Moment)
            return Restore(id, article, _number(raw, "event", 1, 2**63 - 1), state or "after", revision)
        case "work":
            return Work(id, article, _id(raw, "sentence"), _number(raw, "seconds", 1, MAX_SECONDS))
        case "submit":
            return Submit(id, article, _flag(raw, "submitted"))
        case "settle":
            return _settle(id, article, raw)
        case "settle_all":
            boundaries, severity = _choice(raw, "boundaries", Boundaries), _choice(raw, "severity", Severity)
            return SettleAll(id, article, boundaries, severity)
        case "comment" | "uncomment" | "resolve" | "read":
            return _discussed(id, article, raw)
    raise Invalid("operation_bad", key="act")


def _discussed(id: str, article: str, raw: dict[str, Any]) -> Discussed:
    match raw["act"]:
        case "comment":
            revision, text = _number(raw, "revision", 0, 2**31), read_comment(raw.get("text"))
            return Say(id, article, _id(raw, "sentence"), _id(raw, "comment"), revision, text)
        case "uncomment":
            return Unsay(id, article, _id(raw, "comment"), _number(raw, "revision", 1, 2**31))
        case "resolve":
            return Resolve(id, article, _id(raw, "sentence"), _flag(raw, "resolved"))
        case _:
            return Read(id, article, _id(raw, "sentence"))


def _put(id: str, article: str, raw: dict[str, Any]) -> Put:
    kind, fields = raw.get("kind"), raw.get("fields")
    if kind not in WORK:
        raise Invalid("operation_bad", key="kind")
    if not isinstance(fields, dict) or not fields:
        raise Invalid("operation_bad", key="fields")
    if raw.get("as") not in (None, "consensus") or (raw.get("as") and kind in ASIDE):
        raise Invalid("operation_bad", key="as")
    revision = _number(raw, "revision", 0, 2**31)
    scheme = None if raw.get("scheme") is None else _id(raw, "scheme")
    return Put(id, article, kind, _id(raw, "thing"), revision, fields, raw.get("as") == "consensus", scheme)


def _settle(id: str, article: str, raw: dict[str, Any]) -> Settle:
    take, reason, note = raw.get("take"), raw.get("reason"), raw.get("note", "")
    if not isinstance(note, str) or not (reason is None or isinstance(reason, str)):
        raise Invalid("operation_bad", key="reason")
    revision = _number(raw, "revision", 0, 2**31)
    return Settle(id, article, _id(raw, "sentence"), revision, take and _id(raw, "take"), reason, note)


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


def _flag(raw: dict[str, Any], key: str) -> bool:
    value = raw.get(key)
    if not isinstance(value, bool):
        raise Invalid("operation_bad", key=key)
    return value


def _choice(raw: dict[str, Any], key: str, choices: Any) -> Any:
    value = raw.get(key)
    if value is not None and value not in get_args(choices):
        raise Invalid("operation_bad", key=key)
    return value
