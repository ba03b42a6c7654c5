"""Sign-ins: opened, looked up at every call, ended."""

from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, select, update

from annotator.clock import now
from annotator.domain.access import Session
from annotator.domain.records import Person
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import PersonRow, SignInRow

_P, _S = prepared.table_of(PersonRow).c, prepared.table_of(SignInRow).c
_SIGNED_IN = (
    prepared.every(PersonRow)
    .add_columns(_S.created_at.label("since"), _S.seen_at)
    .where(_S.person_id == _P.id, _S.token_hash == bindparam("token"))
    .where(_S.ended_at.is_(None), _S.expires_at > bindparam("now"), _S.seen_at > bindparam("idle_since"))
    .where(_P.disabled_at.is_(None))
)


def add(tx: Tx, session: Session) -> None:
    """Opens a session."""
    tx.add(SignInRow(**to_values(session)))
    tx.flush()


def signed_in(tx: Tx, token_hash: str, idle_since: datetime) -> tuple[Person, datetime, datetime] | None:
    """Who holds this token, since when, and when they were last seen.

    None when it was never given, has ended or expired, or was not used since `idle_since`.
    """
    found = prepared.first(tx, _SIGNED_IN, token=token_hash, now=now(), idle_since=idle_since)
    return None if found is None else (to_record(Person, found), found.since, found.seen_at)


def touch(tx: Tx, token_hash: str) -> None:
    """Notes that a session is in use."""
    tx.exec(update(SignInRow).where(col(SignInRow.token_hash) == token_hash).values(seen_at=now()))


def of_person(tx: Tx, person_id: str, idle_since: datetime) -> list[Session]:
    """A person's sessions that still open something, the latest used first."""
    query = (
        select(SignInRow)
        .where(SignInRow.person_id == person_id, col(SignInRow.ended_at).is_(None))
        .where(SignInRow.expires_at > now(), SignInRow.seen_at > idle_since)
        .order_by(col(SignInRow.seen_at).desc(), col(SignInRow.token_hash))
    )
    return [to_record(Session, row) for row in tx.exec(query)]


def end(tx: Tx, token_hash: str) -> str | None:
    """Ends a session; gives back whose it was, None where there was none to end."""
    row = tx.get(SignInRow, token_hash)
    if row is None or row.ended_at is not None:
        return None
    row.ended_at = now()
    tx.flush()
    return row.person_id


def end_all(tx: Tx, person_id: str, but: str = "") -> int:
    """Ends all sessions of a person, but for the one with this token hash; gives back how many."""
    query = update(SignInRow).where(col(SignInRow.person_id) == person_id, col(SignInRow.ended_at).is_(None))
    return int(tx.exec(query.where(col(SignInRow.token_hash) != but).values(ended_at=now())).rowcount)


def known_at(tx: Tx, person_id: str, address: str) -> bool:
    """Whether a person has ever been signed in from an address."""
    query = select(SignInRow.token_hash).where(SignInRow.person_id == person_id, SignInRow.address == address)
    return tx.exec(query.limit(1)).first() is not None


def last_seen(tx: Tx) -> dict[str, datetime]:
    """When each person was last here."""
    return dict(tx.exec(select(SignInRow.person_id, func.max(SignInRow.seen_at)).group_by(SignInRow.person_id)).all())
