"""Acts that wait at the same time share a transaction: each stands or falls by itself, and in its turn."""

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import event

from annotator.errors import Busy, Invalid
from db import people, work
from db.store import Store


@pytest.fixture
def commits(store):
    """The transactions that were written to the disk, counted."""
    seen = []
    event.listen(store.engine, "commit", lambda _connection: seen.append(1))
    return seen


def at_once(desk, acts, queue="article"):
    """Carries acts out from a thread each, all waiting while the first one is under way; their outcomes in order."""
    begun, go_on = threading.Event(), threading.Event()

    def first(_tx):
        begun.set()
        go_on.wait(5)

    def outcome(act):
        try:
            return desk.store.attempt(act, queue)
        except Exception as error:
            return error

    with ThreadPoolExecutor(len(acts) + 1) as pool:
        holding = pool.submit(outcome, first)
        assert begun.wait(5)
        waiting = []
        for number, act in enumerate(acts, 1):
            waiting.append(pool.submit(outcome, act))
            while sum(map(len, desk.store._together._queues.values())) < number:
                threading.Event().wait(0.001)
        go_on.set()
        assert holding.result() is None
        return [one.result() for one in waiting]


def rename(person, language):
    def act(tx):
        people.set_language(tx, person.id, language)
        return language

    return act


def refused(person):
    def act(tx):
        people.set_language(tx, person.id, "xx")
        raise Invalid("field_bad", field="language")

    return act


def broken(person):
    def act(tx):
        people.set_language(tx, person.id, "xx")
        raise ZeroDivisionError

    return act


def languages(desk, *actors):
    with desk.store.read() as tx:
        return [people.get(tx, actor.id).language for actor in actors]


def test_many_that_wait_are_written_by_one_commit(desk, commits):
    outcomes = at_once(desk, [rename(desk.lead, f"l{number}") for number in range(20)])
    assert outcomes == [f"l{number}" for number in range(20)]
    assert languages(desk, desk.lead) == ["l19"]  # in the order in which they came
    assert len(commits) <= 2  # the first one's, and one for all the others


def test_one_that_is_refused_leaves_nothing_and_the_others_stand(desk):
    outcomes = at_once(desk, [rename(desk.lead, "en"), refused(desk.reviewer), rename(desk.other, "en")])
    assert [outcomes[0], outcomes[2]] == ["en", "en"] and isinstance(outcomes[1], Invalid)
    assert languages(desk, desk.lead, desk.reviewer, desk.other) == ["en", "ar", "en"]


def test_one_that_breaks_takes_nobody_with_it(desk):
    outcomes = at_once(desk, [rename(desk.lead, "en"), broken(desk.reviewer), rename(desk.other, "en")])
    assert [outcomes[0], outcomes[2]] == ["en", "en"] and isinstance(outcomes[1], ZeroDivisionError)
    assert languages(desk, desk.lead, desk.reviewer, desk.other) == ["en", "ar", "en"]


def test_whoever_is_refused_alone_leaves_nothing(desk):
    with pytest.raises(Invalid):
        desk.store.attempt(refused(desk.lead))
    assert languages(desk, desk.lead) == ["ar"]


def test_whoever_is_answered_finds_their_act_on_disk(desk, database_url):
    elsewhere = Store(database_url)
    writers = [desk.lead, desk.reviewer, desk.other]

    def save(writer):
        for number in range(15):
            desk.store.attempt(rename(writer, f"l{number}"), "article")
            with elsewhere.read() as tx:  # as another process sees it
                assert people.get(tx, writer.id).language == f"l{number}"

    with ThreadPoolExecutor(3) as pool:
        assert list(pool.map(save, writers)) == [None] * 3
    elsewhere.close()


def test_who_waits_too_long_is_told_so_and_not_carried_out_later(desk, monkeypatch):
    monkeypatch.setattr(desk.store._together, "_patience", 0.05)
    begun, go_on = threading.Event(), threading.Event()

    def slow(_tx):
        begun.set()
        go_on.wait(5)

    with ThreadPoolExecutor(1) as pool:
        holding = pool.submit(desk.store.attempt, slow, "article")
        assert begun.wait(5)
        with pytest.raises(Busy):
            desk.store.attempt(rename(desk.lead, "en"), "article")
        go_on.set()
        holding.result()
    desk.store.attempt(rename(desk.other, "en"), "article")
    assert languages(desk, desk.lead, desk.other) == ["ar", "en"]


def test_an_act_that_follows_sees_what_the_one_before_it_did(desk):
    sentence = desk.sentences[0].id

    def count(tx):
        work.add_seconds(tx, desk.article.id, sentence, desk.reviewer.id, 1)
        return work.seconds_of(tx, desk.article.id)[sentence, desk.reviewer.id]

    assert at_once(desk, [count] * 10, desk.article.id) == list(range(1, 11))
