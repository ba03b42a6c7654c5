"""PostgreSQL: which servers are refused, whose turn it is among processes, and what a broken line does not lose."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg
import pytest
from alembic import command

from annotator.clock import new_id
from annotator.domain.records import Issue
from annotator.errors import Busy, Conflict, NewerSchema, OlderSchema, UnsafeServer
from annotator.services.review import annotating
from db import migrate, operations, people, postgres, submissions, work
from db.engine import open_engine
from db.store import Store
from tests.conftest import add_person

pytestmark = pytest.mark.only("postgresql")

EMPTY = "template template0 encoding 'UTF8'"


@pytest.fixture
def second(database_url, desk):
    """The same desk opened once more, as another process does."""
    opened = Store(database_url)
    yield opened
    opened.close()


def note(desk, store, text, revision, sentence=""):
    """Writes the note of a review, the first sentence's, through one of the processes."""
    put = {"act": "put", "kind": "review", "thing": sentence or desk.sentences[0].id, "revision": revision}
    operation = {"id": new_id(), "article": desk.article.id, **put, "fields": {"note": text}}
    return annotating.apply(store, desk.reviewer, operation)


def plain(url):
    """The address as PostgreSQL's own programs take it."""
    return url.replace("+psycopg", "")


def connect(url):
    return psycopg.connect(plain(url), autocommit=True)


@pytest.mark.parametrize("setting", ["fsync", "full_page_writes"])
def test_a_server_that_does_not_keep_what_it_acknowledges_is_refused(cluster, database_url, setting):
    cluster.run(f"alter system set {setting} = off")
    try:
        cluster.reload(setting, "off")
        with pytest.raises(UnsafeServer) as refused:
            Store(database_url)
    finally:
        cluster.run(f"alter system reset {setting}")
        cluster.reload(setting, "on")
    assert (refused.value.code, dict(refused.value.params)) == ("server_unsafe", {"setting": setting, "value": "off"})
    Store(database_url).close()


def test_a_database_that_does_not_wait_for_the_disk_is_refused(cluster, database_url):
    name = database_url.partition("@/")[2].partition("?")[0]
    cluster.run(f"alter database {name} set synchronous_commit = off")
    with pytest.raises(UnsafeServer, match="synchronous_commit"):
        Store(database_url)
    cluster.run(f"alter database {name} set synchronous_commit = local")
    Store(database_url).close()


def test_a_database_in_another_encoding_is_refused(cluster):
    with (
        cluster.database("template template0 encoding 'LATIN1' locale 'C'") as url,
        pytest.raises(UnsafeServer) as refused,
    ):
        Store(url)
    assert refused.value.code == "server_encoding"


def test_a_server_that_is_not_there_is_said_in_one_sentence():
    with pytest.raises(Busy) as refused:
        Store("postgresql+psycopg://nobody@127.0.0.1:1/nothing")
    assert refused.value.code == "database_unreachable" and "\n" not in refused.value.params["reason"]


def test_two_processes_that_start_at_once_migrate_once(cluster):
    with cluster.database(EMPTY) as url, ThreadPoolExecutor(4) as pool:
        for store in list(pool.map(Store, [url] * 4)):
            with store.read() as tx:
                assert people.everyone(tx)  # the consensus, which a migration made: once, or its key were taken
            store.close()


def test_an_older_schema_is_left_alone_until_somebody_agrees(cluster):
    with cluster.database(EMPTY) as url:
        engine = open_engine(url)
        with engine.begin() as connection:
            command.upgrade(migrate._config(connection), "0001")
        engine.dispose()
        with pytest.raises(OlderSchema) as refused:
            Store(url)
        assert refused.value.params["revision"] == "0001"
        with connect(url) as database:
            assert database.execute("select to_regclass('submission')").fetchone() == (None,)
        Store(url, agreed=True).close()
        Store(url).close()


def test_an_upgrade_that_fails_half_way_leaves_the_old_schema(cluster, monkeypatch):
    with cluster.database(EMPTY) as url:
        engine = open_engine(url)
        with engine.begin() as connection:
            command.upgrade(migrate._config(connection), "0001")
        with connect(url) as database:
            database.execute("create table consensus (id text)")  # stands in the way of the second half
        with pytest.raises(Exception, match="consensus"):
            Store(url, agreed=True)
        with connect(url) as database:
            assert database.execute("select version_num from alembic_version").fetchone() == ("0001",)
            assert database.execute("select to_regclass('submission')").fetchone() == (None,)
        engine.dispose()


