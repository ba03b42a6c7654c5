"""Which fields of its own work a reviewer may set, and what each may hold."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.known import RELATIONS
from annotator.domain.records import Claim, Issue, Work
from annotator.domain.scheme import Scheme
from annotator.domain.text import clean
from annotator.errors import Invalid

Check = Callable[[str, Any, Scheme], Any]
"""(field, value, scheme) → the value to store; raises Invalid."""

_DATE = re.compile(r"(\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?)?")
_ID = re.compile(r"[0-9a-z-]{8,40}")
_HASH = re.compile(r"([0-9a-f]{64})?")
_HINT = re.compile(r"[0-9a-z_:-]{8,80}")


def checked(kind: str, values: Mapping[str, Any], scheme: Scheme, *, new: bool) -> dict[str, Any]:
    """The values fit for storing.

    Raises Invalid: "field_unknown", "field_missing", "field_bad", "field_too_long" with `field`, or "unknown_label".
    """
    allowed = _FIELDS[kind] | (_ONLY_NEW.get(kind, {}) if new else {})
    for name in values:
        if name not in allowed:
            raise Invalid("field_unknown", field=ascii(name)[1:-1][:40])  # ours are plain words; this may be anything
    for name in _REQUIRED.get(kind, ()) if new else ():
        if name not in values:
            raise Invalid("field_missing", field=name)
    return {name: allowed[name](name, value, scheme) for name, value in values.items()}


def _text(limit: int) -> Check:
    def check(field: str, value: Any, _scheme: Scheme) -> str:
        if not isinstance(value, str):
            raise Invalid("field_bad", field=field)
        if len(value) > limit:
            raise Invalid("field_too_long", field=field, limit=limit)
        return clean(value)

    return check


@dataclass(frozen=True)
class _Label:
    """A label of one of the scheme's lists."""

    list: str
    optional: bool = False

    def __call__(self, field: str, value: Any, scheme: Scheme) -> str | None:
        if value is None and self.optional:
            return None
        if not isinstance(value, str):
            raise Invalid("field_bad", field=field)
        return scheme.choosable(self.list, value).id


@dataclass(frozen=True)
class _Labels:
    """Any number of labels of one of the scheme's lists."""

    list: str

    def __call__(self, field: str, value: Any, scheme: Scheme) -> tuple[str | None, ...]:
        if not isinstance(value, list):
            raise Invalid("field_bad", field=field)
        one = _Label(self.list)
        return tuple(dict.fromkeys(one(field, item, scheme) for item in value))


def _one_of(*choices: str) -> Check:
    def check(field: str, value: Any, _scheme: Scheme) -> str:
        if value not in choices:
            raise Invalid("field_bad", field=field)
        return str(value)

    return check


def _whole(low: int, high: int, *, optional: bool = False) -> Check:
    def check(field: str, value: Any, _scheme: Scheme) -> int | None:
        if value is None and optional:
            return None
        if type(value) is not int or not low <= value <= high:
            raise Invalid("field_bad", field=field)
        return value

    return check


def _flag(field: str, value: Any, _scheme: Scheme) -> bool:
    if not isinstance(value, bool):
        raise Invalid("field_bad", field=field)
    return value


def _lines(most: int, limit: int) -> Check:
    one = _text(limit)

    def check(field: str, value: Any, scheme: Scheme) -> tuple[str, ...]:
        if not isinstance(value, list) or len(value) > most:
            raise Invalid("field_bad", field=field)
        lines = (one(field, item, scheme).strip() for item in value)
        return tuple(dict.fromkeys(line for line in lines if line))

    return check


def _matching(pattern: re.Pattern[str]) -> Check:
    def check(field: str, value: Any, _scheme: Scheme) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Invalid("field_bad", field=field)
        return value

    return check


_OFFSET = _whole(0, 2**31)
_LINE, _PARAGRAPH = _text(500), _text(10_000)
_SOURCE_OFFSET = _whole(0, 2**31, optional=True)

