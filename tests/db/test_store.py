"""The database: migrated, guarded, and never half written."""

import threading
from contextlib import closing

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlmodel import SQLModel

from annotator.clock import new_id
from annotator.errors import Busy, NewerSchema
from db import tables  # noqa: F401
from db.driver import sqlite3
from db.engine import journal_mode, open_engine
from db.store import Store


def test_the_migrations_lead_to_the_tables_of_the_code(store):
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, SQLModel.metadata) == []


def test_opening_again_changes_nothing(store):
    Store(store.engine.url.render_as_string(hide_password=False)).close()


def test_a_newer_schema_is_refused_and_left_alone(store, database_url):
    with store.write() as tx:
        tx.connection().exec_driver_sql("update alembic_version set version_num = '9999'")
    with pytest.raises(NewerSchema):
        Store(database_url)
    with store.read() as tx:
        assert tx.connection().exec_driver_sql("select version_num from alembic_version").scalar() == "9999"


@pytest.mark.parametrize(
    ("version", "mode"),
    [
        ((3, 40, 1), "TRUNCATE"),
        ((3, 44, 5), "TRUNCATE"),
        ((3, 44, 6), "WAL"),
        ((3, 45, 0), "TRUNCATE"),
        ((3, 50, 6), "TRUNCATE"),
        ((3, 50, 7), "WAL"),
        ((3, 51, 2), "TRUNCATE"),
        ((3, 51, 3), "WAL"),
        ((3, 53, 0), "WAL"),
    ],
)
def test_the_journal_mode_avoids_the_versions_with_the_race(version, mode):
    assert journal_mode(version) == mode


@pytest.mark.only("sqlite")
def test_the_file_is_in_the_mode_that_its_sqlite_is_trusted_with(store):
    with store.engine.connect() as connection:
        mode = connection.exec_driver_sql("pragma journal_mode").scalar()
    assert mode.upper() == journal_mode(sqlite3.sqlite_version_info)


@pytest.mark.only("sqlite")
def test_a_file_that_others_hold_is_opened_in_the_mode_it_has(tmp_path):
    with closing(sqlite3.connect(tmp_path / "desk.sqlite3", isolation_level=None)) as other:
        other.execute("create table held (id)")
        other.execute("begin")
        other.execute("select * from held").fetchall()
        opened = open_engine(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
        with opened.connect() as connection:
            assert connection.exec_driver_sql("pragma journal_mode").scalar() == "delete"
        opened.dispose()


@pytest.mark.only("sqlite")
def test_every_connection_is_told_to_flush_and_to_mind_foreign_keys(store):
    with store.engine.connect() as connection:
        told = [connection.exec_driver_sql(f"pragma {name}").scalar() for name in ("synchronous", "foreign_keys")]
    assert told == [2, 1]


def test_a_block_that_fails_leaves_nothing(desk):
    from db import people

    before = len(everyone(desk))
    with pytest.raises(RuntimeError), desk.store.write() as tx:
        people.set_language(tx, desk.lead.id, "en")
        raise RuntimeError
    assert len(everyone(desk)) == before
    assert {person.language for person in everyone(desk)} == {"ar"}


def everyone(desk):
    from db import people

    with desk.store.read() as tx:
        return people.everyone(tx)


def test_read_then_write_from_six_threads_never_fails(desk):
    errors, sentence = [], desk.sentences[0].id

    def save(number):
        try:
            for _ in range(10):
                desk.put("claim", new_id(), start=0, end=3)
        except Exception as error:
            errors.append(error)

    threads = [threading.Thread(target=save, args=(number,)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == [] and sentence


@pytest.mark.only("sqlite")
def test_a_lock_held_elsewhere_for_long_is_busy_and_nothing_is_lost(desk, monkeypatch):
    other = sqlite3.connect(desk.store.engine.url.database, isolation_level=None)
    try:
        other.execute("begin immediate")
        desk.store.engine.dispose()
        monkeypatch.setattr("db.engine.BUSY_MILLISECONDS", 100)
        with pytest.raises(Busy):
            desk.put("review", desk.sentences[0].id, state="clean")
    finally:
        other.close()
    desk.put("review", desk.sentences[0].id, state="clean")
    assert desk.state(1) == "clean"
