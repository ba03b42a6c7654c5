"""The audit: who did what to people, projects and sessions, for those who administer."""

import json
from collections.abc import Iterator
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.services.versions import names
from db import operations, projects
from db.operations import Happened
from db.store import Store
from exports import csv_file
from exports.rows import AUDIT, Row

KINDS = ("person", "member", "invitation", "session", "project", "scheme")
_BATCH = 500


def audit_rows(store: Store, actor: Actor, newest: int | None = None) -> Iterator[Row]:
    """The rows of the report `audit`, the newest first; with `newest`, so many of them. Raises Forbidden."""
    policy.require(actor, "administer")
    return _rows(store, newest)


def audit_csv(store: Store, actor: Actor) -> Iterator[bytes]:
    """The same as a CSV file, piece by piece."""
    return csv_file.write(audit_rows(store, actor), AUDIT)


def _rows(store: Store, newest: int | None) -> Iterator[Row]:
    """In batches, each from a transaction of its own so that nobody's saving waits."""
    before, left = None, newest
    while left is None or left > 0:
        with store.read() as tx:
            wanted = _BATCH if left is None else min(left, _BATCH)
            batch = operations.happened(tx, KINDS, before, wanted)
            named = names(tx) | {project.id: project.name for project in projects.everything(tx)}
        yield from (_row(event, named) for event in batch)
        if len(batch) < wanted:
            return
        before = batch[-1].seq
        left = None if left is None else left - len(batch)


def _row(event: Happened, named: dict[str, str]) -> Row:
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


def _about(event: Happened, facts: dict[str, Any], named: dict[str, str]) -> str:
    if event.kind == "invitation":
        return facts.get("name") or ""
    return named.get(event.thing_id, "") if event.kind in ("person", "member", "session") else ""


def _said(values: Any, named: dict[str, str]) -> str:
    """What an event says beside whom it is about, as JSON with names for ids."""
    told = {key: named.get(str(value), value) for key, value in (values or {}).items() if value is not None}
    return json.dumps(told, ensure_ascii=False) if told else ""
