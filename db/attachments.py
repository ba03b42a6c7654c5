"""Files attached to evidence, by the SHA-256 of their bytes, in pieces."""

from collections.abc import Iterator

from sqlalchemy import bindparam, insert, select

from annotator.clock import now
from db import prepared
from db.store import Tx
from db.tables import AttachmentPieceRow, AttachmentRow

PIECE = 2**16  # bytes
_A, _P = prepared.table_of(AttachmentRow), prepared.table_of(AttachmentPieceRow)
_SIZE = select(_A.c.size).where(_A.c.project_id == bindparam("project"), _A.c.hash == bindparam("hash"))
_ANYWHERE = select(_A.c.size).where(_A.c.hash == bindparam("hash"))
_PIECES = select(_P.c.data).where(_P.c.hash == bindparam("hash")).order_by(_P.c.number)


def size_of(tx: Tx, project_id: str, hash: str) -> int | None:
    """How many bytes a file has that somebody attached in this project; None where nobody did."""
    row = prepared.first(tx, _SIZE, project=project_id, hash=hash)
    return None if row is None else int(row[0])


def add(tx: Tx, project_id: str, hash: str, data: bytes, person_id: str | None) -> None:
    """Keeps a file for a project; its bytes only where no project has them yet."""
    if size_of(tx, project_id, hash) is not None:
        return
    if prepared.first(tx, _ANYWHERE, hash=hash) is None:
        pieces = [
            {"hash": hash, "number": number, "data": data[start : start + PIECE]}
            for number, start in enumerate(range(0, len(data), PIECE))
        ]
        prepared.run_many(tx, insert(_P), pieces)
    about = {"project_id": project_id, "hash": hash, "size": len(data), "added_by": person_id, "added_at": now()}
    prepared.run(tx, insert(_A), about)


def pieces(tx: Tx, hash: str) -> Iterator[bytes]:
    """A file's bytes, piece by piece."""
    for (data,) in tx.connection().execute(_PIECES, {"hash": hash}):
        yield bytes(data)
