"""Files attached to evidence: kept in the database by their hash, given out as downloads to those who see the evidence.

Why in the database: docs/adr/0017-files-in-the-database.md.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from annotator.config import settings
from annotator.domain import operations
from annotator.domain.operations import Put
from annotator.domain.policy import Actor
from annotator.domain.records import Evidence
from annotator.errors import BadUpload, Invalid, NotFound
from annotator.services.review import blindness
from annotator.services.review.annotating import carry_out, opened
from db import attachments, work
from db.store import Store

_UNFIT = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_NAME = 150  # code points


@dataclass(frozen=True)
class File:
    """A file as it is given out. `name` is fit to be one: no path, no control characters."""

    name: str
    data: bytes


def attach(store: Store, actor: Actor, raw: object, name: str, data: bytes) -> Mapping[str, Any]:
    """Keeps a file and carries out the operation that puts it on a record of evidence, in one transaction.

    The operation is a "put" of evidence as the annotate page sends it; which file it is, is added here. Raises
    BadUpload for a file that is empty or too large, and whatever refuses the operation; then nothing is kept.
    """
    put = operations.parse(raw)
    if not isinstance(put, Put) or put.kind != "evidence" or not isinstance(raw, dict):
        raise Invalid("operation_bad", key="kind")
    _require_fit(data)
    hash = sha256(data).hexdigest()
    named = {**raw, "fields": {**put.fields, "file_hash": hash, "file_name": fit(name)}}

    def act(tx: Any) -> Mapping[str, Any]:
        article, _ = opened(tx, actor, put.article)
        attachments.add(tx, article.project_id, hash, data, actor.id or None)
        return carry_out(tx, actor, named)

    return store.attempt(act, put.article)


def file_of(store: Store, actor: Actor, evidence_id: str) -> File:
    """The file of a record of evidence that the actor may see; raises NotFound."""
    with store.read() as tx:
        record = work.get(tx, Evidence, evidence_id)
        if record is None or not record.file_hash or not blindness.sees(tx, actor, record):
            raise NotFound("not_found")
        return File(fit(record.file_name), b"".join(attachments.pieces(tx, record.file_hash)))


def fit(name: str) -> str:
    """A file's name without what could be a path, a control or a turn of direction; never empty."""
    plain = _UNFIT.sub(" ", name.replace("\\", "/").rpartition("/")[2])
    plain = " ".join(plain.split()).strip(". ")
    return plain[-_NAME:] or "file"


def _require_fit(data: bytes) -> None:
    limit = settings().max_evidence_mb
    if not data:
        raise BadUpload("file_empty")
    if len(data) > limit * 2**20:
        raise BadUpload("file_too_large", limit_mb=limit)
