"""What articles are recognised by when others like them come: see `annotator.domain.shingles`."""

from collections.abc import Sequence

from sqlalchemy import and_, delete, insert
from sqlmodel import col, select

from db import prepared
from db.store import Tx
from db.tables import ArticleRow, FingerprintRow

_ADD = insert(prepared.table_of(FingerprintRow))


def missing(tx: Tx, project_id: str, made: int, limit: int) -> list[tuple[str, str]]:
    """Some of a project's articles, each with its text, that have no fingerprint of this making."""
    has = and_(col(FingerprintRow.article_id) == col(ArticleRow.id), col(FingerprintRow.made) == made)
    query = (
        select(ArticleRow.id, ArticleRow.text)
        .outerjoin(FingerprintRow, has)
        .where(ArticleRow.project_id == project_id, col(FingerprintRow.article_id).is_(None))
        .order_by(ArticleRow.id)
        .limit(limit)
    )
    return [(id, text) for id, text in tx.exec(query)]


def put(tx: Tx, made: int, bodies: Sequence[tuple[str, bytes]]) -> None:
    """Stores fingerprints by article, in place of those of another making."""
    ids = [id for id, _ in bodies]
    tx.exec(delete(FingerprintRow).where(col(FingerprintRow.article_id).in_(ids)))
    prepared.run_many(tx, _ADD, [{"article_id": id, "made": made, "body": body} for id, body in bodies])


def of_project(tx: Tx, project_id: str, made: int) -> list[tuple[str, bytes]]:
    """The fingerprints of a project's live articles, by article."""
    query = (
        select(FingerprintRow.article_id, FingerprintRow.body)
        .join(ArticleRow, col(ArticleRow.id) == col(FingerprintRow.article_id))
        .where(ArticleRow.project_id == project_id, col(ArticleRow.retired_at).is_(None))
        .where(col(FingerprintRow.made) == made)
        .order_by(col(ArticleRow.id))
    )
    return [(id, body) for id, body in tx.exec(query)]
