"""An operation's answer says what its events say."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import Connection, Row

from annotator.domain.records import WORK
from db.doctor.finding import Finding, found
from db.doctor.reading import events, pieces
from db.tables import OperationRow


def answers(connection: Connection) -> Iterator[Finding]:
    """Operations that answered something else than they did, or did it in another's name."""
    for operations in pieces(connection, OperationRow):
        done = events(connection, "operation_id", [operation.id for operation in operations])
        for operation in operations:
            if not _borne_out(operation, done[operation.id]):
                yield found("answer", id=operation.id)


def _borne_out(operation: Row[Any], done: Sequence[Row[Any]]) -> bool:
    if operation.answer.get("operation") != operation.id:
        return False
    if any((event.person_id, event.article_id) != (operation.person_id, operation.article_id) for event in done):
        return False
    left = {(event.kind, event.thing_id): event.after for event in done if event.kind in WORK}
    told = {(kind, row.get("id")): row for kind, rows in operation.answer.get("rows", {}).items() for row in rows}
    return left.keys() == told.keys() and all(_alike(left[thing], told[thing]) for thing in left)


def _alike(after: dict[str, Any] | None, shown: dict[str, Any]) -> bool:
    return after is not None and all(shown.get(name) == value for name, value in after.items())
