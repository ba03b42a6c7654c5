"""A backup takes the database's place whole or not at all, and what it replaces stays beside it."""

from contextlib import closing

import pytest

from annotator.errors import Damaged, InUse, NewerSchema, NotFound
from annotator.services.people import accounts
from db import in_use
from db.backup import prove
from db.driver import sqlite3
from db.restore import restore
from db.store import Store
from tests.faults.conftest import assert_well

pytestmark = pytest.mark.only("sqlite")


@pytest.fixture
def past(desk, tmp_path):
    """A desk at work, a backup, and more work after it; closed. Gives the backup and the database."""
    desk.put("review", desk.sentences[0].id, state="clean")
    desk.store.back_up(tmp_path / "past.sqlite3")
    desk.put("review", desk.sentences[1].id, state="clean")
    desk.store.close()
    return tmp_path / "past.sqlite3", tmp_path / "desk.sqlite3"


def reviews(file):
    with closing(sqlite3.connect(file)) as opened:
        return opened.execute("select count(*) from review").fetchone()[0]


def test_the_backup_takes_its_place_and_the_replaced_one_stays(past):
    backup, database = past
    restored = restore(backup, database)
    assert reviews(database) == 1 and restored.rows["review"] == 1
    assert restored.replaced is not None and reviews(restored.replaced) == 2
    assert_well(f"sqlite:///{database}")
    Store(f"sqlite:///{database}").close()


def test_it_is_refused_while_somebody_has_the_database_open(past):
    backup, database = past
    in_use.hold(database)
    try:
        with pytest.raises(InUse):
            restore(backup, database)
        assert reviews(database) == 2
    finally:
        in_use._held.pop(database).close()
    restore(backup, database)
    assert reviews(database) == 1


def test_nobody_opens_a_database_that_is_being_replaced(past):
    _, database = past
    with in_use.alone(database), pytest.raises(InUse):
        in_use.hold(database)


def test_a_damaged_file_changes_nothing(past):
    backup, database = past
    content = bytearray(backup.read_bytes())
    content[5000:9000] = bytes(4000)
    backup.write_bytes(content)
    with pytest.raises(Damaged):
        restore(backup, database)
    assert reviews(database) == 2 and not list(database.parent.glob("*replaced*"))


@pytest.mark.parametrize("statement", ["drop table alembic_version", "delete from alembic_version"])
def test_a_database_of_another_program_changes_nothing(past, statement):
    backup, database = past
    with closing(sqlite3.connect(backup)) as opened:
        opened.execute(statement)
        opened.commit()
    with pytest.raises(Damaged):
        restore(backup, database)
    assert reviews(database) == 2 and not list(database.parent.glob("*restoring*"))


def test_a_backup_of_the_future_changes_nothing(past):
    backup, database = past
    with closing(sqlite3.connect(backup)) as opened:
        opened.execute("update alembic_version set version_num = '9999'")
        opened.commit()
    with pytest.raises(NewerSchema):
        restore(backup, database)
    assert reviews(database) == 2


def test_a_file_that_is_not_there_is_told(past):
    with pytest.raises(NotFound):
        restore(past[0].with_name("nowhere"), past[1])


def test_it_comes_back_where_the_database_is_gone(past):
    backup, database = past
    database.unlink()
    assert restore(backup, database).replaced is None
    assert reviews(database) == 1


def test_a_damaged_database_is_replaced_and_kept_with_its_log(past):
    backup, database = past
    database.write_bytes(b"x" * 5000)
    log = database.with_name(f"{database.name}-journal")
    log.write_bytes(b"what was in it")
    restored = restore(backup, database)
    assert reviews(database) == 1 and restored.replaced.read_bytes() == b"x" * 5000
    assert not log.exists()


def test_a_wal_of_the_replaced_database_never_meets_the_new_one(past):
    backup, database = past
    with closing(sqlite3.connect(database)) as writer:
        writer.execute("pragma journal_mode=wal").fetchall()
        writer.execute("delete from work_time")
        writer.execute("update person set language = 'en'")
        writer.commit()
        log = database.with_name(f"{database.name}-wal").read_bytes()
    database.with_name(f"{database.name}-wal").write_bytes(log)  # as a killed server leaves it
    restored = restore(backup, database)
    assert not database.with_name(f"{database.name}-wal").exists()
    with closing(sqlite3.connect(restored.replaced)) as old, closing(sqlite3.connect(database)) as new:
        assert old.execute("select distinct language from person").fetchall() == [("en",)]
        assert ("en",) not in new.execute("select distinct language from person").fetchall()
    assert prove(database)


def test_sessions_of_the_past_do_not_come_back(store, tmp_path):
    link = accounts.first_account_link(store)
    token = accounts.create_first_account(store, link, "سلمى", "four words of mine", "ar")
    store.back_up(tmp_path / "past.sqlite3")
    store.close()
    restore(tmp_path / "past.sqlite3", tmp_path / "desk.sqlite3")
    opened = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    assert accounts.signed_in(opened, token) is None
    assert accounts.sign_in(opened, "سلمى", "four words of mine", "127.0.0.1")
    opened.close()
