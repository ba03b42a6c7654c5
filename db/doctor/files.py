"""Attached files: their bytes are those that were attached, and evidence names only files that are there."""

import hashlib
from collections.abc import Iterator

from sqlalchemy import Connection, and_, select

from db.doctor.finding import Finding, found
from db.prepared import table_of
from db.tables import ArticleRow, AttachmentPieceRow, AttachmentRow, EvidenceRow

_FILE, _PIECE = table_of(AttachmentRow), table_of(AttachmentPieceRow)
_EVIDENCE, _ARTICLE = table_of(EvidenceRow), table_of(ArticleRow)


def attached(connection: Connection) -> Iterator[Finding]:
    """Files that are not what their name, the SHA-256 of their bytes, says; one in memory a piece at a time."""
    for hash, size in connection.execute(select(_FILE.c.hash, _FILE.c.size).distinct().order_by(_FILE.c.hash)).all():
        if _bytes_of(connection, hash) != (hash, size):
            yield found("file", hash=hash)


def evidence_files(connection: Connection) -> Iterator[Finding]:
    """Evidence whose file nobody has attached in its project."""
    there = and_(_FILE.c.project_id == _ARTICLE.c.project_id, _FILE.c.hash == _EVIDENCE.c.file_hash)
    named = select(_EVIDENCE.c.id).join(_ARTICLE, _ARTICLE.c.id == _EVIDENCE.c.article_id).outerjoin(_FILE, there)
    for (id,) in connection.execute(named.where(_EVIDENCE.c.file_hash != "", _FILE.c.hash.is_(None))):
        yield found("file_missing", id=id)


def _bytes_of(connection: Connection, hash: str) -> tuple[str, int]:
    """SHA-256 and number of the bytes that are kept under a name."""
    digest, size = hashlib.sha256(), 0
    pieces = select(_PIECE.c.data).where(_PIECE.c.hash == hash).order_by(_PIECE.c.number)
    for (data,) in connection.execute(pieces):
        digest.update(data)
        size += len(data)
    return digest.hexdigest(), size
