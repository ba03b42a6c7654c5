"""Reading a database of any size a piece at a time."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from db.prepared import table_of
from db.tables import EventRow

PIECE = 500  # rows; as many ids as a statement may name on every engine
_EVENT = table_of(EventRow).c


def pieces(connection: Connection, row: type[Any]) -> Iterator[Sequence[Row[Any]]]:
    """All rows of a table with an `id`, in its order."""
    table, last = table_of(row), ""
    while True:
        query = select(table).where(table.c.id > last).order_by(table.c.id).limit(PIECE)
        if not (rows := connection.execute(query).all()):
            return
        yield rows
        last = rows[-1].id


def events(connection: Connection, column: str, ids: Sequence[str], *conditions: Any) -> dict[str, list[Row[Any]]]:
    """The events whose `column` is one of these ids, by it, in their order."""
    by_id: dict[str, list[Row[Any]]] = {id: [] for id in ids}
    query = select(*_EVENT).where(_EVENT[column].in_(ids), *conditions).order_by(_EVENT.seq)
    for event in connection.execute(query):
        by_id[getattr(event, column)].append(event)
    return by_id


def recuts(connection: Connection) -> dict[str, list[int]]:
    """The events by which each article's sentences were cut or aligned anew, which may move marks, by article."""
    cuts: dict[str, list[int]] = {}
    query = select(_EVENT.article_id, _EVENT.seq, _EVENT.after).where(
        _EVENT.kind == "article", _EVENT.action == "changed"
    )
    for article, seq, after in connection.execute(query.order_by(_EVENT.seq)):
        if {"sentences", "alignment"} & (after or {}).keys():
            cuts.setdefault(article, []).append(seq)
    return cuts
