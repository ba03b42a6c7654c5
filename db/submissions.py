"""Who has handed which article in, and what their work was then."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import bindparam, func
from sqlmodel import col, select

from annotator.domain.plain import from_plain
from annotator.domain.records import WORK, Submission, Work
from db import prepared, work
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import ArticleRow, EventRow, SubmissionRow

_T = prepared.table_of(SubmissionRow).c
_SUBMITTED = prepared.every(SubmissionRow).where(
    _T.article_id == bindparam("article"), _T.reviewer_id == bindparam("reviewer"), _T.submitted_at.is_not(None)
)
_AT_ONCE = 500  # articles in one query
COMPARED = ("review", "issue", "claim")  # the kinds of work that agreement is computed on


def get(tx: Tx, article_id: str, reviewer_id: str) -> Submission | None:
    """What a reviewer has handed in of an article."""
    row = tx.get(SubmissionRow, (article_id, reviewer_id))
    return None if row is None else to_record(Submission, row)


def is_submitted(tx: Tx, article_id: str, reviewer_id: str) -> bool:
    """Whether a reviewer has handed an article in and not reopened it; asked at every act."""
    return prepared.first(tx, _SUBMITTED, article=article_id, reviewer=reviewer_id) is not None


def put(tx: Tx, record: Submission) -> None:
    """Stores a submission, or overwrites it."""
    tx.merge(SubmissionRow(**to_values(record)))
    tx.flush()


def of_articles(tx: Tx, article_ids: Sequence[str]) -> list[Submission]:
    """Every submission of these articles, reopened ones too."""
    query = select(SubmissionRow).where(col(SubmissionRow.article_id).in_(article_ids))
    return [to_record(Submission, row) for row in tx.exec(query)]


def of_reviewer(tx: Tx, project_id: str, reviewer_id: str) -> list[Submission]:
    """What a reviewer has handed in of a project's articles that are not retired, reopened ones too."""
    query = (
        select(SubmissionRow)
        .join(ArticleRow, col(ArticleRow.id) == col(SubmissionRow.article_id))
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
    )
    return [to_record(Submission, row) for row in tx.exec(query.where(SubmissionRow.reviewer_id == reviewer_id))]


def submitted_by(tx: Tx, reviewer_id: str) -> dict[str, datetime]:
    """The articles that a reviewer has handed in and not reopened, and when."""
    query = select(SubmissionRow).where(
        SubmissionRow.reviewer_id == reviewer_id, col(SubmissionRow.submitted_at).is_not(None)
    )
    return {row.article_id: row.submitted_at for row in tx.exec(query) if row.submitted_at}


def newest_event(tx: Tx) -> int:
    """The number of the newest event; 0 where there is none."""
    return int(tx.exec(select(func.max(EventRow.seq))).one() or 0)


def first_work(tx: Tx, article_ids: Sequence[str]) -> dict[str, dict[str, Work | None]]:
    """What reviewers have changed since they first handed an article in, as it was then, by kind and id.

    None: it was not there yet. Marks that were joined into another sentence since are in the one that they are in now.
    """
    found: dict[str, dict[str, Work | None]] = {kind: {} for kind in COMPARED}
    for first in range(0, len(article_ids), _AT_ONCE):
        for event in _since_handed_in(tx, article_ids[first : first + _AT_ONCE]):
            if event.thing_id not in found[event.kind]:
                found[event.kind][event.thing_id] = _as_it_was(tx, event)
    return found


def _since_handed_in(tx: Tx, article_ids: Sequence[str]) -> list[EventRow]:
    """What reviewers did to their own work after they first handed it in, in its order."""
    query = (
        select(EventRow)
        .join(SubmissionRow, col(SubmissionRow.article_id) == col(EventRow.article_id))
        .where(
            col(SubmissionRow.article_id).in_(article_ids),
            SubmissionRow.reviewer_id == EventRow.person_id,
            col(EventRow.seq) > col(SubmissionRow.first_event),
            col(EventRow.kind).in_(COMPARED),
        )
        .order_by(col(EventRow.seq))
    )
    return [event for event in tx.exec(query) if _owner(event) == event.person_id]


def _owner(event: EventRow) -> Any:
    return (event.after or {}).get("reviewer_id")


def _as_it_was(tx: Tx, event: EventRow) -> Work | None:
    if event.before is None:
        return None
    kind = WORK[event.kind]
    before, now = from_plain(kind, dict(event.before)), work.get(tx, kind, event.thing_id)
    return before if now is None else replace(before, sentence_id=now.sentence_id)
