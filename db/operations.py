"""What browsers asked for, with the answers they got, and the append-only events."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert
from sqlmodel import col, select

from annotator.clock import now
from db import prepared
from db.store import Tx
from db.tables import ArticleRow, EventRow, OperationRow

_FIND = prepared.by_id(OperationRow)
_ADD_OPERATION = insert(prepared.table_of(OperationRow))
_ADD_EVENT = insert(prepared.table_of(EventRow))


@dataclass(frozen=True)
class Done:
    """An operation that was carried out."""

    id: str
    person_id: str
    article_id: str
    act: str
    undoes: str | None
    answer: Mapping[str, Any]
    at: datetime


@dataclass(frozen=True)
class Event:
    """What happened to one row; `before` is None when it was added."""

    kind: str
    thing_id: str
    action: str
    before: Mapping[str, Any] | None
    after: Mapping[str, Any] | None
    sentence_id: str | None = None
    article_id: str | None = None


def find(tx: Tx, id: str) -> Done | None:
    """The operation with this id, if it was carried out."""
    row = prepared.first(tx, _FIND, id=id)
    return None if row is None else _done(row)


def record(tx: Tx, done: Done, events: list[Event]) -> None:
    """Keeps an operation and what it did."""
    prepared.run(tx, _ADD_OPERATION, {**vars(done), "answer": dict(done.answer)})
    record_events(tx, done.person_id, events, done.id)


def record_events(tx: Tx, person_id: str | None, events: list[Event], operation_id: str | None = None) -> None:
    """Appends events, in their order."""
    about = {"operation_id": operation_id, "person_id": person_id, "at": now()}
    for event in events:  # one by one: `seq` counts them in this order
        prepared.run(tx, _ADD_EVENT, {**vars(event), **about})


def record_many(tx: Tx, events: Sequence[tuple[str | None, Event]]) -> None:
    """Appends many events in their order, each with who did it."""
    about = {"operation_id": None, "at": now()}
    prepared.run_many(tx, _ADD_EVENT, [{**vars(event), **about, "person_id": person} for person, event in events])


def events_of(tx: Tx, operation_ids: Sequence[str]) -> dict[str, list[Event]]:
    """The events of each operation, in their order."""
    found: dict[str, list[Event]] = {id: [] for id in operation_ids}
    query = select(EventRow).where(col(EventRow.operation_id).in_(operation_ids)).order_by(col(EventRow.seq))
    for row in tx.exec(query):
        found[row.operation_id or ""].append(_event(row))
    return found


def since(tx: Tx, person_id: str, article_id: str, start: datetime, limit: int) -> list[Done]:
    """A person's latest operations on an article since a time, the oldest first."""
    query = (
        select(OperationRow)
        .where(
            OperationRow.person_id == person_id,
            OperationRow.article_id == article_id,
            OperationRow.at >= start,
        )
        .order_by(col(OperationRow.at).desc(), col(OperationRow.id).desc())
        .limit(limit)
    )
    return [_done(row) for row in reversed(tx.exec(query).all())]


def on_consensus(tx: Tx, person_id: str, project_id: str, start: datetime, limit: int) -> list[Done]:
    """A person's latest operations on the consensus of a project's articles since a time, the oldest first."""
    decided = select(EventRow.operation_id).where(EventRow.kind == "consensus", EventRow.person_id == person_id)
    query = (
        select(OperationRow)
        .join(ArticleRow, col(ArticleRow.id) == col(OperationRow.article_id))
        .where(
            ArticleRow.project_id == project_id,
            OperationRow.person_id == person_id,
            OperationRow.at >= start,
            col(OperationRow.id).in_(decided),
        )
        .order_by(col(OperationRow.at).desc(), col(OperationRow.id).desc())
        .limit(limit)
    )
    return [_done(row) for row in reversed(tx.exec(query).all())]


def newest_of_article(tx: Tx, article_id: str) -> int:
    """The number of the newest event in an article; 0 where there is none."""
    return int(tx.exec(select(func.max(EventRow.seq)).where(EventRow.article_id == article_id)).one() or 0)


def sentences_judged_since(tx: Tx, person_id: str, start: datetime) -> list[tuple[str | None, str | None]]:
    """The sentences, each with its article, whose review a person has touched since a time."""
    query = (
        select(EventRow.sentence_id, EventRow.article_id)
        .where(EventRow.person_id == person_id, EventRow.kind == "review", EventRow.at >= start)
        .distinct()
    )
    return [(sentence, article) for sentence, article in tx.exec(query)]


def _done(row: Any) -> Done:
    return Done(row.id, row.person_id, row.article_id, row.act, row.undoes, row.answer, row.at)


def _event(row: EventRow) -> Event:
    return Event(row.kind, row.thing_id, row.action, row.before, row.after, row.sentence_id, row.article_id)
