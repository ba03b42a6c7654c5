"""The plug is pulled: what was acknowledged is there, and what is there is a state that was committed.

The store is the real one: its statements, transactions and pragmas, through SQLAlchemy. Only SQLite's own library is
another (the one in `apsw`, newer than most systems'), because its file layer can be written in Python; so the journal
mode is chosen here, not by that library's version. What the layer records is played back up to a random act, and of
what was not yet synced the disk keeps a random part (`power.crashes`). That disks keep what they call synced is taken
on trust.

The crash states are opened with the system's SQLite. Short: 160 states for each mode; `make faults`: 5,000 for each,
10,000 for the two shipped modes.
"""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
import sqlalchemy

from annotator.clock import new_id
from annotator.domain.policy import Actor
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.review import annotating
from db.driver import sqlite3
from db.store import Store
from tests.conftest import add_person
from tests.faults import times
from tests.faults.conftest import TEXT, assert_well, mark, new_desk
from tests.faults.power import driver
from tests.faults.power.crashes import crashes
from tests.faults.power.recorder import Act, Recorder

STATES, EVERY = times(100, 5_000), times(40, 50)  # the doctor examines every so many
NAME = "desk.sqlite3"


@dataclass
class Record:
    """What a desk's work asked of the disk; `states` are the numbers of events and operations after each commit."""

    acts: list[Act]
    first: int
    states: list[tuple[int, int]]

    def acknowledged(self, cut: int) -> tuple[int, int]:
        """The state that had been called saved before the cut."""
        saved = [act for act in self.acts[self.first - 1 : cut] if act.what == "saved"]
        return self.states[saved[-1].offset]


@pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
def test_a_pulled_plug_takes_nothing_that_was_acknowledged(mode, in_memory, monkeypatch, tell):
    record = a_day_at_work(in_memory / "work", mode, "full", monkeypatch)
    checked = 0
    for crash in crashes(record.acts, record.first, STATES, seed=7):
        crash.write(in_memory / "crash")
        found = state_of(in_memory / "crash" / NAME)
        assert found in record.states and found >= record.acknowledged(crash.acts), (crash.acts, found)
        checked += 1
        if checked % EVERY == 0:
            assert_well(f"sqlite:///{in_memory / 'crash' / NAME}")
    tell(f"{mode} + FULL: {checked} power cuts in {len(record.acts)} acts, {len(record.states)} commits, 0 lost")


@pytest.mark.parametrize("mode", ["WAL", "TRUNCATE"])
def test_without_the_flush_the_same_cuts_do_take_something(mode, in_memory, monkeypatch, tell):
    record = a_day_at_work(in_memory / "work", mode, "normal", monkeypatch)
    lost = 0
    for crash in crashes(record.acts, record.first, STATES, seed=7):
        crash.write(in_memory / "crash")
        try:
            lost += state_of(in_memory / "crash" / NAME) < record.acknowledged(crash.acts)
        except (AssertionError, sqlite3.Error):
            lost += 1
    tell(f"{mode} + NORMAL, for contrast: {lost} of {STATES} power cuts lost acknowledged commits")
    assert lost > 0


def a_day_at_work(folder: Path, mode: str, synchronous: str, monkeypatch: pytest.MonkeyPatch) -> Record:
    """Two reviewers and a lead at work on the real store, recorded, now and then all at once; opened anew midway."""
    folder.mkdir()
    (folder.parent / "crash").mkdir()
    recorder = Recorder()
    run_on_recorder(mode, synchronous, monkeypatch)
    url = f"sqlite:///{folder / NAME}"
    store = Store(url)
    article, people = new_desk(store, 2)
    lead = add_person(store, "نور", is_admin=True)
    record = Record(recorder.acts, len(recorder.acts) + 1, [])
    watch(store, record)
    with store.write() as tx:
        tx.connection()
    saved(record)
    dice = random.Random(3)
    for number in range(150):
        for _ in act(store, article, people[number % 2], lead, dice):
            saved(record)
        if number == 75:
            store.close()
            store = Store(url)
            watch(store, record)
    store.close()
    recorder.unregister()
    monkeypatch.undo()
    return record


def run_on_recorder(mode: str, synchronous: str, monkeypatch: pytest.MonkeyPatch) -> None:
    from db import engine

    usual = engine._configure

    def configure(connection: object, record: object) -> None:
        usual(connection, record)
        connection.execute(f"pragma synchronous={synchronous}")  # type: ignore[attr-defined]

    monkeypatch.setattr(engine, "sqlite3", driver)
    monkeypatch.setattr(engine, "journal_mode", lambda _version: mode)
    monkeypatch.setattr(engine, "_configure", configure)


def act(store: Store, article: str, actor: Actor, lead: Actor, dice: random.Random) -> Iterator[None]:
    """Something that somebody may do at a desk; yields after each commit."""
    choice = dice.random()
    if choice < 0.05:
        project = articles.visible_projects(store, lead)[0]
        articles.add_article(store, lead, project.id, ArticleForm(TEXT * 4, title="آخر"))
        yield
        return
    if choice > 0.92:
        all_at_once(store, article, [actor, lead], dice)
        yield
        return
    operation = mark(article, dice)
    annotating.apply(store, actor, operation)
    yield
    if choice < 0.25:
        undo = {"id": new_id(), "article": article, "act": "undo", "operation": operation["id"]}
        annotating.apply(store, actor, undo)
        yield


def all_at_once(store: Store, article: str, actors: list[Actor], dice: random.Random) -> None:
    """Saves that wait together, and so share a transaction; returns when all are answered."""
    operations = [mark(article, dice) for _ in range(6)]
    with ThreadPoolExecutor(len(operations)) as pool:
        with store.write():  # keeps them waiting until all are there
            waiting = [
                pool.submit(annotating.apply, store, actors[number % len(actors)], operation)
                for number, operation in enumerate(operations)
            ]
            while sum(len(queue) for queue in store._together._queues.values()) < len(operations) - 1:
                time.sleep(0.001)
        for one in waiting:
            one.result()


def watch(store: Store, record: Record) -> None:
    """Keeps the state that each commit is about to make true."""

    def note(connection: sqlalchemy.Connection) -> None:
        query = "select (select count(*) from event), (select count(*) from operation)"
        record.states.append(tuple(connection.exec_driver_sql(query).one()))

    sqlalchemy.event.listen(store.engine, "commit", note)


def saved(record: Record) -> None:
    """Called when the screen would say so."""
    record.acts.append(Act("saved", "", len(record.states) - 1))


def state_of(database: Path) -> tuple[int, int]:
    """Opens what the crash left, proves it whole, and says how far it had got."""
    with closing(sqlite3.connect(database)) as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
        assert opened.execute("pragma foreign_key_check").fetchall() == []
        events, last, operations = opened.execute(
            "select count(*), max(seq), (select count(*) from operation) from event"
        ).fetchone()
        assert events == last
        return events, operations
