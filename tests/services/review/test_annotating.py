"""One operation for each act: what it changes, what it refuses, and that it happens once."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import WORK, Issue
from annotator.errors import Conflict, Forbidden, Invalid, NotFound
from annotator.services.review import annotating
from db import operations, work
from tests.conftest import Desk, add_person


def events(desk: Desk) -> int:
    from sqlmodel import func, select

    from db.tables import EventRow

    with desk.store.read() as tx:
        return tx.exec(select(func.count()).select_from(EventRow)).one()


def test_clean_is_a_stored_judgement(desk):
    sentence = desk.sentences[0]
    rows = desk.put("review", sentence.id, state="clean")
    assert rows["review"][0]["state"] == "clean"
    assert desk.state(1) == "clean"
    assert desk.state(1, desk.other) == "unseen"


def test_an_operation_sent_twice_is_carried_out_once_and_answered_alike(desk):
    operation = {
        "id": new_id(),
        "article": desk.article.id,
        "act": "put",
        "kind": "issue",
        "thing": new_id(),
        "revision": 0,
        "fields": {"side": "translation", "start": 0, "end": 3, "category": "idiom", "severity": "minor"},
    }
    first = annotating.apply(desk.store, desk.reviewer, operation)
    before = events(desk)
    assert annotating.apply(desk.store, desk.reviewer, operation) == first
    assert events(desk) == before


def test_another_persons_operation_is_not_answered(desk):
    id = new_id()
    desk.put("review", desk.sentences[0].id, id=id, state="clean")
    with pytest.raises(Conflict):
        desk.put("review", desk.sentences[0].id, actor=desk.other, id=id, state="clean")


def test_a_mark_keeps_its_quote_and_finds_its_sentence(desk):
    id = desk.issue("لم توافق")
    with desk.store.read() as tx:
        issue = work.get(tx, Issue, id)
    assert issue.quote == "لم توافق" == desk.article.text[issue.start : issue.end]
    assert issue.sentence_id == desk.sentences[1].id


def test_a_sentence_with_an_issue_has_issues_and_without_is_in_progress_again(desk):
    id = desk.issue("30%")
    assert desk.state(1) == "issues"
    desk.put("issue", id, 1, retired=True)
    assert desk.state(1) == "in_progress"


def test_a_clean_sentence_that_gets_an_issue_is_clean_no_more(desk):
    desk.put("review", desk.sentences[0].id, state="clean")
    desk.issue("30%")
    assert desk.state(1) == "issues"


def test_calling_a_sentence_with_issues_clean_is_refused(desk):
    desk.issue("30%")
    with pytest.raises(Invalid) as refusal:
        desk.put("review", desk.sentences[0].id, 1, state="clean")
    assert (refusal.value.code, refusal.value.params["count"]) == ("clean_with_issues", 1)
    assert desk.state(1) == "issues"


def test_skipping_asks_for_a_reason(desk):
    with pytest.raises(Invalid) as refusal:
        desk.put("review", desk.sentences[0].id, state="skipped")
    assert refusal.value.code == "skip_without_reason"
    desk.put("review", desk.sentences[0].id, state="skipped", skip_reason="unsure")
    assert desk.state(1) == "skipped"


def test_a_stale_revision_is_a_conflict_that_shows_what_is_stored(desk):
    sentence = desk.sentences[0].id
    desk.put("review", sentence, note="الأولى")
    with pytest.raises(Conflict) as conflict:
        desk.put("review", sentence, 0, note="الثانية")
    assert conflict.value.params["current"]["note"] == "الأولى"
    assert conflict.value.params["current"]["revision"] == 1


def test_others_rows_are_not_to_be_seen_or_changed(desk):
    id = desk.issue("30%")
    with pytest.raises(NotFound):
        desk.put("issue", id, 1, actor=desk.other, comment="لي")


def test_a_stranger_learns_nothing_of_the_article(desk):
    stranger = add_person(desk.store, "غريب")
    with pytest.raises(NotFound):
        desk.put("review", desk.sentences[0].id, actor=stranger, state="clean")


def test_a_viewer_may_look_but_not_touch(desk):
    viewer = type(desk.other)(desk.other.id, desk.other.name, "ar", False, {desk.project.id: "viewer"})
    with pytest.raises(Forbidden):
        desk.put("review", desk.sentences[0].id, actor=viewer, state="clean")


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"category": "nonsense"}, "unknown_label"),
        ({"severity": "huge"}, "unknown_label"),
        ({"start": -1}, "field_bad"),
        ({"end": 10_000}, "mark_outside"),
        ({"end": 0}, "mark_empty"),
        ({"comment": "x" * 10_001}, "field_too_long"),
        ({"comment": "\ud800"}, "text_surrogate"),
        ({"comment": "a\0b"}, "text_nul"),
        ({"reviewer_id": "me"}, "field_unknown"),
        ({"changes_fact": "yes"}, "field_bad"),
        ({"side": "left"}, "field_bad"),
    ],
)
def test_a_bad_field_is_refused_and_changes_nothing(desk, fields, code):
    before = events(desk)
    good = {"side": "translation", "start": 0, "end": 3, "category": "idiom", "severity": "minor"}
    with pytest.raises(Invalid) as refusal:
        desk.put("issue", new_id(), **{**good, **fields})
    assert refusal.value.code == code
    assert events(desk) == before


def test_only_an_omission_may_be_a_point(desk):
    rows = desk.put("issue", new_id(), side="translation", start=5, end=5, category="omission", severity="major")
    assert rows["issue"][0]["quote"] == ""


def test_a_mark_on_the_source_side_belongs_to_the_sentence_that_translates_it(desk):
    start = desk.article.source_text.index("did not")
    id = new_id()
    rows = desk.put(
        "issue", id, side="source", start=start, end=start + 7, category="negation_certainty", severity="major"
    )
    assert rows["issue"][0]["quote"] == "did not"
    assert rows["issue"][0]["sentence_id"] == desk.sentences[1].id


def test_a_claim_begins_with_its_quote_as_statement(desk):
    id = new_id()
    rows = desk.put("claim", id, start=0, end=10)
    assert rows["claim"][0]["statement"] == desk.article.text[:10]
    assert rows["claim"][0]["status"] == "not_started"


def test_the_status_that_the_program_sets_is_not_for_people(desk):
    id = desk.claim()
    with pytest.raises(Invalid):
        desk.put("claim", id, 1, status="disputed")


def test_two_verdicts_that_differ_say_so_in_the_answer(desk):
    id = desk.claim()
    rows = desk.put("claim", id, 1, verdict="false", verdict_in_source="true")
    assert rows["claim"][0]["difference"] == "false_only_in_translation"


def test_removing_a_claim_removes_what_rests_on_it_and_undo_brings_all_back(desk):
    issue, claim = desk.issue(), desk.claim()
    link, record = new_id(), new_id()
    desk.put("distortion", link, issue_id=issue, claim_id=claim, kind="number")
    desk.put("evidence", record, claim_id=claim, url="https://example.org")
    removal = new_id()
    rows = desk.put("claim", claim, 1, id=removal, retired=True)
    assert {kind: len(found) for kind, found in rows.items()} == {"distortion": 1, "evidence": 1, "claim": 1}
    desk.undo(removal)
    with desk.store.read() as tx:
        for kind, id in (("claim", claim), ("distortion", link), ("evidence", record)):
            assert work.get(tx, WORK[kind], id).retired_at is None


def test_a_link_needs_an_issue_and_a_claim_of_ones_own(desk):
    claim = desk.claim(actor=desk.other)
    with pytest.raises(NotFound):
        desk.put("distortion", new_id(), issue_id=desk.issue(), claim_id=claim, kind="number")


def test_undo_and_redo_go_back_and_forth(desk):
    first, second = new_id(), new_id()
    sentence = desk.sentences[0].id
    desk.put("review", sentence, id=first, note="أولى")
    desk.put("review", sentence, 1, id=second, note="ثانية")
    undone = desk.undo(second)
    with desk.store.read() as tx:
        assert work.review_of(tx, sentence, desk.reviewer.id).note == "أولى"
    desk.undo(undone)
    with desk.store.read() as tx:
        assert work.review_of(tx, sentence, desk.reviewer.id).note == "ثانية"


def test_undoing_a_first_mark_leaves_the_sentence_unseen_again(desk):
    id, issue = new_id(), new_id()
    desk.put("issue", issue, id=id, side="translation", start=0, end=3, category="idiom", severity="minor")
    desk.undo(id)
    assert desk.state(1) == "unseen"


def test_undo_refuses_what_was_changed_since(desk):
    id, sentence = new_id(), desk.sentences[0].id
    desk.put("review", sentence, id=id, note="أولى")
    desk.put("review", sentence, 1, note="ثانية")
    with pytest.raises(Conflict) as conflict:
        desk.undo(id)
    assert conflict.value.code == "undo_overtaken"


def test_nobody_undoes_anothers_act(desk):
    id = new_id()
    desk.put("review", desk.sentences[0].id, id=id, state="clean")
    with pytest.raises(NotFound):
        desk.undo(id, actor=desk.other)


def test_every_change_keeps_before_and_after(desk):
    id = new_id()
    desk.put("review", desk.sentences[0].id, id=id, state="clean")
    with desk.store.read() as tx:
        (event,) = operations.events_of(tx, [id])[id]
    assert (event.kind, event.action, event.before, event.after["state"]) == ("review", "added", None, "clean")


def test_time_at_work_adds_up_and_is_no_act_to_undo(desk):
    sentence = desk.sentences[0].id
    before = events(desk)
    for _ in range(2):
        raw = {"id": new_id(), "article": desk.article.id, "act": "work", "sentence": sentence, "seconds": 12}
        annotating.apply(desk.store, desk.reviewer, raw)
    with desk.store.read() as tx:
        assert work.seconds_of(tx, desk.article.id) == {(sentence, desk.reviewer.id): 24}
    assert events(desk) == before


@pytest.mark.parametrize("raw", [None, [], {}, {"act": "put"}, {"id": "x", "article": "y", "act": "undo"}])
def test_what_is_no_operation_is_refused(desk, raw):
    with pytest.raises(Invalid) as refusal:
        annotating.apply(desk.store, desk.reviewer, raw)
    assert refusal.value.code == "operation_bad"
