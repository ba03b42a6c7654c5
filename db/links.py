"""One-time links: to the first account, to an invitation, to a new password."""

from datetime import datetime
from typing import Any

from sqlmodel import col, delete, select, update

from annotator.clock import now
from annotator.domain.access import Link, Purpose
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import LinkRow


def add(tx: Tx, link: Link) -> None:
    """Stores a link."""
    tx.add(LinkRow(**to_values(link)))
    tx.flush()


def good(tx: Tx, token_hash: str, purpose: Purpose) -> Link | None:
    """The link for this purpose, if it may still be used."""
    row = tx.get(LinkRow, token_hash)
    if row is None or row.purpose != purpose or row.used_at is not None or row.expires_at <= now():
        return None
    return to_record(Link, row)


def use(tx: Tx, token_hash: str) -> None:
    """Spends a link."""
    tx.exec(update(LinkRow).where(col(LinkRow.token_hash) == token_hash).values(used_at=now()))


def use_all(tx: Tx, purpose: Purpose, person_id: str | None) -> None:
    """Spends all links for a purpose; of one person, where they are somebody's."""
    query = update(LinkRow).where(col(LinkRow.purpose) == purpose, col(LinkRow.used_at).is_(None))
    tx.exec(query.where(_of(person_id)).values(used_at=now()))


def invitations(tx: Tx, project_id: str | None = None) -> list[Link]:
    """Invitations that can still be accepted, the oldest first: all of them, or a project's."""
    query = select(LinkRow).where(
        LinkRow.purpose == "invitation", col(LinkRow.used_at).is_(None), LinkRow.expires_at > now()
    )
    if project_id is not None:
        query = query.where(LinkRow.project_id == project_id)
    return [to_record(Link, row) for row in tx.exec(query.order_by(col(LinkRow.created_at), col(LinkRow.token_hash)))]


def spend_state(tx: Tx, state_hash: str, expires_at: datetime) -> bool:
    """Remembers a sign-in at a provider as spent; False where it was spent before."""
    tx.exec(delete(LinkRow).where(col(LinkRow.purpose) == "state", col(LinkRow.expires_at) < now()))
    if tx.get(LinkRow, state_hash) is not None:
        return False
    at = now()
    tx.add(LinkRow(token_hash=state_hash, purpose="state", created_at=at, expires_at=expires_at, used_at=at))
    tx.flush()
    return True


def _of(person_id: str | None) -> Any:
    return col(LinkRow.person_id).is_(None) if person_id is None else col(LinkRow.person_id) == person_id
