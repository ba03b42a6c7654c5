"""Whoever guesses gets few answers, also when all guesses come at once."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from annotator import clock
from annotator.domain.records import Person
from annotator.errors import Forbidden, Invalid, NotFound, SignInNeeded, TooManyTries
from annotator.services.people import accounts, passwords
from db import links, people
from tests.conftest import PASSWORD, add_person


@pytest.fixture
def token(store):
    return accounts.create_first_account(store, accounts.first_account_link(store), "سلمى", PASSWORD, "ar")


def outcome(store, name, password, address="10.0.0.1") -> str:
    try:
        return "in" if accounts.sign_in(store, name, password, address) else ""
    except (SignInNeeded, TooManyTries) as refusal:
        return refusal.code


def test_a_burst_of_guesses_gets_no_more_answers_than_a_queue(store, token):
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda number: outcome(store, "سلمى", f"guess number {number}"), range(16)))
    assert answers.count("signin_wrong") == 5
    assert answers.count("signin_throttled") == 11


def test_one_address_may_try_twenty_names_and_no_more(store, token):
    answers = [outcome(store, f"name {number}", PASSWORD) for number in range(22)]
    assert answers == ["signin_wrong"] * 20 + ["signin_throttled"] * 2
    assert outcome(store, "سلمى", PASSWORD, "10.0.0.2") == "in"


def test_the_throttle_says_how_long_to_wait(store, token):
    for _ in range(5):
        outcome(store, "سلمى", "wrong password")
    with pytest.raises(TooManyTries) as refusal:
        accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    assert refusal.value.params["seconds"] == 300


def test_an_open_page_is_no_place_to_guess_the_password_from(store, token):
    actor = accounts.signed_in(store, token).actor
    for _ in range(5):
        with pytest.raises(Forbidden):
            accounts.change_password(store, actor, token, "a wrong password", "another four words")
    with pytest.raises(TooManyTries):
        accounts.change_password(store, actor, token, PASSWORD, "another four words")


def test_the_first_link_makes_one_account_when_it_is_used_twice_at_once(store):
    link = accounts.first_account_link(store)

    def make(name: str) -> str:
        try:
            return accounts.create_first_account(store, link, name, PASSWORD, "ar")
        except NotFound as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(make, [f"name {number}" for number in range(8)]))
    assert answers.count("link_spent") == 7
    with store.read() as tx:
        assert people.accounts(tx) == 1


def test_a_link_is_worthless_once_somebody_has_an_account_in_another_way(store):
    link = accounts.first_account_link(store)
    with store.write() as tx:
        people.add(tx, Person(clock.new_id(), "هدى", "ar", True, clock.now(), None), passwords.hashed(PASSWORD))
    with pytest.raises(NotFound):
        accounts.create_first_account(store, link, "سلمى", PASSWORD, "ar")


def test_the_first_link_is_good_for_a_day(store, monkeypatch):
    link = accounts.first_account_link(store)
    later = clock.now() + timedelta(hours=24, seconds=1)
    monkeypatch.setattr(links, "now", lambda: later)
    with pytest.raises(NotFound):
        accounts.create_first_account(store, link, "سلمى", PASSWORD, "ar")


@pytest.mark.parametrize(
    "name",
    [
        "ـــ",
        "\u064b\u064f",
        "\u2067سلمى\u2069",
        "سلمى\u0007",
        "\ufeff",
        "\u3164",
        "سل\ufe0fمى",
        "س\u0301\u0301\u0301\u0301",
    ],
)
def test_a_name_that_nobody_can_see_or_tell_apart_is_refused(name):
    with pytest.raises(Invalid) as refusal:
        accounts.read_name(name)
    assert refusal.value.code == "name_bad"


@pytest.mark.parametrize("name", ["Ѕara", "ＳＡＲＡ", "S\u00e1ra"])
def test_who_looks_like_somebody_else_gets_no_account(store, name):
    add_person(store, "Sara")
    link = accounts.first_account_link(store)
    with pytest.raises(Invalid) as refusal:
        accounts.create_first_account(store, link, name, PASSWORD, "ar")
    assert (refusal.value.code, refusal.value.params["name"]) == ("name_taken", "Sara")
    assert accounts.create_first_account(store, link, "Sana", PASSWORD, "ar"), "the link is not spent by a refusal"


@pytest.mark.parametrize("name", ["соnsensus", "ＣＯＮＳＥＮＳＵＳ"])
def test_nobody_is_called_almost_like_the_consensus(name):
    with pytest.raises(Invalid):
        accounts.read_name(name)
