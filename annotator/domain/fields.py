"""Which fields of its own work a reviewer may set, and what each may hold."""

import re
from collections.abc import Callable, Mapping
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
_HINT = re.compile(r"[0-9a-z_:-]{8,80}")


def checked(kind: str, values: Mapping[str, Any], scheme: Scheme, *, new: bool) -> dict[str, Any]:
    """The values fit for storing.

    Raises Invalid: "field_unknown", "field_missing", "field_bad", "field_too_long" with `field`, or "unknown_label".
    """
    allowed = _FIELDS[kind] | (_ONLY_NEW.get(kind, {}) if new else {})
    for name in values:
        if name not in allowed:
            raise Invalid("field_unknown", field=name)
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


def _label(kind: str, *, optional: bool = False) -> Check:
    def check(field: str, value: Any, scheme: Scheme) -> str | None:
        if value is None and optional:
            return None
        if not isinstance(value, str):
            raise Invalid("field_bad", field=field)
        return scheme.choosable(kind, value).id

    return check


def _labels(kind: str) -> Check:
    one = _label(kind)

    def check(field: str, value: Any, scheme: Scheme) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise Invalid("field_bad", field=field)
        return tuple(dict.fromkeys(one(field, item, scheme) for item in value))

    return check


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


def _matching(pattern: re.Pattern[str]) -> Check:
    def check(field: str, value: Any, _scheme: Scheme) -> str:
        if not isinstance(value, str) or not pattern.fullmatch(value):
            raise Invalid("field_bad", field=field)
        return value

    return check


_OFFSET = _whole(0, 2**31)
_LINE, _PARAGRAPH = _text(500), _text(10_000)

_FIELDS: Mapping[str, dict[str, Check]] = {
    "review": {
        "state": _one_of("in_progress", "clean", "skipped"),  # "issues" follows from there being some
        "skip_reason": _label("skip_reason", optional=True),
        "score": _whole(0, 100, optional=True),
        "note": _PARAGRAPH,
        "flagged": _flag,
    },
    "issue": {
        "side": _one_of("translation", "source"),
        "start": _OFFSET,
        "end": _OFFSET,
        "category": _label("issue_category"),
        "severity": _label("severity"),
        "comment": _PARAGRAPH,
        "correction": _PARAGRAPH,
        "changes_fact": _flag,
    },
    "claim": {
        "start": _OFFSET,
        "end": _OFFSET,
        "statement": _PARAGRAPH,
        "claimant": _LINE,
        "kinds": _labels("claim_kind"),
        "priority": _label("priority"),
        "status": _label("claim_status"),
        "verdict": _label("verdict", optional=True),
        "verdict_in_source": _label("verdict", optional=True),
        "confidence": _label("confidence", optional=True),
        "rationale": _PARAGRAPH,
    },
    "evidence": {
        "url": _text(4_000),
        "archive_url": _text(4_000),
        "publisher": _LINE,
        "title": _text(2_000),
        "published_on": _matching(_DATE),
        "accessed_on": _matching(_DATE),
        "quote": _PARAGRAPH,
        "stance": _label("stance"),
    },
    "distortion": {"kind": _label("distortion_kind")},
    "resemblance": {"relation": _one_of(*RELATIONS)},
    "dismissal": {},
    "consensus": {"reason": _label("consensus_reason", optional=True), "note": _PARAGRAPH},
}

LABELS: Mapping[type[Work], tuple[str, ...]] = {
    Issue: ("category", "severity"),
    Claim: ("kinds", "priority", "status", "verdict", "verdict_in_source", "confidence"),
}
"""The fields of a mark that hold labels of the scheme."""

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
    "evidence": {"claim_id": _matching(_ID)},
    "distortion": {"issue_id": _matching(_ID), "claim_id": _matching(_ID)},
}

_REQUIRED: Mapping[str, tuple[str, ...]] = {
    "issue": ("side", "start", "end", "category", "severity"),
    "claim": ("start", "end"),
    "evidence": ("claim_id",),
    "distortion": ("issue_id", "claim_id", "kind"),
    "resemblance": ("start", "end", "known_id", "relation"),
    "dismissal": ("side", "start", "end", "hint"),
}
