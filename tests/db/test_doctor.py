"""The doctor finds nothing at a desk that works, and says what is wrong with one that was meddled with."""

from contextlib import closing

import pytest

from annotator.clock import new_id
from annotator.services.already_checked import known_claims
from annotator.services.claims import evidence_files
from annotator.services.library import articles, cutting, example
from annotator.services.people import accounts
from annotator.services.people import members as people_served
from annotator.services.review import annotating
from annotator.words import words
from db import people
from db.doctor.examine import examine
from db.driver import sqlite3
from tests.services.consensus.test_adjudicating import settle
from tests.services.library.test_aligning import edit, sentence_of, source_issue
from tests.services.library.test_importing import bring
from tests.services.review.test_submitting import judge_all, submit

TOUCHED = [
    ("quote", "update issue set start = start + 1, end = end + 1"),
    ("quote", "update claim set quote = quote || 'x'"),
    ("article", "update article set title = 'آخر'"),
    ("article", "update article set text = replace(text, 'المحيط', 'المحيظ')"),
    ("article", "update article set retired_at = '2026-01-01 00:00:00.000000'"),
    ("sentences", "update sentence set end = end - 5 where start = 0"),
    ("sentences", "update sentence set source_end = 100000 where start = 0"),
    ("sentences", "update sentence set retired_at = '2026-01-01 00:00:00.000000' where start > 60"),
    ("state", "update review set state = 'clean' where state = 'issues'"),
    ("history", "update issue set severity = 'minor'"),
    ("history", "update issue set revision = revision + 1"),
    ("history", "delete from event where kind = 'claim'"),
    ("history", "delete from event where seq = (select min(seq) from event where kind = 'review')"),
    ("history", "update event set after = json_set(after, '$.comment', 'x') where kind = 'issue'"),
    ("history", "update event set action = 'changed' where kind = 'issue' and action = 'added'"),
    ("history", "update event set sentence_id = 'x' where kind = 'issue'"),
    ("history", "update claim set sentence_id = (select id from sentence where start > 60)"),
    ("row_missing", "delete from evidence"),
    ("answer", "update operation set answer = json_set(answer, '$.rows.issue[0].severity', 'x') where act = 'put'"),
    ("answer", "update event set operation_id = null where kind = 'evidence'"),
    ("decision", "update consensus set reviews = '[\"x:1\"]'"),
    ("decision", "delete from review where reviewer_id = 'consensus'"),
    ("link", "update evidence set reviewer_id = (select id from person where name = 'هدى')"),
    ("submission", "update submission set submitted_at = null"),
    ("submission", "update submission set first_event = 1"),
    ("submission", "delete from submission"),
    ("person", "update person set is_admin = true where name = 'منى'"),
    ("person", "update person set disabled_at = null where name = 'منى'"),
    ("project", "update project set weights = 'x' where name = 'نشرة'"),
    ("project", "update project set retired_at = '2026-01-01 00:00:00.000000' where name = 'نشرة'"),
    ("member", "update member set role = 'viewer'"),
    ("member", "update member set retired_at = null"),
    ("known_claims", "delete from known_claim"),
    ("time", "update work_time set seconds = seconds + 1"),
    ("file", "update attachment_piece set data = substr(data, 2)"),
    ("file", "delete from attachment_piece"),
    ("file", "update attachment set size = size + 1"),
    ("file_missing", "update evidence set file_hash = 'another' where file_hash <> ''"),
    ("value", "update person set is_admin = 7"),
    ("value", "update issue set updated_at = 'soon'"),
    ("value", "update event set after = 'no json' where seq = 1"),
    ("foreign_key", "update issue set reviewer_id = 'nobody'"),
    ("schema", "drop index ix_issue_sentence_id"),
    ("schema_old", "update alembic_version set version_num = '0001'"),
    ("schema_unknown", "update alembic_version set version_num = '9999'"),
]
OF_FILES = {"value", "foreign_key", "schema", "schema_old", "schema_unknown"}  # a server lets none of it happen


