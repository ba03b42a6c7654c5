"""Comments on sentences, and whom they name."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlmodel import col, select, update

from annotator.clock import now
from annotator.domain.comments import Comment
from annotator.domain.records import Sentence
from db import articles
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import ArticleRow, CommentRow, MentionRow


def get(tx: Tx, id: str) -> Comment | None:
    """The comment with this id, retired or not."""
    row = tx.get(CommentRow, id)
    return None if row is None else to_record(Comment, row)


def put(tx: Tx, record: Comment) -> None:
    """Stores a comment, or overwrites it."""
    tx.merge(CommentRow(**to_values(record)))
    tx.flush()


def of_article(tx: Tx, article_id: str) -> list[Comment]:
    """An article's comments that are not retired, the earliest first."""
    query = select(CommentRow).where(CommentRow.article_id == article_id, col(CommentRow.retired_at).is_(None))
    return [to_record(Comment, row) for row in tx.exec(query.order_by(CommentRow.id))]


def of_sentence(tx: Tx, sentence_id: str) -> list[Comment]:
    """A sentence's comments that are not retired, the earliest first."""
    query = select(CommentRow).where(CommentRow.sentence_id == sentence_id, col(CommentRow.retired_at).is_(None))
    return [to_record(Comment, row) for row in tx.exec(query.order_by(CommentRow.id))]


def of_project(tx: Tx, project_id: str) -> list[Comment]:
    """The comments in a project's articles that are not retired, neither comment nor article; the earliest first."""
    query = (
        select(CommentRow)
        .join(ArticleRow, col(ArticleRow.id) == col(CommentRow.article_id))
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .where(col(CommentRow.retired_at).is_(None))
        .order_by(CommentRow.article_id, CommentRow.id)
    )
    return [to_record(Comment, row) for row in tx.exec(query)]


def follow(tx: Tx, joined: Iterable[Sentence]) -> None:
    """Hands the comments of sentences that were joined away to those that they went into."""
    for sentence in joined:
        into = articles.sentence_at(tx, sentence.article_id, sentence.start)
        tx.exec(update(CommentRow).where(col(CommentRow.sentence_id) == sentence.id).values(sentence_id=into.id))


def mentions(tx: Tx, comment_ids: Sequence[str]) -> dict[str, dict[str, datetime | None]]:
    """By comment whom it names, and when each of them has read it."""
    found: dict[str, dict[str, datetime | None]] = {}
    for row in tx.exec(select(MentionRow).where(col(MentionRow.comment_id).in_(comment_ids))):
        found.setdefault(row.comment_id, {})[row.person_id] = row.read_at
    return found


def set_mentions(tx: Tx, comment_id: str, person_ids: Iterable[str]) -> None:
    """Says whom a comment names: who is new is to read it, who is no longer named need not."""
    named, known = set(person_ids), mentions(tx, [comment_id]).get(comment_id, {})
    for person in sorted(named - set(known)):
        tx.add(MentionRow(comment_id=comment_id, person_id=person))
    tx.flush()
    for person in set(known) - named:
        read(tx, person, [comment_id])


def read(tx: Tx, person_id: str, comment_ids: Sequence[str]) -> None:
    """Somebody has read comments that name them."""
    theirs = (col(MentionRow.comment_id).in_(comment_ids), col(MentionRow.person_id) == person_id)
    tx.exec(update(MentionRow).where(*theirs, col(MentionRow.read_at).is_(None)).values(read_at=now()))


def unread(tx: Tx, person_id: str, project_id: str) -> list[Comment]:
    """The comments in a project's articles that name somebody and that they have not read, the earliest first."""
    query = (
        select(CommentRow)
        .join(MentionRow, col(MentionRow.comment_id) == col(CommentRow.id))
        .join(ArticleRow, col(ArticleRow.id) == col(CommentRow.article_id))
        .where(MentionRow.person_id == person_id, col(MentionRow.read_at).is_(None))
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .where(col(CommentRow.retired_at).is_(None))
        .order_by(CommentRow.id)
    )
    return [to_record(Comment, row) for row in tx.exec(query)]
