"""A copy of a database in use is whole, and nobody waits for it."""

import os
import stat
import threading
import time
from contextlib import closing

import pytest

from annotator.clock import new_id
from annotator.errors import Damaged, StorageFull
from db import backup
from db.backup import prove
from db.driver import sqlite3
from db.store import Store
from tests.db.test_store import everyone

pytestmark = pytest.mark.only("sqlite")


@pytest.fixture(params=["WAL", "TRUNCATE"])
def busy_desk(desk, request, monkeypatch):
    """A desk in each journal mode, copied a page at a time so that much happens in between."""
    monkeypatch.setattr("db.engine.journal_mode", lambda _version: request.param)
    monkeypatch.setattr(backup, "STEP", 1)
    desk.store.engine.dispose()
    return desk


def test_a_copy_holds_what_was_saved_while_it_was_made(busy_desk, tmp_path):
    ended, saved = threading.Event(), []

    def save() -> None:
        while not ended.is_set():
            id = new_id()
            busy_desk.put("claim", id, start=0, end=3)
            saved.append((id, time.monotonic()))
            time.sleep(0.002)

    thread = threading.Thread(target=save)
    thread.start()
    while len(saved) < 5:
        time.sleep(0.01)
    begun, before = time.monotonic(), len(saved)
    counts = busy_desk.store.back_up(tmp_path / "copy.sqlite3")
    during = len(saved) - before
    ended.set()
    thread.join()
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        copied = {id for (id,) in copy.execute("select id from claim")}
    assert {id for id, at in saved if at < begun} <= copied and during > 0
    assert counts["claim"] == len(copied)


def test_a_copy_is_one_file_for_its_owners_eyes(busy_desk, tmp_path):
    target = tmp_path / "copies" / "copy.sqlite3"
    target.parent.mkdir()
    busy_desk.store.back_up(target)
    assert [file.name for file in target.parent.iterdir()] == ["copy.sqlite3"]
    if os.name == "posix":
        assert stat.S_IMODE(target.stat().st_mode) == 0o600
    with closing(sqlite3.connect(target)) as copy:
        assert copy.execute("pragma journal_mode").fetchone() == ("delete",)


def test_another_process_that_keeps_writing_does_not_keep_the_copy_from_ending(busy_desk, tmp_path):
    ended = threading.Event()

    def write() -> None:
        with closing(sqlite3.connect(busy_desk.store.engine.url.database, timeout=10)) as other:
            while not ended.is_set():
                other.execute("update project set name = name || ''")
                other.commit()
                time.sleep(0.001)

    thread = threading.Thread(target=write)
    thread.start()
    try:
        busy_desk.store.back_up(tmp_path / "copy.sqlite3")
    finally:
        ended.set()
        thread.join()
    assert prove(tmp_path / "copy.sqlite3")["project"] == 1


def test_saves_go_their_usual_way_after_a_copy(desk, tmp_path):
    usual = desk.store._writer
    desk.store.back_up(tmp_path / "copy.sqlite3")
    assert desk.store._writer is usual
    desk.put("review", desk.sentences[0].id, state="clean")
    assert desk.state(1) == "clean"


def test_a_save_that_fails_during_a_copy_leaves_nothing(desk, tmp_path, monkeypatch):
    from db import people

    monkeypatch.setattr(backup, "STEP", 1)
    failed = []

    def fail(_seconds: float) -> None:
        monkeypatch.setattr(backup.time, "sleep", lambda _seconds: None)
        with pytest.raises(RuntimeError), desk.store.write() as tx:
            people.set_language(tx, desk.lead.id, "en")
            raise RuntimeError
        failed.append(True)

    monkeypatch.setattr(backup.time, "sleep", fail)
    desk.store.back_up(tmp_path / "copy.sqlite3")
    assert failed and {person.language for person in everyone(desk)} == {"ar"}
    with closing(sqlite3.connect(tmp_path / "copy.sqlite3")) as copy:
        assert copy.execute("select distinct language from person").fetchall() == [("ar",)]


def test_a_damaged_copy_is_refused_and_the_one_before_stands(desk, tmp_path, monkeypatch):
    target = tmp_path / "copy.sqlite3"
    desk.store.back_up(target)
    before = target.read_bytes()
    usual = backup.copy_pages

    def harmed(source, into, lock):
        usual(source, into, lock)
        into.execute("delete from event")
        into.commit()

    monkeypatch.setattr(backup, "copy_pages", harmed)
    with pytest.raises(Damaged):
        desk.store.back_up(target)
    assert target.read_bytes() == before
    assert not list(tmp_path.glob("*unfinished*"))


def test_a_folder_that_is_not_there_is_told(store, tmp_path):
    with pytest.raises(StorageFull) as refused:
        store.back_up(tmp_path / "nowhere" / "copy.sqlite3")
    assert refused.value.code == "backup_unwritable"


def test_what_is_no_database_is_not_proved(tmp_path):
    file = tmp_path / "x.sqlite3"
    file.write_bytes(b"nothing of the kind" * 500)
    with pytest.raises(Damaged):
        prove(file)


def test_copies_can_be_made_one_after_the_other(store, tmp_path):
    for _ in range(3):
        store.back_up(tmp_path / "copy.sqlite3")
    Store(f"sqlite:///{tmp_path / 'copy.sqlite3'}").close()
