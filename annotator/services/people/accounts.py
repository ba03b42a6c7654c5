"""Accounts: the first one, signing in and out, one's own password and language."""

import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from annotator.clock import new_id, now
from annotator.config import settings
from annotator.domain.access import Device, Link
from annotator.domain.lookalike import alike, hides
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Person
from annotator.domain.text import clean, normal
from annotator.errors import Busy, Forbidden, Invalid, NotFound, SignInNeeded, TooManyTries
from annotator.services.people import passwords, tokens
from annotator.services.people.sessions import SEEN_EVERY, idle_since, opened, recorded_end
from annotator.words import LANGUAGES
from db import links, people, projects, sessions
from db.operations import Event, record_events
from db.store import Store, Tx

_LINK_HOURS = 24
_WINDOW = timedelta(minutes=5)
_TRIES_BY_NAME, _TRIES_BY_ADDRESS = 5, 20
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")  # Unicode categories that a name may not hide
_NOWHERE = Device()


@dataclass(frozen=True)
class SignedIn:
    """Who holds a session, and since when."""

    actor: Actor
    since: datetime


def first_account_link(store: Store) -> str | None:
    """A fresh one-time token for making the first account; None once somebody can sign in."""
    token = tokens.fresh()
    with store.write() as tx:
        if people.accounts(tx):
            return None
        links.use_all(tx, "first_account", None)
        expires_at = now() + timedelta(hours=_LINK_HOURS)
        links.add(tx, Link(tokens.digest(token), "first_account", now(), expires_at))
    return token


def link_is_good(store: Store, token: str) -> bool:
    """Whether the one-time link to the first account may still be used."""
    with store.read() as tx:
        return links.good(tx, tokens.digest(token), "first_account") is not None


def nobody_yet(store: Store) -> bool:
    """Whether nobody can sign in."""
    with store.read() as tx:
        return people.accounts(tx) == 0


def create_first_account(
    store: Store, link: str, name: str, password: str, language: str, device: Device = _NOWHERE
) -> str:
    """Makes the admin and spends the link; gives back the token of their session. Raises Invalid or NotFound."""
    name = read_name(name)
    passwords.check(password, name)
    password_hash = passwords.hashed(password)
    with store.write() as tx:
        if links.good(tx, tokens.digest(link), "first_account") is None or people.accounts(tx):
            raise NotFound("link_spent")
        links.use(tx, tokens.digest(link))
        person = added(tx, name, language, password_hash, is_admin=True)
        return opened(tx, person.id, device)


def added(tx: Tx, name: str, language: str, password_hash: str | None, *, is_admin: bool = False) -> Person:
    """Stores a new person under a name that `read_name` gave; raises Invalid("name_taken")."""
    require_free_name(tx, name)
    person = Person(new_id(), name, known_language(language), is_admin, now(), None)
    people.add(tx, person, password_hash)
    facts = {"name": name, "is_admin": is_admin}
    record_events(tx, person.id, [Event("person", person.id, "joined", None, facts)])
    return person


def sign_in(store: Store, name: str, password: str, address: str, browser: str = "") -> str:
    """The token of a new session; raises SignInNeeded("signin_wrong") or TooManyTries."""
    with store.read() as tx:
        _throttle(tx, name, address)
        found = people.by_name(tx, name[:200])
    good = passwords.matches(found[1] if found else None, password)  # slow on purpose, so outside of the write lock
    with store.write() as tx:
        _throttle(tx, name, address)  # again, so that a burst sent at once gets no more answers than a queue
        if found is not None and good and _may_enter(tx, found[0].id, found[1]):
            return opened(tx, found[0].id, Device(address, browser))
        people.forget_attempts(tx, now() - _WINDOW)
        people.record_attempt(tx, name, address)
    raise SignInNeeded("signin_wrong")


def sign_out(store: Store, token: str) -> None:
    """Ends a session: its cookie is worthless from now on."""
    with store.write() as tx:
        person_id = sessions.end(tx, tokens.digest(token))
        if person_id is not None:
            record_events(tx, person_id, [Event("session", person_id, "ended", None, {"sessions": 1})])


def signed_in(store: Store, token: str | None) -> SignedIn | None:
    """Who holds this token now. Notes every few minutes that the session is in use."""
    if not token:
        return None
    token_hash = tokens.digest(token)
    with store.glance() as tx:
        found = _holder(tx, token_hash)
    if found is None:
        return None
    signed_in, seen_at = found
    if now() - seen_at > SEEN_EVERY:
        _touch(store, token_hash)
    return signed_in