@pytest.fixture
def worked(desk):
    """A desk on which everything has been done that people do."""
    issue, claim = desk.issue(correction="13%"), desk.claim(verdict="false", verdict_in_source="true")
    evidence = new_id()
    desk.put("evidence", evidence, claim_id=claim, url="https://example.org/a")
    about = {"id": new_id(), "article": desk.article.id, "act": "put", "kind": "evidence", "thing": new_id()}
    put = {**about, "revision": 0, "fields": {"claim_id": claim}}
    evidence_files.attach(desk.store, desk.reviewer, put, "محضر.txt", "بلغت الزيادة 13%".encode())
    desk.put("distortion", new_id(), issue_id=issue, claim_id=claim, kind="number")
    work = {"id": new_id(), "article": desk.article.id, "act": "work", "sentence": desk.sentences[0].id, "seconds": 30}
    annotating.apply(desk.store, desk.reviewer, work)
    judge_all(desk, desk.other)
    submit(desk, desk.other)
    submit(desk, desk.other, submitted=False)
    submit(desk, desk.other)
    settle(desk, take=desk.reviewer)
    desk.undo(settle(desk, number=2, take=desk.other), desk.lead)
    look_after(desk)
    return desk


def look_after(desk):
    """Somebody joins and changes roles, is removed, shut out; weights are chosen, known claims come in."""
    with desk.store.write() as tx:
        mona, _ = (accounts.added(tx, name, "ar", "$hash", is_admin=True).id for name in ("منى", "نور"))
    people_served.set_role(desk.store, desk.lead, desk.project.id, desk.other.id, "lead")
    people_served.set_role(desk.store, desk.lead, desk.project.id, mona, "reviewer")
    people_served.remove_member(desk.store, desk.lead, desk.project.id, mona)
    people_served.set_admin(desk.store, desk.lead, mona, False)
    people_served.set_disabled(desk.store, desk.lead, mona, True)
    articles.choose_weights(desk.store, desk.lead, desk.project.id, "mqm")
    claims = "id,claim\n1,الأسعار ارتفعت 13%\n2,اللجنة وافقت على القرار\n".encode()
    known_claims.import_collection(desk.store, desk.lead, claims, desk.project.name)


of_files = pytest.mark.only("sqlite")  # what is asked there is the same on each engine, or files alone have it


def address(store):
    return store.engine.url.render_as_string(hide_password=False)


def codes(desk, backup=None):
    return {finding.code for finding in examine(address(desk.store), backup).findings}


def meddled_with(desk, folder, statement, backup=None):
    """What is found in a copy of the desk's database after a statement that changes something."""
    file = folder / "meddled.sqlite3"
    desk.store.back_up(file)
    with closing(sqlite3.connect(file)) as opened:
        changed = opened.execute(statement).rowcount
        opened.commit()
    assert changed, statement
    return {finding.code for finding in examine(f"sqlite:///{file}", backup).findings}


def test_a_desk_that_works_is_well(worked, engine):
    result = examine(address(worked.store))
    assert result.findings == [] and result.counts["issue"] == 2
    assert result.engine == engine and result.journal_mode in (("WAL", "TRUNCATE") if engine == "sqlite" else ("",))


def test_the_example_is_well(store):
    example.install(store)
    assert examine(address(store)).findings == []


def test_an_imported_set_is_well(store):
    bring(store)
    assert examine(address(store)).findings == []


@of_files
def test_a_backup_of_an_older_schema_can_be_compared_with(worked, tmp_path):
    worked.store.back_up(tmp_path / "backup.sqlite3")
    with closing(sqlite3.connect(tmp_path / "backup.sqlite3")) as older:
        older.execute("drop table identity")
        older.execute("alter table submission drop column first_at")
        older.commit()
    assert codes(worked, tmp_path / "backup.sqlite3") == set()


def test_joined_and_split_sentences_are_well(worked):
    seen = [(one.start, one.end) for one in worked.sentences]
    joined = [(seen[0][0], seen[1][1]), *seen[2:]]
    cutting.recut_article(worked.store, worked.lead, worked.article.id, seen, joined)
    assert codes(worked) == set()
    cutting.recut_article(worked.store, worked.lead, worked.article.id, joined, seen)
    assert codes(worked) == set()


@of_files
def test_a_source_that_was_aligned_anew_is_well_and_is_watched(worked, tmp_path):
    issue = source_issue(worked, "did not agree")
    before = sentence_of(worked, issue)
    edit(worked, 0, "take_down")
    assert sentence_of(worked, issue) != before and codes(worked) == set()
    moved = "update sentence set source_end = source_end - 1 where start = 0"
    assert "article" in meddled_with(worked, tmp_path, moved)


