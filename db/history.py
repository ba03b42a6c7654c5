"""What happened to the work on a sentence, and what rows said at a time."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, or_, select

from annotator.domain.records import WORK
from db import prepared
from db.store import Tx
from db.tables import (
    ClaimRow,
    DismissalRow,
    DistortionRow,
    EventRow,
    EvidenceRow,
    IssueRow,
    OperationRow,
    ResemblanceRow,
    ReviewRow,
)

_E = prepared.table_of(EventRow).c
_O = prepared.table_of(OperationRow).c
_ROWS = (ReviewRow, IssueRow, ClaimRow, EvidenceRow, DistortionRow, ResemblanceRow, DismissalRow)
_MARKS = tuple(prepared.table_of(row) for row in _ROWS)


@dataclass(frozen=True)
class Occurrence:
    """An event of somebody's work, with the act that brought it about; imported work has none."""

    seq: int
    at: datetime
    person_id: str | None
    operation_id: str | None
    act: str | None
    article_id: str
    kind: str
    thing_id: str
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any]


def of_sentence(
    tx: Tx, article_id: str, sentence_id: str, person_id: str | None, kinds: Sequence[str], limit: int
) -> list[Occurrence]:
    """The newest events in a sentence, of one person or of all, the newest first.

    Those of marks that came into it when sentences were joined or split are among them.
    """
    here = [_E.sentence_id == sentence_id]
    for table in _MARKS:
        things = select(table.c.id).where(table.c.sentence_id == sentence_id)
        here.append(_E.thing_id.in_(things))
    query = _occurrences().where(_E.article_id == article_id, or_(*here), _E.kind.in_(kinds))
    if person_id is not None:
        query = query.where(_E.person_id == person_id)
    return _listed(tx, query.order_by(_E.seq.desc()).limit(limit))


def occurrence(tx: Tx, seq: int) -> Occurrence | None:
    """The event of somebody's work with this number."""
    found = _listed(tx, _occurrences().where(_E.seq == seq, _E.kind.in_(tuple(WORK))))
    return found[0] if found else None


def bounds(tx: Tx, event: Occurrence) -> tuple[int, int]:
    """The first and the last event of the act that an event belongs to."""
    if event.operation_id is None:
        return event.seq, event.seq
    query = select(func.min(_E.seq), func.max(_E.seq)).where(_E.operation_id == event.operation_id)
    first, last = tx.connection().execute(query).one()
    return first, last


def states_at(tx: Tx, thing_ids: Sequence[str], seq: int) -> dict[str, Mapping[str, Any]]:
    """What rows said right after an event, by id; those that weren't there yet are left out."""
    query = _occurrences().where(_E.thing_id.in_(thing_ids), _E.seq <= seq).order_by(_E.seq)
    return {event.thing_id: event.after for event in _listed(tx, query)}


def _occurrences() -> Select[Any]:
    names = ("seq", "at", "person_id", "operation_id", "article_id", "kind", "thing_id", "action", "before", "after")
    table = prepared.table_of(EventRow)
    columns = [table.c[name] for name in names]
    return select(*columns, _O.act).join_from(
        table, prepared.table_of(OperationRow), _O.id == _E.operation_id, isouter=True
    )


def _listed(tx: Tx, query: Select[Any]) -> list[Occurrence]:
    rows = tx.connection().execute(query).mappings()
    return [Occurrence(**row) for row in rows if row["after"] is not None]
