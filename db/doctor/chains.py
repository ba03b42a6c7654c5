"""Every row that people make has a history: it begins with nothing, each event takes up where the one before it ended,
and the last one ends in the row as it stands.

One thing may differ without an event of its own: the sentence that a mark belongs to, and only where the article's
sentences were cut or aligned anew in between. A mark stands in the text of its side, and never moves in it.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Row, select

from annotator.domain.plain import to_plain
from annotator.domain.records import WORK
from db.convert import to_record
from db.doctor.finding import Finding, found
from db.doctor.reading import events, pieces, recuts
from db.prepared import table_of
from db.tables import EventRow
from db.work import row_of

_EVENT = table_of(EventRow).c
Values = Mapping[str, Any]


def histories(connection: Connection) -> Iterator[Finding]:
    """Breaks in the histories of all work, and histories without a row."""
    cuts = recuts(connection)
    for kind, record in WORK.items():
        table = row_of(record)
        for rows in pieces(connection, table):
            chains = events(connection, "thing_id", [row.id for row in rows], _EVENT.kind == kind)
            for row in rows:
                for what in breaks(chains[row.id], to_plain(to_record(record, row)), cuts.get(row.article_id, [])):
                    yield found("history", kind=kind, id=row.id, what=what)
        orphans = select(_EVENT.thing_id).where(_EVENT.kind == kind).distinct()
        for (id,) in connection.execute(orphans.where(_EVENT.thing_id.not_in(select(table_of(table).c.id)))):
            yield found("row_missing", kind=kind, id=id)


def breaks(chain: Sequence[Row[Any]], current: Values, cuts: Sequence[int]) -> Iterator[str]:
    """What is wrong with one row's history, in the words of the event log."""
    if not chain:
        yield "none"
        return
    if chain[0].before is not None or chain[0].action != "added":
        yield "beginning"
    for number, event in enumerate(chain):
        earlier = chain[number - 1] if number else None
        following = chain[number + 1] if number + 1 < len(chain) else None
        if event.after is None or event.after.get("id") != current["id"]:
            yield f"event {event.seq}"
            continue
        if event.after.get("revision") != (1 if earlier is None else (earlier.after or {}).get("revision", -1) + 1):
            yield f"revision at event {event.seq}"
        if number and _action(event) != event.action:
            yield f"action at event {event.seq}"
        if (event.sentence_id, event.article_id) != (event.after.get("sentence_id"), current["article_id"]):
            yield f"place at event {event.seq}"
        left = current if following is None else following.before
        recut = any(event.seq < cut and (following is None or cut < following.seq) for cut in cuts)
        if left is None or not _same(event.after, left, may_move=recut):
            yield f"after event {event.seq}"


def _same(after: Values, left: Values, *, may_move: bool) -> bool:
    """Whether two states of a row are one. A field that one of them doesn't know yet is not compared."""
    names = (after.keys() & left.keys()) - ({"sentence_id"} if may_move else set())
    return "revision" in names and all(after[name] == left[name] for name in names)


def _action(event: Row[Any]) -> str:
    was, now = (event.before or {}).get("retired_at"), event.after.get("retired_at")
    if event.before is None:
        return "added"
    if (was is None) == (now is None):
        return "changed"
    return "restored" if now is None else "retired"