def test_an_article_that_was_retired_and_brought_back_is_well(worked):
    for retired in (True, False, True):
        articles.set_article_retired(worked.store, worked.lead, worked.article.id, retired)
        assert codes(worked) == set()


@of_files
def test_what_was_meddled_with_is_found(worked, tmp_path):
    worked.store.back_up(tmp_path / "backup.sqlite3")
    assert codes(worked, tmp_path / "backup.sqlite3") == set()
    missed = [pair for pair in TOUCHED if pair[0] not in meddled_with(worked, tmp_path, pair[1])]
    assert missed == []


@pytest.mark.only("postgresql")
def test_what_was_meddled_with_on_a_server_is_found(worked):
    seen = set()
    for code, statement in sorted(TOUCHED, key=lambda pair: "delete" in pair[1]):  # what is gone hides the rest
        if code not in seen | OF_FILES and "json_set" not in statement:
            with worked.store.write() as tx:
                tx.connection().exec_driver_sql(statement.replace(" end ", ' "end" ').replace(", end =", ', "end" ='))
            seen |= codes(worked)
            assert code in seen, statement
    assert seen == {code for code, _ in TOUCHED} - OF_FILES


LOST = [
    "delete from event where seq = 1",
    "delete from operation where act = 'work'",
    "update event set at = '2020-01-01 00:00:00.000000' where seq = 2",
    "update operation set at = '2020-01-01 00:00:00.000000'",
    "update scheme set body = body || ' '",
    "update submission set first_at = '2020-01-01 00:00:00.000000'",
    "update sentence set source_end = source_end - 1 where start = 0",
]


@of_files
def test_what_the_backup_has_and_the_desk_has_not_is_lost(worked, tmp_path):
    backup = tmp_path / "backup.sqlite3"
    worked.store.back_up(backup)
    missed = [statement for statement in LOST if "lost" not in meddled_with(worked, tmp_path, statement, backup)]
    assert missed == []


@of_files
def test_work_after_the_backup_is_no_loss(worked, tmp_path):
    worked.store.back_up(tmp_path / "backup.sqlite3")
    worked.issue("قطرة", category="idiom")
    submit(worked, worked.other, submitted=False)
    seen = [(one.start, one.end) for one in worked.sentences]
    cutting.recut_article(worked.store, worked.lead, worked.article.id, seen, [(seen[0][0], seen[1][1]), *seen[2:]])
    assert codes(worked, tmp_path / "backup.sqlite3") == set()


@of_files
def test_a_change_without_history_is_a_note(worked, tmp_path):
    worked.store.back_up(tmp_path / "backup.sqlite3")
    with worked.store.write() as tx:
        people.set_language(tx, worked.lead.id, "en")
    findings = examine(address(worked.store), tmp_path / "backup.sqlite3").findings
    assert [(finding.code, finding.note) for finding in findings] == [("changed_quietly", True)]


@of_files
def test_a_damaged_backup_is_told(worked, tmp_path):
    (tmp_path / "backup.sqlite3").write_bytes(b"x" * 9000)
    assert codes(worked, tmp_path / "backup.sqlite3") == {"backup_damaged"}


def test_what_is_no_database_is_told(tmp_path):
    (tmp_path / "x.sqlite3").write_bytes(b"nothing of the kind" * 500)
    assert [one.code for one in examine(f"sqlite:///{tmp_path / 'x.sqlite3'}").findings] == ["unreadable"]


@of_files
def test_examining_changes_nothing_and_leaves_nothing(worked, tmp_path):
    worked.store.close()
    before = {file.name: file.read_bytes() for file in tmp_path.glob("*sqlite3*")}
    examine(address(worked.store))
    assert {file.name: file.read_bytes() for file in tmp_path.glob("*sqlite3*")} == before
    assert not list(tmp_path.glob("doctor-*"))


def test_every_finding_has_a_wording():
    import ast

    from tests.conftest import REPO

    used = set()
    for file in [*(REPO / "db" / "doctor").glob("*.py"), REPO / "annotator" / "upkeep" / "examining.py"]:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in ("found", "noted"):
                used |= {leaf.value for leaf in [node.args[0]] if isinstance(leaf, ast.Constant)}
    assert len(used) > 15 and {f"doctor.{code}" for code in used} <= words("en").keys()
