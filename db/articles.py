"""Articles and their sentences."""

from collections.abc import Sequence

from sqlalchemy import bindparam, func, insert
from sqlmodel import col, select, update

from annotator.clock import now
from annotator.domain.records import Article, Sentence, Side
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import ArticleRow, SentenceRow

_ARTICLE, _SENTENCE = prepared.by_id(ArticleRow), prepared.by_id(SentenceRow)
_ADD_SENTENCE = insert(prepared.table_of(SentenceRow))
_S = prepared.table_of(SentenceRow).c
_ADD_SENTENCE = insert(prepared.table_of(SentenceRow))
_LIVE = prepared.every(SentenceRow).where(_S.article_id == bindparam("article"), _S.retired_at.is_(None))
_FIRST_SENTENCE = _LIVE.order_by(_S.start).limit(1)
_SENTENCE_AT = {
    side: _LIVE.where(begins <= bindparam("offset")).order_by(begins.desc(), _S.start).limit(1)
    for side, begins in (("translation", _S.start), ("source", _S.source_start))
}


def add(tx: Tx, article: Article, sentences: Sequence[Sentence], created_by: str | None) -> None:
    """Stores an article with its sentences."""
    tx.add(ArticleRow(**to_values(article), created_by=created_by))
    tx.flush()
    prepared.run_many(tx, _ADD_SENTENCE, [to_values(sentence) for sentence in sentences])


def get(tx: Tx, id: str) -> Article | None:
    """The article with this id, retired or not."""
    row = prepared.first(tx, _ARTICLE, id=id)
    return None if row is None else to_record(Article, row)


def of_project(tx: Tx, project_id: str) -> list[Article]:
    """A project's articles that are not retired, the oldest first."""
    query = (
        select(ArticleRow)
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .order_by(ArticleRow.id)
    )
    return [to_record(Article, row) for row in tx.exec(query)]


def some(tx: Tx, ids: Sequence[str]) -> list[Article]:
    """The articles with these ids, the oldest first."""
    query = select(ArticleRow).where(col(ArticleRow.id).in_(ids)).order_by(ArticleRow.id)
    return [to_record(Article, row) for row in tx.exec(query)]


def ids_of_project(tx: Tx, project_id: str) -> list[str]:
    """The ids of a project's articles that are not retired, the oldest first."""
    query = (
        select(ArticleRow.id)
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .order_by(ArticleRow.id)
    )
    return list(tx.exec(query))


def by_title(tx: Tx, project_id: str) -> dict[tuple[str, str], str]:
    """The ids of a project's articles that are not retired, by title and system; of several alike the oldest."""
    query = (
        select(ArticleRow.title, ArticleRow.system, ArticleRow.id)
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .order_by(col(ArticleRow.id).desc())
    )
    return {(title, system): id for title, system, id in tx.exec(query)}


def sentences(tx: Tx, article_id: str) -> list[Sentence]:
    """An article's sentences in the order of the text."""
    query = (
        select(SentenceRow)
        .where(SentenceRow.article_id == article_id, col(SentenceRow.retired_at).is_(None))
        .order_by(col(SentenceRow.start))
    )
    return [to_record(Sentence, row) for row in tx.exec(query)]


def sentence_counts(tx: Tx, project_id: str) -> dict[str, int]:
    """How many sentences each article of a project has."""
    query = (
        select(SentenceRow.article_id, func.count())
        .join(ArticleRow, col(ArticleRow.id) == col(SentenceRow.article_id))
        .where(ArticleRow.project_id == project_id, col(SentenceRow.retired_at).is_(None))
        .group_by(col(SentenceRow.article_id))
    )
    return dict(tx.exec(query).all())


def sentence(tx: Tx, id: str) -> Sentence | None:
    """The sentence with this id; one that was joined away is answered with the one it went into."""
    row = prepared.first(tx, _SENTENCE, id=id)
    if row is not None and row.retired_at is not None:
        return sentence_at(tx, row.article_id, row.start)
    return None if row is None else to_record(Sentence, row)


def sentence_at(tx: Tx, article_id: str, offset: int, side: Side = "translation") -> Sentence:
    """The last sentence that begins at or before a place of a side's text; the first where none does.

    On the source side a sentence begins where the part of the source that it translates does; of several that share
    their part the first is meant.
    """
    row = prepared.first(tx, _SENTENCE_AT[side], article=article_id, offset=offset)
    return to_record(Sentence, row or prepared.first(tx, _FIRST_SENTENCE, article=article_id))


def put_sentence(tx: Tx, record: Sentence) -> None:
    """Adds a sentence, or overwrites the one with its id."""
    tx.merge(SentenceRow(**to_values(record)))
    tx.flush()


def retire_sentence(tx: Tx, id: str) -> None:
    """Takes a sentence out of the text's order; its row stays, for those who still name it."""
    tx.exec(update(SentenceRow).where(col(SentenceRow.id) == id).values(retired_at=now()))


def set_retired(tx: Tx, id: str, retired: bool) -> None:
    """Retires an article or brings it back."""
    tx.exec(update(ArticleRow).where(col(ArticleRow.id) == id).values(retired_at=now() if retired else None))
