"""Restoring from the history: a row is again what it was, by new events; an act of its own that can be undone."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.domain import claims, reviewing
from annotator.domain.operations import Restore
from annotator.domain.plain import from_plain
from annotator.domain.policy import Actor
from annotator.domain.records import (
    CONSENSUS,
    WORK,
    Claim,
    Consensus,
    Distortion,
    Issue,
    Mark,
    Review,
    Work,
)
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.consensus import adjudicating
from annotator.services.review.changing import Change
from annotator.services.review.presenting import shown
from db import history, work
from db.history import Occurrence
from db.operations import Event, record_events
from db.store import Tx

_PARTS: Mapping[type[Any], tuple[tuple[str, ...], ...]] = {
    Review: (("state", "skip_reason"), ("score",), ("note",), ("flagged",)),
    Consensus: (("reason",), ("note",)),
}
"""What is restored of a row that says several things at once: of each event, the parts that it changed."""


def owner(tx: Tx, actor: Actor, operation: Restore) -> str | None:
    """Whose work is restored: the actor's own, or what stands. Raises NotFound for somebody else's."""
    event = _event(tx, operation)
    reviewer = str(event.after["reviewer_id"])
    if reviewer not in (actor.id, CONSENSUS):
        raise NotFound("not_found")
    return reviewer


def restore(change: Change, operation: Restore) -> None:
    """Makes a row what an event left, or what was before it; a claim comes back with the evidence that it had then.

    Raises Conflict where the row has changed since it was seen, Invalid where it can't stand as it was any more.
    """
    event = _event(change.tx, operation)
    current = work.get(change.tx, WORK[event.kind], event.thing_id)
    if current is None:
        raise NotFound("not_found")
    if current.revision != operation.revision:
        raise Conflict("conflict", current=shown(current, change.scheme))
    wanted = target(current, event, operation.state)
    if wanted is None or wanted == current:
        raise Invalid("restore_nothing")
    if isinstance(current, Review | Consensus):
        _restore_parts(change, current, wanted)
    else:
        _restore_mark(change, current, wanted)
        _restore_resting(change, wanted, event, operation.state)
    if change.owner == CONSENSUS and not isinstance(current, Consensus):
        adjudicating.keep_decided(change)
    _tell_audit(change, event)


def state_of(event: Occurrence) -> str:
    """Which of an event's two states is worth restoring: what it left, or of a removal what was before."""
    return "before" if event.after.get("retired_at") and event.before is not None else "after"


def target(current: Work, event: Occurrence, state: str) -> Work | None:
    """The row as it would stand, with the revision that it has now; None where there is nothing to restore."""
    told = event.before if state == "before" else event.after
    if told is None or told.get("retired_at"):
        return None
    was = from_plain(WORK[event.kind], dict(told))
    if type(current) in _PARTS:
        return _with_parts(current, was, event, state)
    now = {"revision": current.revision, "updated_at": current.updated_at, "sentence_id": current.sentence_id}
    return replace(was, **now)  # type: ignore[arg-type]


def _event(tx: Tx, operation: Restore) -> Occurrence:
    event = history.occurrence(tx, operation.event)
    if event is None or event.article_id != operation.article:
        raise NotFound("not_found")
    return event


def _with_parts(current: Work, was: Work, event: Occurrence, state: str) -> Work | None:
    other = (event.before if state == "after" else event.after) or {}
    values: dict[str, Any] = {}
    for part in _PARTS[type(current)]:
        changed = {name: getattr(was, name) for name in part if other.get(name) != getattr(was, name)}
        if changed and changed.get("state") not in ("issues", "unseen"):  # these follow from what there is
            values |= {name: getattr(was, name) for name in part}
    if not values or (isinstance(current, Consensus) and current.retired_at is not None):
        return None
    return replace(current, **values)


def _restore_parts(change: Change, current: Review | Consensus, wanted: Work) -> None:
    if isinstance(wanted, Review) and isinstance(current, Review):
        issues = work.live_issues(change.tx, current.sentence_id, change.owner)
        if wanted.state != current.state:
            reviewing.check_judgement(wanted, issues)
        wanted = reviewing.settled(wanted, issues)
    change.write(current, wanted)


def _restore_mark(change: Change, current: Mark, wanted: Work) -> None:
    """Where the mark rests on others, these must stand."""
    for name, kind in (("claim_id", Claim), ("issue_id", Issue)):
        on = getattr(wanted, name, None)
        if on is not None and not _stands(change.tx, kind, on):
            raise Invalid("restore_rests")
    if isinstance(wanted, Claim) and isinstance(current, Claim) and current.status == claims.CHECKED:
        wanted = claims.stepped(current, wanted)  # what is checked is reopened, not overwritten
    after = change.write(current, change.placed(wanted))
    change.settle_for(current, after)


def _restore_resting(change: Change, mark: Work, event: Occurrence, state: str) -> None:
    """What rested on a mark at that time and is gone comes back; what is there stays as it is."""
    first, last = history.bounds(change.tx, event)
    rows = [row for row in work.rested_on(change.tx, mark) if row.retired_at is not None]
    then = history.states_at(change.tx, [row.id for row in rows], last if state == "after" else first - 1)
    for row in rows:
        told = then.get(row.id)
        if told is None or told.get("retired_at"):
            continue
        was = from_plain(type(row), dict(told))
        if isinstance(was, Distortion) and not _both_stand(change.tx, was):
            continue
        change.write(row, replace(was, sentence_id=row.sentence_id))


def _both_stand(tx: Tx, link: Distortion) -> bool:
    return _stands(tx, Issue, link.issue_id) and _stands(tx, Claim, link.claim_id)


def _stands(tx: Tx, kind: type[Any], id: str) -> bool:
    found = work.get(tx, kind, id)
    return found is not None and found.retired_at is None


def _tell_audit(change: Change, event: Occurrence) -> None:
    """A line for the audit beside the events of the act itself: what was restored, whose, and to when."""
    said = {"project": change.article.project_id, "article": change.article.title, "what": event.kind}
    said |= {"whose": change.owner, "made_at": event.at.isoformat()}
    told = Event("restoration", event.thing_id, "added", None, said, None, change.article.id)
    record_events(change.tx, change.actor.id or None, [told])
