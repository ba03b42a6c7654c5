"""Sentences are joined and split later without losing what anybody said of them."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import Claim, Issue
from annotator.errors import Conflict, Forbidden
from annotator.services.library import cutting
from db import work


def ranges(desk):
    return [(sentence.start, sentence.end) for sentence in desk.sentences]


def join_first_two(desk, actor=None):
    seen = ranges(desk)
    cutting.recut_article(desk.store, actor or desk.lead, desk.article.id, seen, [(seen[0][0], seen[1][1]), *seen[2:]])


def test_a_join_keeps_marks_claims_and_notes(desk):
    issue, claim = desk.issue("لم توافق"), desk.claim("اللجنة")
    desk.put("review", desk.sentences[0].id, state="clean", note="أولى")
    join_first_two(desk)
    first = desk.sentences[0]
    assert len(desk.sentences) == 2
    with desk.store.read() as tx:
        assert work.get(tx, Issue, issue).sentence_id == first.id
        assert work.get(tx, Claim, claim).sentence_id == first.id
        assert work.review_of(tx, first.id, desk.reviewer.id).note == "أولى"
    assert desk.state(1) == "issues"
    assert desk.article.source_text[first.source_start : first.source_end].endswith("did not agree.")


def test_a_join_with_a_sentence_not_yet_judged_is_in_progress(desk):
    desk.put("review", desk.sentences[0].id, state="clean")
    join_first_two(desk)
    assert desk.state(1) == "in_progress"


def test_a_split_passes_the_judgement_to_both_halves(desk):
    seen = ranges(desk)
    desk.put("review", desk.sentences[0].id, state="clean", note="هنا")
    place = desk.article.text.index("إن الأسعار")
    halves = [(seen[0][0], place - 1), (place, seen[0][1])]
    cutting.recut_article(desk.store, desk.lead, desk.article.id, seen, [*halves, *seen[1:]])
    assert [desk.state(number) for number in (1, 2, 3)] == ["clean", "clean", "unseen"]


def test_a_split_leaves_each_mark_in_the_half_where_it_stands(desk):
    issue = desk.issue("30%")
    seen = ranges(desk)
    place = desk.article.text.index("إن الأسعار")
    halves = [(seen[0][0], place - 1), (place, seen[0][1])]
    cutting.recut_article(desk.store, desk.lead, desk.article.id, seen, [*halves, *seen[1:]])
    with desk.store.read() as tx:
        assert work.get(tx, Issue, issue).sentence_id == desk.sentences[1].id
    assert [desk.state(1), desk.state(2)] == ["clean", "issues"]


def test_join_and_split_back_loses_nothing(desk):
    issue = desk.issue("لم توافق")
    before = ranges(desk)
    join_first_two(desk)
    cutting.recut_article(desk.store, desk.lead, desk.article.id, ranges(desk), before)
    assert ranges(desk) == before
    with desk.store.read() as tx:
        assert work.get(tx, Issue, issue).sentence_id == desk.sentences[1].id


def test_work_on_a_sentence_that_was_joined_away_goes_to_the_one_it_is_part_of(desk):
    second = desk.sentences[1].id
    join_first_two(desk)
    desk.put("review", second, note="من نافذة قديمة")
    with desk.store.read() as tx:
        assert work.review_of(tx, desk.sentences[0].id, desk.reviewer.id).note == "من نافذة قديمة"


def test_a_cut_made_from_an_old_one_is_a_conflict(desk):
    seen = ranges(desk)
    join_first_two(desk)
    with pytest.raises(Conflict):
        cutting.recut_article(desk.store, desk.lead, desk.article.id, seen, seen)


def test_a_reviewer_may_not_cut(desk):
    with pytest.raises(Forbidden):
        join_first_two(desk, desk.reviewer)


def test_a_decision_does_not_stand_for_a_sentence_that_was_cut_anew(desk):
    from annotator.services.consensus.consensus_pages import consensus_pages
    from tests.services.consensus.test_adjudicating import settle

    def standing():
        (found,) = consensus_pages(desk.store, desk.lead, desk.project.id)
        return [found.standing[sentence.id].how for sentence in desk.sentences]

    desk.issue()
    for number in (1, 3):
        desk.put("review", desk.sentences[number - 1].id, actor=desk.other, state="clean")
    desk.put("review", desk.sentences[1].id, state="clean")
    desk.put("review", desk.sentences[1].id, actor=desk.other, state="clean")
    desk.put("review", desk.sentences[2].id, state="clean")
    settle(desk, number=1, take=desk.reviewer)
    settle(desk, number=3, take=desk.other)
    assert standing() == ["taken", "unanimous", "taken"]
    join_first_two(desk)
    assert standing() == ["open", "taken"]
    settle(desk, number=1, take=desk.reviewer, revision=2)
    assert standing() == ["taken", "taken"]


def test_a_mark_made_before_a_join_is_taken_back_where_it_stands_now(desk):
    operation = new_id()
    start = desk.article.text.index("لم توافق")
    fields = {"side": "translation", "start": start, "end": start + 3, "category": "other", "severity": "minor"}
    desk.put("issue", new_id(), id=operation, **fields)
    join_first_two(desk)
    assert desk.state(1) == "issues"
    undo = desk.undo(operation)
    assert desk.state(1) == "in_progress"
    desk.undo(undo)
    assert desk.state(1) == "issues"