def signed_in_within(tx: Tx, token: str) -> SignedIn | None:
    """The same inside a transaction that writes: what it says holds until that is on disk."""
    token_hash = tokens.digest(token)
    found = _holder(tx, token_hash)
    if found is None:
        return None
    signed_in, seen_at = found
    if now() - seen_at > SEEN_EVERY:
        sessions.touch(tx, token_hash)
    return signed_in


def _holder(tx: Tx, token_hash: str) -> tuple[SignedIn, datetime] | None:
    found = sessions.signed_in(tx, token_hash, idle_since())
    if found is None:
        return None
    person, since, seen_at = found
    roles = projects.roles(tx, person.id)
    return SignedIn(Actor(person.id, person.name, person.language, person.is_admin, roles), since), seen_at


def change_password(store: Store, actor: Actor, token: str, current: str, new: str, device: Device = _NOWHERE) -> str:
    """Changes one's own password, ends all of one's sessions and opens a new one, whose token it gives back.

    Raises Invalid for the new one, Forbidden("password_wrong") for the current one, and TooManyTries: whoever finds
    an open page may not guess the password from it either.
    """
    passwords.check(new, actor.name)
    with store.read() as tx:
        _throttle(tx, actor.name, device.address)
        stored = people.password_hash(tx, actor.id)
    good = passwords.matches(stored, current)
    new_hash = passwords.hashed(new) if good else ""
    with store.write() as tx:
        _throttle(tx, actor.name, device.address)
        if good and _may_enter(tx, actor.id, stored):
            people.set_password(tx, actor.id, new_hash)
            sessions.end_all(tx, actor.id)
            record_events(tx, actor.id, [Event("person", actor.id, "password_changed", None, None)])
            return opened(tx, actor.id, device)
        people.record_attempt(tx, actor.name, device.address)
    raise Forbidden("password_wrong")


def has_password(store: Store, actor: Actor) -> bool:
    """Whether the actor signs in with a password, and not only through a provider."""
    with store.read() as tx:
        return people.password_hash(tx, actor.id) is not None


def sign_out_others(store: Store, actor: Actor, token: str) -> None:
    """Ends one's sessions on other devices."""
    with store.write() as tx:
        recorded_end(tx, actor, actor.id, sessions.end_all(tx, actor.id, but=tokens.digest(token)))


def set_language(store: Store, actor: Actor, language: str) -> None:
    """Changes the language of one's interface."""
    with store.write() as tx:
        people.set_language(tx, actor.id, known_language(language))


def read_name(name: str) -> str:
    """A person's name; raises Invalid("name_bad") for an empty or long one, or one that hides characters."""
    name = " ".join(clean(name).split())
    hidden = hides(name) or any(unicodedata.category(character) in _HIDDEN for character in name)
    if hidden or not normal(name) or len(name) > 80:  # without a normal form: nothing but vowel signs, say
        raise Invalid("name_bad")
    if alike(name, CONSENSUS):  # reports name the consensus so
        raise Invalid("name_taken", name=name)
    return name


def require_free_name(tx: Tx, name: str) -> None:
    """Raises Invalid("name_taken") where somebody has the name, or one that looks like it."""
    if (taken := people.who_looks_like(tx, name)) is not None:
        raise Invalid("name_taken", name=taken.name)


def known_language(language: str) -> str:
    """The language, or the desk's own where there is no such one."""
    return language if language in LANGUAGES else settings().language


def _throttle(tx: Tx, name: str, address: str) -> None:
    """Raises TooManyTries. Where somebody has been signed in before, guesses from elsewhere don't lock them out."""
    tries = people.attempts_since(tx, name, address, now() - _WINDOW)
    found = people.by_name(tx, name[:200])
    at_home = found is not None and bool(address) and sessions.known_at(tx, found[0].id, address)
    by_name = tries.by_both if at_home else tries.by_name
    if by_name >= _TRIES_BY_NAME or (address and tries.by_address >= _TRIES_BY_ADDRESS):
        seconds = int(_WINDOW.total_seconds())
        raise TooManyTries("signin_throttled", seconds=seconds, minutes=seconds // 60)


def _may_enter(tx: Tx, person_id: str, password_hash: str | None) -> bool:
    """Whether the person is not disabled, and the password that matched is still theirs."""
    person = people.get(tx, person_id)
    return person is not None and person.disabled_at is None and people.password_hash(tx, person_id) == password_hash


def _touch(store: Store, token_hash: str) -> None:
    try:
        with store.write() as tx:
            sessions.touch(tx, token_hash)
    except Busy:
        pass  # the next call will do
