"""Accounts: one first link, slow guessing, sessions that end when they are ended."""

from datetime import timedelta
from pathlib import Path

import pytest

from annotator import clock
from annotator.errors import Forbidden, Invalid, NotFound, SignInNeeded, TooManyTries
from annotator.services.people import accounts, passwords
from db import sessions
from tests.conftest import PASSWORD


@pytest.fixture
def token(store):
    link = accounts.first_account_link(store)
    return accounts.create_first_account(store, link, "سلمى", PASSWORD, "ar")


def test_the_first_link_makes_an_admin_once(store):
    link = accounts.first_account_link(store)
    token = accounts.create_first_account(store, link, "سلمى", PASSWORD, "ar")
    assert accounts.signed_in(store, token).actor.is_admin
    with pytest.raises(NotFound):
        accounts.create_first_account(store, link, "غيرها", PASSWORD, "ar")
    assert accounts.first_account_link(store) is None


def test_a_new_link_makes_the_old_one_worthless(store):
    old = accounts.first_account_link(store)
    accounts.first_account_link(store)
    assert not accounts.link_is_good(store, old)


def test_name_and_password_open_a_session(store, token):
    again = accounts.sign_in(store, " سلمي ", PASSWORD, "127.0.0.1")  # spelt almost alike: the same name
    assert accounts.signed_in(store, again).actor.name == "سلمى"


@pytest.mark.parametrize(("name", "password"), [("سلمى", "wrong password"), ("لا أحد", PASSWORD), ("", "")])
def test_a_wrong_name_and_a_wrong_password_are_answered_alike(store, token, name, password):
    with pytest.raises(SignInNeeded) as refusal:
        accounts.sign_in(store, name, password, "127.0.0.1")
    assert refusal.value.code == "signin_wrong"


def test_guessing_is_throttled_by_name_even_with_the_right_password(store, token):
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            accounts.sign_in(store, "سلمى", "wrong password", "10.0.0.1")
    with pytest.raises(TooManyTries):
        accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.2")


def test_the_throttle_opens_again_after_five_minutes(store, token, monkeypatch):
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            accounts.sign_in(store, "سلمى", "wrong password", "10.0.0.1")
    later = clock.now() + accounts._WINDOW
    monkeypatch.setattr(accounts, "now", lambda: later)
    assert accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")


def test_a_session_ends_when_it_is_ended_and_when_its_time_is_up(store, token, monkeypatch):
    other = accounts.sign_in(store, "سلمى", PASSWORD, "127.0.0.1")
    accounts.sign_out(store, token)
    assert accounts.signed_in(store, token) is None
    later = clock.now() + timedelta(days=15)
    monkeypatch.setattr(sessions, "now", lambda: later)
    assert accounts.signed_in(store, other) is None


@pytest.mark.parametrize("forged", [None, "", "x", "a" * 43])
def test_a_forged_token_opens_nothing(store, token, forged):
    assert accounts.signed_in(store, forged) is None


def test_a_new_password_ends_every_session_and_opens_a_new_one(store, token):
    other = accounts.sign_in(store, "سلمى", PASSWORD, "127.0.0.1")
    actor = accounts.signed_in(store, token).actor
    with pytest.raises(Forbidden):
        accounts.change_password(store, actor, token, "not the current one", "another four words")
    renewed = accounts.change_password(store, actor, token, PASSWORD, "another four words")
    assert accounts.signed_in(store, other) is None and accounts.signed_in(store, token) is None
    assert accounts.signed_in(store, renewed).actor.name == actor.name
    assert accounts.sign_in(store, "سلمى", "another four words", "127.0.0.1")


@pytest.mark.only("sqlite")
def test_neither_token_nor_password_is_stored(store, token):
    store.engine.dispose()
    data = Path(store.engine.url.database).read_bytes()
    assert token.encode() not in data and PASSWORD.encode() not in data


@pytest.mark.parametrize("password", ["short", "1234567890", "password123", "aaaaaaaaaaaa", "x" * 257])
def test_a_poor_password_is_refused(password):
    with pytest.raises(Invalid):
        passwords.check(password, "سلمى")


@pytest.mark.parametrize("name", ["", "  ", "x" * 81, "سلمى\u202e", "a\u200bb"])
def test_a_name_that_hides_something_is_refused(name):
    with pytest.raises(Invalid):
        accounts.read_name(name)


def test_a_session_that_nobody_uses_ends_and_one_in_use_does_not(store, token, monkeypatch):
    from annotator.services.people import sessions as kept

    start = clock.now()

    def at(hours: float) -> None:
        for module in (accounts, kept, sessions):
            monkeypatch.setattr(module, "now", lambda: start + timedelta(hours=hours))

    other = accounts.sign_in(store, "سلمى", PASSWORD, "127.0.0.1")
    for hours in (40, 80, 120):
        at(hours)
        assert accounts.signed_in(store, token)
    assert accounts.signed_in(store, other) is None
    assert len(kept.own_sessions(store, accounts.signed_in(store, token).actor)) == 1


def test_looking_up_a_session_writes_nothing_more_than_every_five_minutes(store, token, monkeypatch):
    def refuse() -> None:
        raise AssertionError("a write")

    monkeypatch.setattr(store, "write", refuse)
    for _ in range(3):
        assert accounts.signed_in(store, token)


def test_guesses_from_elsewhere_lock_nobody_out_of_where_they_always_are(store, token):
    accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            accounts.sign_in(store, "سلمى", "wrong password", "192.0.2.1")
    with pytest.raises(TooManyTries):
        accounts.sign_in(store, "سلمى", PASSWORD, "192.0.2.2")
    assert accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    for _ in range(5):
        with pytest.raises(SignInNeeded):
            accounts.sign_in(store, "سلمى", "wrong password", "10.0.0.1")
    with pytest.raises(TooManyTries):
        accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
