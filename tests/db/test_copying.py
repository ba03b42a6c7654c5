"""A desk moves between databases whole, whatever interrupts the moving."""

import os
import subprocess
import sys
import time

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from annotator.errors import Invalid
from benchmarks import desks
from db import copying, people, tables
from db.store import Store
from tests.conftest import REPO


@pytest.fixture
def other_url(engine, tmp_path, request):
    """An empty database on the other engine."""
    if engine == "postgresql":
        yield f"sqlite:///{tmp_path / 'copied.sqlite3'}"
        return
    with request.getfixturevalue("cluster").database("template template0 encoding 'UTF8'") as url:
        yield url


@pytest.fixture
def busy(desk):
    """A desk with work of every kind on it."""
    claim, issue = desk.claim(), desk.issue(comment="ما قيل ليس كذلك")
    desk.put("evidence", "evidence-1", claim_id=claim, url="https://example.org/1")
    desk.put("distortion", "distortion-1", issue_id=issue, claim_id=claim, kind="number")
    desk.put("issue", issue, 1, id="operation-2", severity="minor")
    desk.undo(desk.undo("operation-2"))
    desk.put("review", desk.sentences[2].id, actor=desk.other, state="clean")
    return desk


def rows(store):
    with store.read() as tx:
        connection = tx.connection()
        found = {table.name: [tuple(row) for row in connection.execute(select(table))] for table in every_table()}
    return {name: sorted(map(repr, listed)) for name, listed in found.items()}


def every_table():
    return SQLModel.metadata.sorted_tables


def test_a_desk_arrives_row_by_row_and_goes_on(busy, database_url, other_url):
    told = {}
    total = copying.copy(database_url, other_url, lambda table, count: told.update({table: count}))
    copied = Store(other_url)
    assert rows(copied) == rows(busy.store) and total == sum(told.values()) > 30
    assert set(told) == {table.name for table in every_table()}
    busy.store = copied
    busy.undo("operation-2")  # its events are numbered after those that came along
    with copied.read() as tx:
        numbers = tx.exec(select(tables.EventRow.seq)).scalars().all()
    assert len(numbers) == len(set(numbers)) > told["event"]
    copied.close()


def test_there_and_back_is_the_same_desk(busy, database_url, other_url, tmp_path, request):
    copying.copy(database_url, other_url, lambda *_: None)
    back = f"sqlite:///{tmp_path / 'back.sqlite3'}"
    copying.copy(other_url, back, lambda *_: None)
    returned = Store(back)
    assert rows(returned) == rows(busy.store)
    returned.close()


def test_a_used_database_is_not_copied_into(busy, database_url, other_url):
    used = Store(other_url)
    desks.add_article(used, 3)
    before = rows(used)
    with pytest.raises(Invalid, match="copy_target_used"):
        copying.copy(database_url, other_url, lambda *_: None)
    assert rows(used) == before
    used.close()


def test_a_desk_that_is_not_there_is_not_made(tmp_path, other_url):
    nowhere = tmp_path / "nowhere.sqlite3"
    with pytest.raises(Invalid, match="file_missing"):
        copying.copy(f"sqlite:///{nowhere}", other_url, lambda *_: None)
    assert not nowhere.exists()


@pytest.fixture
def interrupted(busy, database_url, other_url, monkeypatch):
    """A copy that ended before its last table."""
    real = copying._copy_table

    def until_events(source, target, table):
        if table.name == "event":
            raise KeyboardInterrupt
        real(source, target, table)

    with monkeypatch.context() as patched, pytest.raises(KeyboardInterrupt):
        patched.setattr(copying, "_copy_table", until_events)
        copying.copy(database_url, other_url, lambda *_: None)


def test_no_desk_opens_on_an_unfinished_copy_and_the_same_copy_finishes_it(
    interrupted, busy, database_url, other_url, tmp_path
):
    with pytest.raises(Invalid, match="copy_unfinished"):
        Store(other_url)
    another = f"sqlite:///{tmp_path / 'another.sqlite3'}"
    Store(another).close()
    with pytest.raises(Invalid, match="copy_of_another"):
        copying.copy(another, other_url, lambda *_: None)
    copying.copy(database_url, other_url, lambda *_: None)
    copied = Store(other_url)
    assert rows(copied) == rows(busy.store)
    copied.close()


def test_work_done_meanwhile_is_noticed(interrupted, busy, database_url, other_url):
    with busy.store.write() as tx:
        people.set_language(tx, busy.lead.id, "en")
    with pytest.raises(Invalid) as refused:
        copying.copy(database_url, other_url, lambda *_: None)
    assert (refused.value.code, refused.value.params["table"]) == ("copy_differs", "person")
    with pytest.raises(Invalid, match="copy_unfinished"):
        Store(other_url)


@pytest.mark.faults
def test_a_copy_that_is_killed_again_and_again_is_finished_in_the_end(busy, database_url, other_url):
    desks.add_marks(busy.store, desks.add_article(busy.store, 50), busy.lead, 1_500)
    command = [sys.executable, "-m", "annotator", "copy", "--from", database_url, "--to", other_url]
    kills = 0
    for pause in (0.0, 0.3):
        process = subprocess.Popen(command, cwd=REPO, stdout=subprocess.DEVNULL)
        wait_for_rows(other_url)
        time.sleep(pause)
        kills += process.poll() is None
        process.kill()
        process.wait()
    assert kills > 0
    environment = {**os.environ, "TADQIQ_LANGUAGE": "en"}
    done = subprocess.run(command, cwd=REPO, env=environment, check=True, capture_output=True, encoding="utf-8")
    copied = Store(other_url)
    assert rows(copied) == rows(busy.store)
    with copied.read() as tx:
        count = tx.exec(select(func.count()).select_from(tables.OperationRow)).scalar()
    assert f"operation: {count} rows" in done.stdout
    copied.close()


def wait_for_rows(url):
    """Until people have been copied, which come first; a copy that is finished is no desk yet to be told apart."""
    from sqlalchemy import create_engine
    from sqlalchemy.exc import DBAPIError

    engine, deadline = create_engine(url), time.monotonic() + 30
    while time.monotonic() < deadline:
        try:
            with engine.connect() as connection:
                if connection.exec_driver_sql("select count(*) from person").scalar() > 1:
                    break
        except DBAPIError:
            pass
        time.sleep(0.02)
    engine.dispose()
