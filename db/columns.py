"""What is compared, as columns: one query for each table, past the ORM, only what is needed of each row.

A hundred thousand sentences judged by three people are read in a second; as records they take a minute.
"""

from collections.abc import Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Column, Table, bindparam, func, select
from sqlmodel import SQLModel

from annotator.domain.records import CONSENSUS
from db import prepared
from db.store import Tx
from db.tables import (
    ArticleRow,
    ClaimRow,
    EventRow,
    IssueRow,
    PersonRow,
    ReviewRow,
    SentenceRow,
    WorkTimeRow,
)

Columns = Mapping[str, list[Any]]
"""A table's columns by name, as the driver gives them: times may be texts."""

_AT_ONCE = 200  # articles in one query: few enough for every database, and rows are freed as they become columns
_READ: Mapping[str, tuple[type[SQLModel], tuple[str, ...]]] = {
    "article": (ArticleRow, ("id", "title", "text")),
    "sentence": (SentenceRow, ("id", "article_id", "start", "end")),
    "review": (ReviewRow, ("id", "sentence_id", "reviewer_id", "state", "score", "updated_at")),
    "issue": (
        IssueRow,
        ("id", "sentence_id", "reviewer_id", "side", "start", "end", "quote", "category", "severity"),
    ),
    "claim": (
        ClaimRow,
        ("id", "sentence_id", "reviewer_id", "start", "end", "quote", "verdict", "verdict_in_source"),
    ),
    "work_time": (WorkTimeRow, ("person_id", "seconds")),
}
_LIVE = ("sentence", "issue", "claim")


def _prepared(kind: str) -> Any:
    row, names = _READ[kind]
    table = prepared.table_of(row)
    of_article: Column[Any] = table.c.id if kind == "article" else table.c.article_id
    statement = select(*(table.c[name] for name in names)).where(of_article.in_(bindparam("articles", expanding=True)))
    if kind in _LIVE:
        statement = statement.where(table.c.retired_at.is_(None))
    if "reviewer_id" in names:
        statement = statement.where(table.c.reviewer_id != CONSENSUS)
    return statement


_STATEMENTS = {kind: _prepared(kind) for kind in _READ}


def _latest(table: Table) -> Any:
    """By article the newest event: a look into an index for each, where a whole scan would read every event."""
    articles = prepared.table_of(ArticleRow).c
    newest = select(func.max(table.c.seq)).where(table.c.article_id == articles.id).scalar_subquery()
    return select(articles.id, newest).where(articles.project_id == bindparam("project"))


_NEWEST_EVENTS = _latest(prepared.table_of(EventRow))
_W, _A, _P = (prepared.table_of(row).c for row in (WorkTimeRow, ArticleRow, PersonRow))
_TIME = select(func.count(), func.sum(_W.seconds)).where(_W.article_id == _A.id, _A.project_id == bindparam("project"))
_NAMES = select(_P.id, _P.name).where(_P.id != CONSENSUS)


def of_articles(tx: Tx, kind: str, article_ids: Sequence[str]) -> Columns:
    """A table's columns for these articles: retired rows and the consensus' own are left out."""
    names = _READ[kind][1]
    cells: list[Any] = []  # row after row: no row outlives its reading, so that no garbage collection is set off
    for first in range(0, len(article_ids), _AT_ONCE):
        values = {"articles": list(article_ids[first : first + _AT_ONCE])}
        cursor = tx.connection().execute(_STATEMENTS[kind], values).cursor
        cells.extend(chain.from_iterable(iter(cursor.fetchone, None)))
    return {name: cells[place :: len(names)] for place, name in enumerate(names)}


def state_of(tx: Tx, project_id: str) -> tuple[Any, ...]:
    """Changes whenever anything changes that a comparison is made of: newest events, seconds, names."""
    run = tx.connection().execute
    newest = run(_NEWEST_EVENTS, {"project": project_id}).all()
    seconds = run(_TIME, {"project": project_id}).one()
    return tuple(map(tuple, newest)), tuple(seconds), tuple(map(tuple, run(_NAMES).all()))


def names(tx: Tx) -> dict[str, str]:
    """Everybody's name by id."""
    return dict(map(tuple, tx.connection().execute(_NAMES)))
