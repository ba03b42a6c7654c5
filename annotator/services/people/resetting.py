"""A new way in for somebody who has lost theirs: an admin makes a one-time link, its holder chooses the password."""

from datetime import timedelta

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.access import Device, Identity, Link
from annotator.domain.policy import Actor
from annotator.domain.records import Person
from annotator.errors import Invalid, NotFound
from annotator.services.people import passwords, tokens
from annotator.services.people.members import account_of
from annotator.services.people.sessions import opened
from db import links, people, sessions
from db.operations import Event, record_events
from db.store import Store, Tx

VALID = timedelta(hours=24)


def reset_link(store: Store, actor: Actor, person_id: str) -> str:
    """The token of a new link; earlier ones for the person are worthless. The old password works until it is used.

    Raises Invalid("no_account"), Invalid("account_disabled"), NotFound or Forbidden.
    """
    policy.require(actor, "administer")
    with store.write() as tx:
        person = account_of(tx, person_id).person
        if person.disabled_at is not None:
            raise Invalid("account_disabled", name=person.name)
        links.use_all(tx, "password", person_id)
        token, at = tokens.fresh(), now()
        maker = actor.id or None
        links.add(tx, Link(tokens.digest(token), "password", at, at + VALID, created_by=maker, person_id=person_id))
        record_events(tx, maker, [Event("person", person_id, "reset_link", None, None)])
        return token


def whose(store: Store, token: str) -> str | None:
    """The name of the person whom a link lets in; None where it is spent or too old."""
    with store.read() as tx:
        found = _person(tx, token)
        return None if found is None else found.name


def reset_password(store: Store, token: str, password: str, device: Device) -> str:
    """Sets the password, ends all sessions of the person and opens one, whose token it gives back.

    Raises NotFound("link_spent"), or Invalid for the password, which leaves the link good.
    """
    with store.read() as tx:
        person = _require(tx, token)
    passwords.check(password, person.name)
    password_hash = passwords.hashed(password)
    with store.write() as tx:
        person = _require(tx, token)
        people.set_password(tx, person.id, password_hash)
        return _entered(tx, token, person, "password_reset", device)


def reset_to_identity(store: Store, token: str, identity: Identity, device: Device) -> str:
    """Lets the person in by what a provider calls them from now on, as well as by the password that they may have.

    Raises NotFound("link_spent"), or Invalid("identity_taken") where the identity is somebody's already.
    """
    with store.write() as tx:
        person = _require(tx, token)
        if people.by_identity(tx, identity) is not None:
            raise Invalid("identity_taken")
        people.add_identity(tx, identity, person.id)
        return _entered(tx, token, person, "identity_added", device)


def _entered(tx: Tx, token: str, person: Person, action: str, device: Device) -> str:
    links.use(tx, tokens.digest(token))
    sessions.end_all(tx, person.id)
    record_events(tx, person.id, [Event("person", person.id, action, None, None)])
    return opened(tx, person.id, device)


def _require(tx: Tx, token: str) -> Person:
    person = _person(tx, token)
    if person is None:
        raise NotFound("link_spent")
    return person


def _person(tx: Tx, token: str) -> Person | None:
    link = links.good(tx, tokens.digest(token), "password")
    person = people.get(tx, link.person_id) if link is not None and link.person_id else None
    return None if person is None or person.disabled_at is not None else person
