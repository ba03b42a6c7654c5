"""The events of the audit, by kind, person and time: read from an index of their own, however many others there are."""

from collections.abc import Sequence
from dataclasses import dataclass, fields
from datetime import datetime
from typing import Any

from sqlalchemy import Select, or_, select, union_all

from db import prepared
from db.store import Tx
from db.tables import EventRow

_E = prepared.table_of(EventRow).c


@dataclass(frozen=True)
class Happened:
    """An event with its number, who did it, and when."""

    seq: int
    at: datetime
    person_id: str | None
    kind: str
    thing_id: str
    action: str
    before: Any
    after: Any


@dataclass(frozen=True)
class Asked:
    """Which events: of some kinds; of a person who did it, or had it done to them; from a time on; until another."""

    kinds: Sequence[str]
    person_id: str = ""
    start: datetime | None = None
    end: datetime | None = None


def happened(tx: Tx, asked: Asked, before: int | None, limit: int) -> list[Happened]:
    """Events that no annotation made, the newest first; those before one of them."""
    numbers = [select(_of_kind(kind, asked, before, limit).subquery().c.seq) for kind in asked.kinds]
    if not numbers:
        return []
    columns = [_E[field.name] for field in fields(Happened)]
    newest = select(*columns).where(_E.seq.in_(union_all(*numbers))).order_by(_E.seq.desc()).limit(limit)
    return [Happened(**row) for row in tx.connection().execute(newest).mappings()]


def _of_kind(kind: str, asked: Asked, before: int | None, limit: int) -> Select[Any]:
    """The newest of one kind, as many as could be asked for: the index holds all that is asked about."""
    query = select(_E.seq).where(_E.operation_id.is_(None), _E.kind == kind)
    if before is not None:
        query = query.where(_E.seq < before)
    if asked.person_id:
        query = query.where(or_(_E.person_id == asked.person_id, _E.thing_id == asked.person_id))
    if asked.start is not None:
        query = query.where(_E.at >= asked.start)
    if asked.end is not None:
        query = query.where(_E.at < asked.end)
    return query.order_by(_E.seq.desc()).limit(limit)
