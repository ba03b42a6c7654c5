"""People, how they can get in, and failed attempts to."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func
from sqlmodel import col, delete, or_, select, update

from annotator.clock import new_id, now
from annotator.domain.access import Identity
from annotator.domain.lookalike import alike, skeleton
from annotator.domain.records import Person
from annotator.domain.text import normal
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import AttemptRow, EventRow, IdentityRow, PersonRow


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


def who_looks_like(tx: Tx, name: str) -> Person | None:
    """Somebody whose name can't be told from this one by eye."""
    return next((person for person in everyone(tx) if alike(person.name, name)), None)


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
    return tx.exec(select(PersonRow.password_hash).where(PersonRow.id == id)).first()


def set_language(tx: Tx, id: str, language: str) -> None:
    """Changes the language of the interface for a person."""
    tx.exec(update(PersonRow).where(col(PersonRow.id) == id).values(language=language))


def set_disabled(tx: Tx, id: str, disabled: bool) -> None:
    """Shuts an account, or opens it again."""
    tx.exec(update(PersonRow).where(col(PersonRow.id) == id).values(disabled_at=now() if disabled else None))


def set_admin(tx: Tx, id: str, is_admin: bool) -> None:
    """Makes a person an admin, or no longer."""
    tx.exec(update(PersonRow).where(col(PersonRow.id) == id).values(is_admin=is_admin))


def admins(tx: Tx) -> set[str]:
    """The ids of the admins who can sign in."""
    query = select(PersonRow.id).where(col(PersonRow.is_admin), col(PersonRow.disabled_at).is_(None))
    known, linked = ids_with_password(tx), ids_with_identity(tx)
    return {id for id in tx.exec(query) if id in known or id in linked}


def ids_with_password(tx: Tx) -> set[str]:
    """Who can sign in with a password."""
    return set(tx.exec(select(PersonRow.id).where(col(PersonRow.password_hash).is_not(None))))


def ids_with_identity(tx: Tx) -> set[str]:
    """Who can sign in through a provider."""
    return set(tx.exec(select(IdentityRow.person_id)))


def add_identity(tx: Tx, identity: Identity, person_id: str) -> None:
    """Lets a person in by what a provider calls them."""
    tx.add(IdentityRow(issuer=identity.issuer, subject=identity.subject, person_id=person_id, created_at=now()))
    tx.flush()


def by_identity(tx: Tx, identity: Identity) -> Person | None:
    """The person whom a provider calls this."""
    row = tx.get(IdentityRow, (identity.issuer, identity.subject))
    return None if row is None else get(tx, row.person_id)


def record_attempt(tx: Tx, name: str, address: str) -> None:
    """Remembers a failed sign-in."""
    tx.add(AttemptRow(id=new_id(), name_key=normal(name)[:200], address=address, at=now()))
    tx.flush()


@dataclass(frozen=True)
class Tries:
    """How many sign-ins failed: under a name, from an address, and under the name from the address."""

    by_name: int
    by_address: int
    by_both: int


def attempts_since(tx: Tx, name: str, address: str, start: datetime) -> Tries:
    """How many sign-ins failed since a time."""
    name_key = normal(name)[:200]
    query = select(AttemptRow).where(
        AttemptRow.at >= start, or_(AttemptRow.name_key == name_key, AttemptRow.address == address)
    )
    rows = [(row.name_key == name_key, row.address == address) for row in tx.exec(query)]
    return Tries(sum(name for name, _ in rows), sum(at for _, at in rows), sum(name and at for name, at in rows))


def forget_attempts(tx: Tx, before: datetime) -> None:
    """Drops attempts that no longer count."""
    tx.exec(delete(AttemptRow).where(col(AttemptRow.at) < before))
