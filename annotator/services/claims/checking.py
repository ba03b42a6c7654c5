"""The rule that a checked claim has what it needs, held at the end of every operation on it or on what it rests on."""

from collections.abc import Sequence
from typing import TypeVar

from annotator.domain import claims
from annotator.domain.plain import from_plain
from annotator.domain.records import WORK, Claim, Distortion, Evidence
from annotator.services.review.changing import Change
from db import work
from db.operations import Event

R = TypeVar("R", Evidence, Distortion)


def hold(change: Change) -> None:
    """Raises Invalid("claim_needs_…") where a claim that the operation touched is checked and lacks what it had."""
    for claim_id in dict.fromkeys(_claim_of(event) for event in change.events):
        claim = work.get(change.tx, Claim, claim_id) if claim_id else None
        if claim is None or claim.retired_at is not None or claim.status != claims.CHECKED:
            continue
        evidence = work.of_claim(change.tx, Evidence, claim.id)
        links = work.of_claim(change.tx, Distortion, claim.id)
        earlier = _earlier(claim, change.events)
        lacked = earlier is not None and claims.needs(
            earlier, _as_before(evidence, change.events), _as_before(links, change.events)
        )
        claims.require_ready(claims.needs(claim, evidence, links), lacked or ())


def _claim_of(event: Event) -> str | None:
    if event.kind == "claim":
        return event.thing_id
    after = event.after or {}
    return str(after["claim_id"]) if event.kind in ("evidence", "distortion") else None


def _earlier(claim: Claim, events: Sequence[Event]) -> Claim | None:
    """The claim before the operation, if it was checked then."""
    first = next((event for event in events if event.thing_id == claim.id), None)
    if first is None:
        return claim
    before = from_plain(Claim, dict(first.before)) if first.before else None
    return before if before is not None and before.status == claims.CHECKED else None


def _as_before(rows: Sequence[R], events: Sequence[Event]) -> list[R]:
    """The rows as they were before the operation."""
    found = {row.id: row for row in rows}
    for event in reversed(events):
        if event.thing_id in found and event.kind in ("evidence", "distortion"):
            if event.before is None:
                del found[event.thing_id]
            else:
                found[event.thing_id] = from_plain(WORK[event.kind], dict(event.before))  # type: ignore[assignment]
    return list(found.values())
