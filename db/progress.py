"""How far a project's work is: a grouped query for each table, whatever the number of articles and people."""

from datetime import datetime
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import bindparam, case, func, select

from annotator.domain.records import CONSENSUS, REVIEWED
from db import prepared
from db.store import Tx
from db.tables import ArticleRow, OperationRow, ReviewRow, SentenceRow, SubmissionRow, UtcTime, WorkTimeRow

_TABLES = (ArticleRow, SentenceRow, ReviewRow, SubmissionRow, OperationRow, WorkTimeRow)
_ARTICLE, _SENTENCE, _REVIEW, _SUBMISSION, _OPERATION, _TIME = (prepared.table_of(row) for row in _TABLES)
_A, _S, _R, _H, _O, _T = (table.c for table in (_ARTICLE, _SENTENCE, _REVIEW, _SUBMISSION, _OPERATION, _TIME))
_OF_PROJECT = (_A.project_id == bindparam("project"), _A.retired_at.is_(None))


class Done(NamedTuple):
    """What somebody has done in an article: sentences judged, and when they last changed one."""

    reviewed: int
    last_at: datetime


_REVIEWED = (
    select(
        _R.article_id,
        _R.reviewer_id,
        func.sum(case((_R.state.in_(REVIEWED), 1), else_=0)),
        func.max(_R.updated_at, type_=UtcTime),
    )
    .join_from(_ARTICLE, _REVIEW, _R.article_id == _A.id)
    .join(_SENTENCE, _S.id == _R.sentence_id)
    .where(*_OF_PROJECT, _S.retired_at.is_(None), _R.reviewer_id != CONSENSUS)
    .group_by(_R.article_id, _R.reviewer_id)
)
_HANDED_IN = (
    select(_H.article_id, _H.reviewer_id, _H.submitted_at)
    .join_from(_ARTICLE, _SUBMISSION, _H.article_id == _A.id)
    .where(*_OF_PROJECT, _H.submitted_at.is_not(None))
)
_TITLES = select(_A.id, _A.title).where(*_OF_PROJECT).order_by(_A.id)
_ACTIVE = (
    select(_O.article_id, _O.person_id, func.max(_O.at, type_=UtcTime))
    .join_from(_ARTICLE, _OPERATION, _O.article_id == _A.id)
    .where(*_OF_PROJECT)
    .group_by(_O.person_id, _O.article_id)
)
_SECONDS = (
    select(_T.article_id, _T.person_id, _T.seconds)
    .join_from(_ARTICLE, _TIME, _T.article_id == _A.id)
    .where(*_OF_PROJECT)
)
Pair = tuple[str, str]
"""An article and a person, by their ids."""


def reviewed(tx: Tx, project_id: str) -> dict[Pair, Done]:
    """What everybody has done in each article of a project that they have begun."""
    return {
        (article, person): Done(int(count), last) for article, person, count, last in _rows(tx, _REVIEWED, project_id)
    }


def handed_in(tx: Tx, project_id: str) -> dict[Pair, datetime]:
    """Who has handed which article of a project in and not reopened it, and when."""
    return {(article, person): at for article, person, at in _rows(tx, _HANDED_IN, project_id)}


def active(tx: Tx, project_id: str) -> dict[Pair, datetime]:
    """When somebody last did anything in an article of a project."""
    return {(article, person): at for article, person, at in _rows(tx, _ACTIVE, project_id)}


def seconds(tx: Tx, project_id: str) -> tuple[list[str], list[str], list[int]]:
    """The time at work on each sentence, as columns: article, person, seconds; past the ORM, they are many."""
    cursor = tx.connection().execute(_SECONDS, {"project": project_id}).cursor
    cells = list(chain.from_iterable(iter(cursor.fetchone, None)))
    return cells[::3], cells[1::3], cells[2::3]


def titles(tx: Tx, project_id: str) -> dict[str, str]:
    """The titles of a project's articles by id, the oldest first."""
    return dict(map(tuple, _rows(tx, _TITLES, project_id)))


def _rows(tx: Tx, statement: Any, project_id: str) -> Any:
    return prepared.rows(tx, statement, project=project_id)
