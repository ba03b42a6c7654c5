"""Undo: every row that an operation touched goes back to what it was, by new events. Redo is the undo of an undo."""

from dataclasses import replace
from datetime import UTC, datetime

from annotator.clock import now
from annotator.domain.operations import Undo
from annotator.domain.plain import from_plain
from annotator.domain.policy import Actor
from annotator.domain.records import ASIDE, WORK, Review, Work
from annotator.errors import Conflict, NotFound
from annotator.services.review.changing import Change
from annotator.services.review.presenting import shown
from db import operations as kept
from db import work
from db.operations import Event
from db.store import Tx

_ANY_TIME = datetime.min.replace(tzinfo=UTC)


def owner(tx: Tx, actor: Actor, operation: Undo) -> str | None:
    """Whose work an operation changed: None where it changed nothing. Raises NotFound for somebody else's."""
    done = _own(tx, actor, operation)
    events = kept.events_of(tx, [done.id])[done.id]
    return next((event.after["reviewer_id"] for event in events if event.after), None)


def undo(change: Change, operation: Undo) -> None:
    """Reverses an operation of the same person; raises Conflict when one of its rows has changed since."""
    done = _own(change.tx, change.actor, operation)
    events = kept.events_of(change.tx, [done.id])[done.id]
    stand = [_reverse(change, event) for event in reversed(events)]  # where sentences were joined since, elsewhere
    came_from = [event.sentence_id for event in events if event.kind not in ASIDE]
    for sentence_id in dict.fromkeys(id for id in (*came_from, *stand) if id is not None):
        change.settle(sentence_id)


def _own(tx: Tx, actor: Actor, operation: Undo) -> kept.Done:
    done = kept.find(tx, operation.operation)
    if done is None or (done.person_id, done.article_id) != (actor.id, operation.article):
        raise NotFound("not_found")
    return done


def _reverse(change: Change, event: Event) -> str | None:
    """Writes one row as it was before an event; gives back the sentence in which it counts now."""
    current = work.get(change.tx, WORK[event.kind], event.thing_id)
    if current is None or event.after is None:
        raise NotFound("not_found")
    left = from_plain(WORK[event.kind], dict(event.after))
    if _content(current) != _content(left):
        raise Conflict("undo_overtaken", current=shown(current, change.scheme))
    before = _removed(current) if event.before is None else from_plain(WORK[event.kind], dict(event.before))
    change.write(current, replace(before, sentence_id=current.sentence_id))
    return None if event.kind in ASIDE else current.sentence_id


def _removed(record: Work) -> Work:
    """A row that an operation added, as if it hadn't: nothing is ever deleted."""
    if isinstance(record, Review):
        return replace(record, state="unseen", skip_reason=None, score=None, note="", flagged=False)
    return replace(record, retired_at=now())


def _content(record: Work) -> Work:
    """What a row says, without what every change gives it; joining sentences may have moved it."""
    content = replace(record, revision=0, updated_at=_ANY_TIME, sentence_id="")
    if isinstance(content, Review) or content.retired_at is None:
        return content
    return replace(content, retired_at=_ANY_TIME)
