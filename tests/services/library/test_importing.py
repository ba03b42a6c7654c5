"""Imported annotations are stored as if their raters had worked here: whole, once, and in nobody's name."""

from collections import Counter
from statistics import fmean

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as how
from sqlmodel import select

from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.domain.records import Issue, Person, Review
from annotator.errors import Forbidden, Invalid, TadqiqError
from annotator.services.library import articles, cutting, importing, importing_rows
from annotator.services.library.importing import ImportForm, import_mqm
from annotator.services.reports import exporting
from db import articles as stored
from db import people, work
from db.store import Store
from db.tables import EventRow
from tests.conftest import REPO, TEXT, add_person
from tests.ingest.mqm import error, tsv
from tests.ingest.test_mqm_categories import marot
from tests.ingest.test_mqm_tsv import ROWS

DATA = REPO / "tests" / "data" / "mqm"
TWO = tsv(
    error(comment="why"),
    error(rater="r2", severity="Major"),
    error("drei <v>vier</v> ", source="three four", doc_id="2", seg_id="8"),
    {"target": "drei vier", "source": "three four", "doc_id": "2", "seg_id": "8", "rater": "r2"},
    error("eins", source="one <v>two</v>", system="B", category="Accuracy/Omission"),
)


def bring(store, data=TWO, project="set", **form):
    return import_mqm(store, COMMAND_LINE, data, ImportForm(project, **form))


def rows(store, imported, report, **more):
    return list(exporting.report_rows(store, COMMAND_LINE, imported.project.id, report, **more))


def everything(store):
    """Every article with its sentences, reviews and issues."""
    with store.read() as tx:
        found = []
        for project in articles.visible_projects(store, COMMAND_LINE):
            for article in stored.of_project(tx, project.id):
                marks = work.of_article(tx, Issue, article.id), work.of_article(tx, Review, article.id)
                found.append((article, stored.sentences(tx, article.id), *marks))
        return found


def test_an_article_is_a_document_by_one_system_and_its_sentences_are_the_segments(store):
    bring(store, language="de", source_language="en")
    (first, sentences, issues, reviews), (second, *_) = everything(store)
    assert (first.title, first.system, first.text) == ("talk · A", "A", "eins zwei\ndrei vier ")
    assert (first.source_text, first.language, first.source_language) == ("one two\nthree four", "de", "en")
    assert [first.text[s.start : s.end] for s in sentences] == ["eins zwei", "drei vier "]
    assert [first.source_text[s.source_start : s.source_end] for s in sentences] == ["one two", "three four"]
    assert Counter(review.state for review in reviews) == {"issues": 3, "clean": 1}
    assert sorted((issue.quote, issue.severity) for issue in issues) == [
        ("eins", "major"),
        ("eins", "minor"),
        ("vier", "minor"),
    ]
    assert second.system == "B"


def test_a_mark_of_the_source_is_placed_in_the_source(store):
    bring(store)
    article, _, (issue,), _ = everything(store)[1]
    assert (issue.side, issue.quote) == ("source", "two")
    assert article.source_text[issue.start : issue.end] == "two"


def test_every_row_has_its_event_in_its_raters_name(store):
    bring(store)
    with store.read() as tx:
        events = list(tx.exec(select(EventRow).order_by(EventRow.seq)))
        for _, _, issues, reviews in everything(store):
            for row in (*issues, *reviews):
                (event,) = [event for event in events if event.thing_id == row.id]
                assert (event.person_id, event.action, event.after["id"], event.before) == (
                    row.reviewer_id,
                    "added",
                    row.id,
                    None,
                )
                assert row.revision == 1


def test_a_second_import_adds_nothing(store):
    first = bring(store)
    before = everything(store)
    again = bring(store)
    assert everything(store) == before
    assert (first.ratings.total(), again.ratings.total(), again.present, again.articles) == (5, 0, 5, 0)
    assert not again.made and again.project == first.project


