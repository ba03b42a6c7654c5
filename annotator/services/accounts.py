"""Accounts: the first one, signing in and out, one's own password and language."""

import hashlib
import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta

from annotator.clock import new_id, now
from annotator.config import settings
from annotator.domain.lookalike import alike, hides
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Person
from annotator.domain.text import clean, normal
from annotator.errors import Forbidden, Invalid, NotFound, SignInNeeded, TooManyTries
from annotator.services import passwords
from annotator.words import LANGUAGES
from db import people, projects
from db.store import Store, Tx

FIRST_ACCOUNT = "first_account"
_LINK_HOURS = 24
_WINDOW = timedelta(minutes=5)
_TRIES_BY_NAME, _TRIES_BY_ADDRESS = 5, 20
_HIDDEN = ("Cc", "Cf", "Co", "Cs", "Zl", "Zp")  # Unicode categories that a name may not hide


@dataclass(frozen=True)
class SignedIn:
    """Who holds a session, and since when."""

    actor: Actor
    since: datetime


def first_account_link(store: Store) -> str | None:
    """A fresh one-time token for making the first account; None once somebody can sign in."""
    token = secrets.token_urlsafe(32)
    with store.write() as tx:
        if people.accounts(tx):
            return None
        people.replace_link(tx, _digest(token), FIRST_ACCOUNT, now() + timedelta(hours=_LINK_HOURS))
    return token


def link_is_good(store: Store, token: str) -> bool:
    """Whether the one-time link may still be used."""
    with store.read() as tx:
        return people.link_is_good(tx, _digest(token), FIRST_ACCOUNT)


def nobody_yet(store: Store) -> bool:
    """Whether nobody can sign in."""
    with store.read() as tx:
        return people.accounts(tx) == 0


def create_first_account(store: Store, link: str, name: str, password: str, language: str) -> str:
    """Makes the admin and spends the link; gives back the token of their session. Raises Invalid or NotFound."""
    name = read_name(name)
    passwords.check(password, name)
    password_hash = passwords.hashed(password)
    with store.write() as tx:
        if not people.link_is_good(tx, _digest(link), FIRST_ACCOUNT) or people.accounts(tx):
            raise NotFound("link_spent")
        if (taken := people.who_looks_like(tx, name)) is not None:
            raise Invalid("name_taken", name=taken.name)
        people.use_link(tx, _digest(link))
        person = Person(new_id(), name, _language(language), True, now(), None)
        people.add(tx, person, password_hash)
        return _open(tx, person.id)


def sign_in(store: Store, name: str, password: str, address: str) -> str:
    """The token of a new session; raises SignInNeeded("signin_wrong") or TooManyTries."""
    with store.read() as tx:
        _throttle(tx, name, address)
        found = people.by_name(tx, name[:200])
    good = passwords.matches(found[1] if found else None, password)  # slow on purpose, so outside of the write lock
    with store.write() as tx:
        _throttle(tx, name, address)  # again, so that a burst sent at once gets no more answers than a queue
        if found is not None and good and found[0].disabled_at is None:
            return _open(tx, found[0].id)
        people.forget_attempts(tx, now() - _WINDOW)
        people.record_attempt(tx, name, address)
    raise SignInNeeded("signin_wrong")


def sign_out(store: Store, token: str) -> None:
    """Ends a session: its cookie is worthless from now on."""
    with store.write() as tx:
        people.sign_out(tx, _digest(token))


def signed_in(store: Store, token: str | None) -> SignedIn | None:
    """Who holds this token now."""
    if not token:
        return None
    with store.read() as tx:
        found = people.signed_in(tx, _digest(token))
        if found is None:
            return None
        person, since = found
        roles = projects.roles(tx, person.id)
        return SignedIn(Actor(person.id, person.name, person.language, person.is_admin, roles), since)


def change_password(store: Store, actor: Actor, token: str, current: str, new: str) -> None:
    """Changes one's own password and ends one's other sessions.

    Raises Invalid for the new one, Forbidden("password_wrong") for the current one, and TooManyTries: whoever finds
    an open page may not guess the password from it either.
    """
    passwords.check(new, actor.name)
    with store.read() as tx:
        _throttle(tx, actor.name, address="")
        stored = people.password_hash(tx, actor.id)
    if not passwords.matches(stored, current):
        with store.write() as tx:
            people.record_attempt(tx, actor.name, address="")
        raise Forbidden("password_wrong")
    new_hash = passwords.hashed(new)
    with store.write() as tx:
        people.set_password(tx, actor.id, new_hash)
        people.sign_out_everywhere(tx, actor.id, but=_digest(token))


def sign_out_others(store: Store, actor: Actor, token: str) -> None:
    """Ends one's sessions on other devices."""
    with store.write() as tx:
        people.sign_out_everywhere(tx, actor.id, but=_digest(token))


def set_language(store: Store, actor: Actor, language: str) -> None:
    """Changes the language of one's interface."""
    with store.write() as tx:
        people.set_language(tx, actor.id, _language(language))


def read_name(name: str) -> str:
    """A person's name; raises Invalid("name_bad") for an empty or long one, or one that hides characters."""
    name = " ".join(clean(name).split())
    hidden = hides(name) or any(unicodedata.category(character) in _HIDDEN for character in name)
    if hidden or not normal(name) or len(name) > 80:  # without a normal form: nothing but vowel signs, say
        raise Invalid("name_bad")
    if alike(name, CONSENSUS):  # reports name the consensus so
        raise Invalid("name_taken", name=name)
    return name


def _throttle(tx: Tx, name: str, address: str) -> None:
    by_name, by_address = people.attempts_since(tx, name, address, now() - _WINDOW)
    if by_name >= _TRIES_BY_NAME or by_address >= _TRIES_BY_ADDRESS:
        seconds = int(_WINDOW.total_seconds())
        raise TooManyTries("signin_throttled", seconds=seconds, minutes=seconds // 60)


def _open(tx: Tx, person_id: str) -> str:
    token = secrets.token_urlsafe(32)
    people.sign_in(tx, _digest(token), person_id, now() + timedelta(hours=settings().session_hours))
    return token


def _language(language: str) -> str:
    return language if language in LANGUAGES else settings().language


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
