"""People, their sign-ins, one-time links and failed attempts."""

from datetime import datetime

from sqlalchemy import bindparam, func
from sqlmodel import col, delete, or_, select, update

from annotator.clock import new_id, now
from annotator.domain.lookalike import alike, skeleton
from annotator.domain.records import Person
from annotator.domain.text import normal
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import AttemptRow, EventRow, LinkRow, PersonRow, SignInRow

_P, _S = prepared.table_of(PersonRow).c, prepared.table_of(SignInRow).c
_SIGNED_IN = (
    prepared.every(PersonRow)
    .add_columns(_S.created_at.label("since"))
    .where(_S.person_id == _P.id, _S.token_hash == bindparam("token"))
    .where(_S.ended_at.is_(None), _S.expires_at > bindparam("now"), _P.disabled_at.is_(None))
)


def add(tx: Tx, person: Person, password_hash: str | None) -> None:
    """Stores a person; without a password hash nobody can sign in as them."""
    tx.add(PersonRow(**to_values(person), name_key=normal(person.name), password_hash=password_hash))
    tx.flush()


def get(tx: Tx, id: str) -> Person | None:
    """The person with this id."""
    row = tx.get(PersonRow, id)
    return None if row is None else to_record(Person, row)


def by_name(tx: Tx, name: str) -> tuple[Person, str | None] | None:
    """The person of this name, whatever the spelling variants, and the hash of their password."""
    row = tx.exec(select(PersonRow).where(PersonRow.name_key == normal(name))).first()
    return None if row is None else (to_record(Person, row), row.password_hash)


def who_looks_like(tx: Tx, name: str, but: str = "") -> Person | None:
    """Somebody whose name can't be told from this one by eye, other than the person `but`: for giving names out."""
    return next((person for person in everyone(tx) if person.id != but and alike(person.name, name)), None)


def everyone(tx: Tx) -> list[Person]:
    """All people, the oldest account first."""
    return [to_record(Person, row) for row in tx.exec(select(PersonRow).order_by(PersonRow.id))]


def names_taken(tx: Tx) -> set[str]:
    """The normal forms and the skeletons of all names."""
    return {form for name in tx.exec(select(PersonRow.name)) for form in (normal(name), skeleton(name))}


def made_for(tx: Tx, project_id: str) -> dict[str, tuple[Person, bool]]:
    """Who was made for a project by an import, by the name in the file, and whether they can sign in by now."""
    query = (
        select(PersonRow, EventRow.after)
        .join(EventRow, col(EventRow.thing_id) == col(PersonRow.id))
        .where(EventRow.kind == "person", EventRow.action == "added")
    )
    facts = [(row, after or {}) for row, after in tx.exec(query)]
    return {
        after["rater"]: (to_record(Person, row), row.password_hash is not None)
        for row, after in facts
        if after.get("made_for") == project_id
    }


def accounts(tx: Tx) -> int:
    """How many people can sign in."""
    return int(tx.exec(select(func.count()).where(col(PersonRow.password_hash).is_not(None))).one())


def set_password(tx: Tx, id: str, password_hash: str) -> None:
    """Changes the hash of a password."""
    tx.exec(update(PersonRow).where(col(PersonRow.id) == id).values(password_hash=password_hash))


def password_hash(tx: Tx, id: str) -> str | None:
    """The hash of a person's password."""
    return tx.exec(select(PersonRow.password_hash).where(PersonRow.id == id)).one()


def set_language(tx: Tx, id: str, language: str) -> None:
    """Changes the language of the interface for a person."""
    tx.exec(update(PersonRow).where(col(PersonRow.id) == id).values(language=language))


def sign_in(tx: Tx, token_hash: str, person_id: str, expires_at: datetime) -> None:
    """Opens a sign-in."""
    tx.add(SignInRow(token_hash=token_hash, person_id=person_id, created_at=now(), expires_at=expires_at))
    tx.flush()


def signed_in(tx: Tx, token_hash: str) -> tuple[Person, datetime] | None:
    """Who holds this token, and since when; None when it was never given, has ended or has expired."""
    found = prepared.first(tx, _SIGNED_IN, token=token_hash, now=now())
    return None if found is None else (to_record(Person, found), found.since)


def sign_out(tx: Tx, token_hash: str) -> None:
    """Ends a sign-in."""
    tx.exec(update(SignInRow).where(col(SignInRow.token_hash) == token_hash).values(ended_at=now()))


def sign_out_everywhere(tx: Tx, person_id: str, but: str | None = None) -> None:
    """Ends all sign-ins of a person, but for the one with this token hash."""
    query = update(SignInRow).where(col(SignInRow.person_id) == person_id, col(SignInRow.ended_at).is_(None))
    tx.exec(query.where(col(SignInRow.token_hash) != (but or "")).values(ended_at=now()))


def replace_link(tx: Tx, token_hash: str, purpose: str, expires_at: datetime) -> None:
    """Makes a one-time link, and the earlier ones for the same purpose worthless."""
    tx.exec(delete(LinkRow).where(col(LinkRow.purpose) == purpose))
    tx.add(LinkRow(token_hash=token_hash, purpose=purpose, created_at=now(), expires_at=expires_at))
    tx.flush()


def link_is_good(tx: Tx, token_hash: str, purpose: str) -> bool:
    """Whether a one-time link may still be used."""
    row = tx.get(LinkRow, token_hash)
    return row is not None and row.purpose == purpose and row.used_at is None and row.expires_at > now()


def use_link(tx: Tx, token_hash: str) -> None:
    """Spends a one-time link."""
    tx.exec(update(LinkRow).where(col(LinkRow.token_hash) == token_hash).values(used_at=now()))


def record_attempt(tx: Tx, name: str, address: str) -> None:
    """Remembers a failed sign-in."""
    tx.add(AttemptRow(id=new_id(), name_key=normal(name)[:200], address=address, at=now()))
    tx.flush()


def attempts_since(tx: Tx, name: str, address: str, start: datetime) -> tuple[int, int]:
    """How many sign-ins failed since a time: under this name, and from this address."""
    name_key = normal(name)[:200]
    query = select(AttemptRow).where(
        AttemptRow.at >= start, or_(AttemptRow.name_key == name_key, AttemptRow.address == address)
    )
    rows = tx.exec(query).all()
    return sum(row.name_key == name_key for row in rows), sum(row.address == address for row in rows)


def forget_attempts(tx: Tx, before: datetime) -> None:
    """Drops attempts that no longer count."""
    tx.exec(delete(AttemptRow).where(col(AttemptRow.at) < before))