def test_further_raters_of_the_same_texts_join_those_who_are_there(store):
    bring(store)
    more = bring(
        store,
        tsv(
            error(rater="r3"),
            {"target": "drei vier ", "source": "three four", "doc_id": "2", "seg_id": "8", "rater": "r3"},
        ),
    )
    assert (more.articles, dict(more.ratings), more.repairs) == (0, {"r3": 2}, [])
    assert {row["reviewer"] for row in rows(store, more, "summary")} == {"r1", "r2", "r3"}


def test_an_article_with_other_texts_is_left_alone_and_told(store):
    bring(store)
    before = everything(store)
    more = bring(store, tsv(error("<v>sechs</v>", rater="r3")))
    assert everything(store) == before and [repair.kind for repair in more.repairs] == ["article_differs"]


def test_what_failed_midway_is_whole_by_article_and_completed_by_the_next_import(store, monkeypatch):
    monkeypatch.setattr(importing, "_BATCH", 1)
    real = importing_rows.work.add_many
    calls = []

    def failing(tx, kind, added):
        calls.append(kind)
        if len(calls) == 4:  # the second article's issues, its sentences and reviews being written
            raise OSError("the plug")
        real(tx, kind, added)

    monkeypatch.setattr(importing_rows.work, "add_many", failing)
    with pytest.raises(OSError, match="plug"):
        bring(store)
    ((_, sentences, issues, reviews),) = everything(store)
    assert (len(sentences), len(issues), len(reviews)) == (2, 3, 4)
    monkeypatch.setattr(importing_rows.work, "add_many", real)
    assert bring(store).ratings.total() == 1
    assert [len(article[3]) for article in everything(store)] == [4, 1]


def test_a_rater_is_never_somebodys_account(store):
    account = Person(new_id(), "R1", "en", False, now(), None)
    with store.write() as tx:
        people.add(tx, account, "hash")
    imported = bring(store)
    assert set(imported.ratings) == {"r1 (set)", "r2"}
    other = bring(store, project="other")
    assert set(other.ratings) == {"r1 (other)", "r2 (other)"}
    assert account.id not in {review.reviewer_id for _, _, _, reviews in everything(store) for review in reviews}


def test_a_rater_of_a_second_file_is_the_same_person(store):
    bring(store)
    bring(store, tsv(error(doc="second")))
    with store.read() as tx:
        assert len({person.name for person in people.everyone(tx) if person.name.startswith("r")}) == 2


def test_a_rater_who_has_got_an_account_is_given_nothing_more(store):
    bring(store)
    with store.write() as tx:
        person, _ = people.by_name(tx, "r1")
        people.set_password(tx, person.id, "hash")
    with pytest.raises(Invalid) as refusal:
        bring(store, tsv(error(doc="second")))
    assert refusal.value.code == "import_rater_signs_in"


@pytest.mark.parametrize("name", ["x" * 300, "\u200b", "َ", "r\u202e1"])
def test_a_raters_odd_name_becomes_one_that_can_be_read(store, name):
    imported = bring(store, tsv(error(rater=name)))
    (shown,) = imported.ratings
    assert 0 < len(shown) <= 80 and shown.isprintable()


def test_an_imported_rater_cannot_sign_in_and_sees_only_as_a_reviewer(store):
    imported = bring(store)
    with store.read() as tx:
        assert people.accounts(tx) == 0
        person, password = people.by_name(tx, "r1")
    assert password is None
    actor = Actor(person.id, person.name, "en", roles={imported.project.id: "reviewer"})
    assert {row["reviewer"] for row in exporting.report_rows(store, actor, imported.project.id, "summary")} == {"r1"}


def test_who_does_not_manage_the_project_may_not_import_into_it(store):
    imported = bring(store)
    reviewer = add_person(store, "سامي", imported.project.id)
    with pytest.raises(Forbidden):
        import_mqm(store, reviewer, TWO, ImportForm("set"))


def test_a_project_whose_scheme_lacks_the_labels_is_refused_and_untouched(desk):
    with pytest.raises(Invalid) as refusal:
        bring(desk.store, tsv(error(category="Fluency/Punctuation")), project=desk.project.name)
    assert (refusal.value.code, refusal.value.params["labels"]) == ("import_scheme_lacks", "punctuation")
    assert [article.text for article, *_ in everything(desk.store)] == [TEXT]


