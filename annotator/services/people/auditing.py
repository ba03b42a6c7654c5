"""The audit: who did what to people, projects, schemes and sessions, and who restored work. For administrators."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.schemes.changes import Change
from annotator.services.consensus.versions import names
from annotator.services.review.presenting import scheme_version
from annotator.services.schemes.scheme_words import in_words
from annotator.words import say
from db import audit, projects
from db.audit import Happened
from db.store import Store, Tx
from exports import csv_file
from exports.columns import Row
from exports.desk import AUDIT

KINDS = ("person", "member", "invitation", "session", "project", "scheme", "restoration")
_BATCH = 500


@dataclass(frozen=True)
class Asked:
    """What of the audit: of a person who did it, or had it done to them; of some kinds; from a time on; until another.

    Left empty: all.
    """

    person: str = ""
    kinds: tuple[str, ...] = ()
    start: datetime | None = None
    end: datetime | None = None


ALL = Asked()


@dataclass(frozen=True)
class Said:
    """A row of the report, and beside it what it says that wants words."""

    row: Row
    lines: list[str]


def audit_rows(store: Store, actor: Actor, asked: Asked = ALL) -> Iterator[Row]:
    """The rows of the report `audit`, the newest first. Raises Forbidden."""
    policy.require(actor, "administer")
    return _rows(store, asked)


def audit_csv(store: Store, actor: Actor, asked: Asked = ALL) -> Iterator[bytes]:
    """The same as a CSV file, piece by piece."""
    return csv_file.write(audit_rows(store, actor, asked), AUDIT)


def audit_page(store: Store, actor: Actor, asked: Asked, before: int | None, count: int) -> list[Said]:
    """So many of the rows, those before one of them, with words in the actor's language. Raises Forbidden."""
    policy.require(actor, "administer")
    with store.read() as tx:
        found = audit.happened(tx, _query(asked), before, count)
        named = _named(tx)
        return [Said(_row(event, named), _in_words(tx, event, named, actor.language)) for event in found]


def _rows(store: Store, asked: Asked) -> Iterator[Row]:
    """In batches, each from a transaction of its own so that nobody's saving waits."""
    before = None
    while True:
        with store.read() as tx:
            batch = audit.happened(tx, _query(asked), before, _BATCH)
            named = _named(tx)
        yield from (_row(event, named) for event in batch)
        if len(batch) < _BATCH:
            return
        before = batch[-1].seq


def _query(asked: Asked) -> audit.Asked:
    kinds = tuple(kind for kind in KINDS if not asked.kinds or kind in asked.kinds)
    return audit.Asked(kinds, asked.person, asked.start, asked.end)


def _named(tx: Tx) -> dict[str, str]:
    return names(tx) | {project.id: project.name for project in projects.everything(tx)}


def _row(event: Happened, named: Mapping[str, str]) -> Row:
    facts = {**(event.before or {}), **(event.after or {})}
    of_project = event.thing_id if event.kind in ("project", "scheme") else facts.get("project")
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "by": named.get(event.person_id or "", ""),
        "act": f"{event.kind}_{event.action}",
        "about": _about(event, facts, named),
        "project": named.get(of_project or "", ""),
        "before": _said(event.before, named),
        "after": _said(event.after, named),
    }


def _about(event: Happened, facts: dict[str, Any], named: Mapping[str, str]) -> str:
    if event.kind == "invitation":
        return facts.get("name") or ""
    if event.kind == "restoration":
        return named.get(facts["whose"], "")
    return named.get(event.thing_id, "") if event.kind in ("person", "member", "session") else ""


def _said(values: Any, named: Mapping[str, str]) -> str:
    """What an event says beside whom it is about, as JSON with names for ids."""
    told = {key: named.get(str(value), value) for key, value in (values or {}).items() if value is not None}
    return json.dumps(told, ensure_ascii=False) if told else ""


def _in_words(tx: Tx, event: Happened, named: Mapping[str, str], language: str) -> list[str]:
    """What changed in a scheme, line by line; of a restoration what was restored, where, and as it was when."""
    if event.kind == "scheme" and event.before and event.after:
        old, new = (scheme_version(tx, one["scheme"]) for one in (event.before, event.after))
        version = say("audit.version", language, number=event.after["version"])
        return [version, *in_words([Change(**change) for change in event.after["changes"]], old, new, language)]
    if event.kind == "restoration":
        what = say(f"history.kind_of_{event.after['what']}", language)
        return [say("audit.restored", language, what=what, article=f"\u2068{event.after['article']}\u2069")]
    return []