def test_a_newer_schema_is_found_even_when_another_process_was_first(store, database_url):
    with store.write() as tx:
        tx.connection().exec_driver_sql("update alembic_version set version_num = 'of_2099'")
    with pytest.raises(NewerSchema):
        Store(database_url, agreed=True)


def test_of_two_processes_that_change_a_row_at_once_one_is_told_of_a_conflict(desk, second):
    note(desk, desk.store, "0", 0)
    outcomes = []

    def save(store, revision, barrier):
        barrier.wait()
        try:
            note(desk, store, "x", revision)
            outcomes.append("saved")
        except Conflict as conflict:
            outcomes.append(conflict.params["current"]["revision"])

    for revision in range(1, 31):
        barrier = threading.Barrier(2)
        threads = [threading.Thread(target=save, args=(store, revision, barrier)) for store in (desk.store, second)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(map(str, outcomes[-2:])) == [str(revision + 1), "saved"]
    with desk.store.read() as tx:
        assert work.review_of(tx, desk.sentences[0].id, desk.reviewer.id).revision == 31


def test_an_operation_sent_to_two_processes_at_once_happens_once(desk, second):
    start = desk.article.text.index("30%")
    fields = {"side": "translation", "start": start, "end": start + 3, "category": "other", "severity": "minor"}
    for _ in range(10):
        put = {"act": "put", "kind": "issue", "thing": new_id(), "revision": 0, "fields": fields}
        operation = {"id": new_id(), "article": desk.article.id, **put}
        with ThreadPoolExecutor(2) as pool:
            stores = (desk.store, second)
            answers = list(pool.map(lambda store: annotating.apply(store, desk.reviewer, operation), stores))  # noqa: B023
        assert answers[0] == answers[1]
    with desk.store.read() as tx:
        assert len(work.of_article(tx, Issue, desk.article.id)) == 10


def test_articles_are_written_side_by_side_and_each_one_in_turn(desk, second):
    with desk.store.write("one article") as tx:
        people.set_language(tx, desk.lead.id, "en")
        with second.write("another article") as other:
            assert people.get(other, desk.lead.id).language == "ar"
        with pytest.raises(Busy), second.write("one article"):
            pass
        with pytest.raises(Busy), second.write():
            pass


def test_events_of_an_article_are_numbered_in_the_order_of_their_commits(desk, second):
    seen = []

    def save(store):
        for _ in range(15):
            note_of = add_person(store, new_id(), desk.project.id)
            annotating.apply(store, note_of, clean(desk))
            with store.read() as tx:
                seen.append(operations.newest_of_article(tx, desk.article.id))

    threads = [threading.Thread(target=save, args=(store,)) for store in (desk.store, second) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(seen)) > 30
    with desk.store.read() as tx:
        numbers = (
            tx.connection().exec_driver_sql("select seq, xmin::text::bigint from event where kind = 'review'").all()
        )
    transactions = [transaction for _, transaction in sorted(numbers)]
    assert transactions == sorted(transactions)


def clean(desk):
    put = {"act": "put", "kind": "review", "thing": desk.sentences[0].id, "revision": 0, "fields": {"state": "clean"}}
    return {"id": new_id(), "article": desk.article.id, **put}


def test_what_was_handed_in_is_known_though_another_articles_event_has_a_lower_number_and_comes_later(desk, second):
    for sentence in desk.sentences:
        desk.put("review", sentence.id, state="clean")
    with second.write("another article") as tx:  # takes a number, and is not through yet
        operations.record_events(tx, None, [operations.Event("person", "x", "changed", None, None)])
        handing_in = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": True}
        annotating.apply(desk.store, desk.reviewer, handing_in)
    reopening = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": False}
    annotating.apply(desk.store, desk.reviewer, reopening)
    desk.issue()
    with desk.store.read() as tx:
        first = submissions.first_work(tx, [desk.article.id])
    assert {review.state for review in first["review"].values()} == {"clean"}
    assert list(first["issue"].values()) == [None]


def test_a_lock_held_elsewhere_for_a_second_delays_a_save_and_for_long_makes_it_busy(desk, database_url):
    lock = "select pg_advisory_lock(1965)"
    with connect(database_url) as other:
        other.execute(lock)
        timer = threading.Timer(1, lambda: other.execute("select pg_advisory_unlock(1965)"))
        timer.start()
        note(desk, desk.store, "waited", 0)
        timer.join()
        other.execute(lock)
        began = time.monotonic()
        with pytest.raises(Busy):
            note(desk, desk.store, "lost?", 1)
        assert 1 < time.monotonic() - began < 6
    note(desk, desk.store, "kept", 1)


def test_a_line_that_breaks_costs_nobody_their_save(desk, cluster):
    sentence = desk.sentences[0].id
    for revision in range(6):
        cluster.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tadqiq'")
        note(desk, desk.store, "after", revision, sentence)
    assert desk.state(1) == "in_progress"


def test_a_connection_that_broke_while_nobody_worked_is_replaced_before_it_is_used(desk, cluster):
    cluster.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tadqiq'")
    time.sleep(1.1)
    assert desk.state(1) == "unseen"  # a read, which nobody tries again


def test_a_commit_whose_answer_got_lost_is_not_done_twice(desk, cluster, monkeypatch):
    from sqlalchemy.engine.default import DefaultDialect

    real, lost = DefaultDialect.do_commit, []

    def commit_and_lose_the_answer(dialect, connection):
        real(dialect, connection)
        if not lost and threading.current_thread() is threading.main_thread():
            lost.append(1)
            cluster.run("select pg_terminate_backend(pid) from pg_stat_activity where application_name = 'tadqiq'")
            connection.execute("select 1")

    monkeypatch.setattr(DefaultDialect, "do_commit", commit_and_lose_the_answer)
    desk.issue()
    with desk.store.read() as tx:
        assert len(work.of_article(tx, Issue, desk.article.id)) == 1
    assert lost


def test_a_process_that_hangs_in_a_transaction_gives_its_turn_back(desk, second, database_url, monkeypatch):
    monkeypatch.setitem(postgres._SESSION, "idle_in_transaction_session_timeout", "1s")
    hanging = Store(database_url)
    with pytest.raises(Busy), hanging.write() as tx:
        people.set_language(tx, desk.lead.id, "en")
        note(desk, second, "waited for it", 0)
    hanging.close()
    assert desk.state(1) == "in_progress"
    with second.read() as tx:
        assert people.get(tx, desk.lead.id).language == "ar"


def test_text_sorts_by_its_bytes_whatever_language_the_database_was_made_for(store, database_url):
    columns = "select count(*) from information_schema.columns where table_schema = 'public' and data_type in"
    with connect(database_url) as database:
        of_text = database.execute(f"{columns} ('character varying', 'text')").fetchone()
        by_bytes = database.execute(f"{columns} ('character varying', 'text') and collation_name = 'C'").fetchone()
    assert of_text == by_bytes and of_text[0] > 50


def test_a_reader_sees_one_state(desk, second):
    with desk.store.read() as tx:
        before = people.get(tx, desk.lead.id).language
        with second.write() as other:
            people.set_language(other, desk.lead.id, "en")
        tx.expire_all()
        assert people.get(tx, desk.lead.id).language == before == "ar"


def test_a_dump_that_is_restored_is_the_same_desk(desk, database_url, cluster, tmp_path):
    desk.issue(comment="ملاحظة")
    dump = tmp_path / "desk.dump"
    cluster.tool("pg_dump", "--format=custom", f"--file={dump}", f"--dbname={plain(database_url)}")
    with cluster.database(EMPTY) as url:
        cluster.tool("pg_restore", "--exit-on-error", f"--dbname={plain(url)}", str(dump))
        restored = Store(url)
        with restored.read() as ours, desk.store.read() as theirs:
            assert work.of_article(ours, Issue, desk.article.id) == work.of_article(theirs, Issue, desk.article.id)
        desk.store, old = restored, desk.store
        desk.issue("القرار")
        restored.close()
        old.close()
