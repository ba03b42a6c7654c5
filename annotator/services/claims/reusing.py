"""One source for several claims, and claims that stand to one another: only what the actor may see can be named."""

from typing import Any

from annotator.domain.policy import Actor
from annotator.domain.records import Claim, Evidence
from annotator.errors import Invalid, NotFound
from annotator.services.review import blindness
from db import articles, work
from db.store import Tx

OF_THE_SOURCE = (
    "url",
    "archive_url",
    "publisher",
    "title",
    "published_on",
    "accessed_on",
    "quote",
    "quote_translation",
    "author",
    "source_type",
    "locator",
    "problems",
    "file_hash",
    "file_name",
    "file_size",
)
"""What a record says of its source. Stance, question and answer belong to the claim, and aren't taken along."""


def source_of(tx: Tx, actor: Actor, evidence_id: str | None) -> dict[str, Any]:
    """What another record says of its source; raises NotFound for one that the actor may not see."""
    if evidence_id is None:
        return {}
    record = work.get(tx, Evidence, evidence_id)
    if record is None or record.retired_at is not None or not blindness.sees(tx, actor, record):
        raise NotFound("not_found")
    return {name: getattr(record, name) for name in OF_THE_SOURCE}


def require_other(tx: Tx, actor: Actor, claim_id: str, other_id: str) -> None:
    """Raises NotFound unless the other is a claim of the same project that the actor may see, Invalid for the same."""
    if claim_id == other_id:
        raise Invalid("relation_to_itself")
    claim, other = work.get(tx, Claim, claim_id), work.get(tx, Claim, other_id)
    if claim is None or other is None or other.retired_at is not None or not blindness.sees(tx, actor, other):
        raise NotFound("not_found")
    here, there = articles.get(tx, claim.article_id), articles.get(tx, other.article_id)
    if here is None or there is None or here.project_id != there.project_id:
        raise NotFound("not_found")