@pytest.mark.parametrize("data", [b"\0" * 100, b"a\tb\n", tsv(error(system="s" * 400))])
def test_a_file_that_is_refused_leaves_nothing_behind(store, data):
    with pytest.raises(TadqiqError):
        bring(store, data)
    assert articles.visible_projects(store, COMMAND_LINE) == []


def test_the_header_chooses_the_weights_and_so_can_whoever_imports(store):
    assert bring(store).project.weights == "wmt"
    assert bring(store, weights="marot").project.weights == "marot"
    with store.read():
        assert articles.visible_projects(store, COMMAND_LINE)[0].weights == "marot"
    assert bring(store, (DATA / "sxs_subset.tsv.gz").read_bytes(), project="sxs").project.weights == "marot"
    with pytest.raises(Invalid):
        bring(store, project="third", weights="none")


def test_a_segment_without_a_translation_keeps_its_ratings_and_can_be_cut_around(store):
    data = tsv(
        error(),
        error("", source="<v>two</v>", seg_id="8", doc_id="2", category="Accuracy/Omission"),
        error("<v>c</v> d", seg_id="9", doc_id="3"),
    )
    imported = bring(store, data)
    ((article, sentences, issues, _),) = everything(store)
    assert article.text == "eins zwei\n\nc d" and [issue.quote for issue in issues] == ["eins", "two", "c"]
    seen = [(s.start, s.end) for s in sentences]
    after = cutting.recut_article(store, COMMAND_LINE, article.id, seen, [*seen[:2], (11, 12), (13, 14)])
    assert [s.id for s in after[:3]] == [s.id for s in sentences]
    (row,) = rows(store, imported, "systems")
    assert (row["items"], row["sum"]) == (4, 3)


def test_the_languages_are_recognised(store):
    bring(store, (DATA / "sxs_subset.tsv.gz").read_bytes())
    assert {(article.language, article.source_language) for article, *_ in everything(store)} == {("en", "zh")}


@how(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_whatever_a_file_says_every_quote_stands_where_its_issue_says(tmp_path_factory, given_rows):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite3'}")
    try:
        imported = bring(store, tsv(*[{**row, "doc_id": row["seg_id"]} for row in given_rows]))
    except TadqiqError:
        assert everything(store) == []
        return
    finally:
        found = everything(store)
        store.close()
    for article, sentences, issues, _ in found:
        places = {sentence.id: sentence for sentence in sentences}
        for issue in issues:
            text = article.text if issue.side == "translation" else article.source_text
            sentence = places[issue.sentence_id]
            first, last = (
                (sentence.start, sentence.end)
                if issue.side == "translation"
                else (sentence.source_start, sentence.source_end)
            )
            assert text[issue.start : issue.end] == issue.quote and first <= issue.start <= issue.end <= last
    assert sum(len(issues) for _, _, issues, _ in found) == imported.issues.total()
    assert sum(len(reviews) for _, _, _, reviews in found) == imported.ratings.total()


@how(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(ROWS)
def test_a_systems_mean_is_what_the_files_rows_add_up_to(tmp_path_factory, given_rows):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('desk') / 'desk.sqlite3'}")
    try:
        imported = bring(store, tsv(*[{**row, "doc_id": row["seg_id"]} for row in given_rows]))
        found = {row["system"]: row for row in rows(store, imported, "systems", weights="marot")}
    except TadqiqError:
        return
    finally:
        store.close()
    scores = {}
    for row in given_rows:
        if row["rater"] and row["severity"] != "HOTW-test" and (row["severity"] or row["category"].strip()):
            rating = scores.setdefault(row["system"], {}).setdefault(row["seg_id"], {}).setdefault(row["rater"], [])
            rating.append(marot(row["severity"], row["category"]))
    for system, items in scores.items():
        means = [fmean(map(sum, ratings.values())) for ratings in items.values()]
        total = sum(sum(map(sum, ratings.values())) for ratings in items.values())
        assert found[system]["mean"] == pytest.approx(fmean(means), abs=1e-6)
        assert found[system]["sum"] == pytest.approx(total)
        assert found[system]["ratings"] == sum(map(len, items.values()))