_FIELDS: Mapping[str, dict[str, Check]] = {
    "review": {
        "state": _one_of("in_progress", "clean", "skipped"),  # "issues" follows from there being some
        "skip_reason": _Label("skip_reason", optional=True),
        "score": _whole(0, 100, optional=True),
        "note": _PARAGRAPH,
        "flagged": _flag,
    },
    "issue": {
        "side": _one_of("translation", "source"),
        "start": _OFFSET,
        "end": _OFFSET,
        "category": _Label("issue_category"),
        "severity": _Label("severity"),
        "comment": _PARAGRAPH,
        "correction": _PARAGRAPH,
        "changes_fact": _flag,
    },
    "claim": {
        "start": _OFFSET,
        "end": _OFFSET,
        "statement": _PARAGRAPH,
        "claimant": _LINE,
        "kinds": _Labels("claim_kind"),
        "priority": _Label("priority"),
        "status": _Label("claim_status"),
        "verdict": _Label("verdict", optional=True),
        "verdict_in_source": _Label("verdict", optional=True),
        "confidence": _Label("confidence", optional=True),
        "rationale": _PARAGRAPH,
        "source_start": _SOURCE_OFFSET,
        "source_end": _SOURCE_OFFSET,
        "statement_in_source": _PARAGRAPH,
        "checkability": _Label("checkability", optional=True),
        "claimant_role": _LINE,
        "claimant_id": _LINE,
        "claimed_on": _matching(_DATE),
        "place": _LINE,
        "appearances": _lines(100, 2_000),
        "reopen_reason": _PARAGRAPH,
    },
    "evidence": {
        "url": _text(4_000),
        "archive_url": _text(4_000),
        "publisher": _LINE,
        "title": _text(2_000),
        "published_on": _matching(_DATE),
        "accessed_on": _matching(_DATE),
        "quote": _PARAGRAPH,
        "stance": _Label("stance"),
        "question": _PARAGRAPH,
        "answer": _PARAGRAPH,
        "answer_type": _Label("answer_type", optional=True),
        "quote_translation": _PARAGRAPH,
        "author": _LINE,
        "source_type": _Label("source_type", optional=True),
        "locator": _LINE,
        "problems": _Labels("evidence_problem"),
        "file_hash": _matching(_HASH),
        "file_name": _LINE,
    },
    "distortion": {"kind": _Label("distortion_kind")},
    "relation": {"kind": _Label("claim_relation")},
    "resemblance": {"relation": _one_of(*RELATIONS)},
    "dismissal": {},
    "consensus": {"reason": _Label("consensus_reason", optional=True), "note": _PARAGRAPH},
}

_ONLY_NEW: Mapping[str, dict[str, Check]] = {
    "issue": {"suggestion": _matching(_HINT)},
    "claim": {"suggestion": _matching(_HINT)},
    "resemblance": {"start": _OFFSET, "end": _OFFSET, "known_id": _matching(_ID)},
    "dismissal": {
        "side": _one_of("translation", "source"),
        "start": _OFFSET,
        "end": _OFFSET,
        "hint": _matching(_HINT),
    },
    "evidence": {"claim_id": _matching(_ID), "same_as": _matching(_ID)},
    "relation": {"claim_id": _matching(_ID), "other_id": _matching(_ID)},
    "distortion": {"issue_id": _matching(_ID), "claim_id": _matching(_ID)},
}

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "issue": ("side", "start", "end", "category", "severity"),
    "claim": ("start", "end"),
    "evidence": ("claim_id",),
    "distortion": ("issue_id", "claim_id", "kind"),
    "relation": ("claim_id", "other_id", "kind"),
    "resemblance": ("start", "end", "known_id", "relation"),
    "dismissal": ("side", "start", "end", "hint"),
}


def settable(kind: str) -> tuple[str, ...]:
    """The fields of a kind of work that somebody may set, in the order in which forms ask for them."""
    return tuple(_FIELDS[kind])


def list_of(kind: str, field: str) -> str | None:
    """The scheme's list that a field's labels come from; None where it holds none."""
    check = _FIELDS[kind].get(field)
    return check.list if isinstance(check, _Label | _Labels) else None


LABELS: Mapping[type[Work], tuple[str, ...]] = {
    mark: tuple(field for field in settable(kind) if list_of(kind, field))
    for kind, mark in {"issue": Issue, "claim": Claim}.items()
}
"""The fields of a mark that hold labels of the scheme."""
