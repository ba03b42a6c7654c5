"""Handing in: complete or not at all, then closed until reopened; and what counts is what was handed in first."""

import pytest

from annotator.clock import new_id
from annotator.errors import Forbidden, Invalid, NotFound
from annotator.services.review import annotating
from annotator.services.review.blindness import comparable
from db import submissions, work


def submit(desk, actor=None, submitted=True):
    operation = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": submitted}
    return annotating.apply(desk.store, actor or desk.reviewer, operation)


def judge_all(desk, actor=None):
    for sentence in desk.sentences:
        desk.put("review", sentence.id, actor=actor, state="clean")


def may_compare(desk, actor):
    with desk.store.read() as tx:
        return comparable(tx, actor, desk.project)


def test_an_article_is_handed_in_whole_or_not_at_all(desk):
    desk.put("review", desk.sentences[0].id, state="clean")
    with pytest.raises(Invalid) as refused:
        submit(desk)
    assert (refused.value.code, refused.value.params["count"]) == ("submit_incomplete", 2)
    desk.put("review", desk.sentences[1].id, state="skipped", skip_reason="unsure")
    desk.put("review", desk.sentences[2].id, state="clean")
    assert submit(desk)["submitted"] is True


def test_what_is_handed_in_is_closed_to_its_reviewer_until_reopened(desk):
    judge_all(desk)
    submit(desk)
    with pytest.raises(Invalid, match="already_submitted"):
        desk.issue()
    assert desk.state(1) == "clean"
    submit(desk, submitted=False)
    desk.issue()
    assert desk.state(1) == "issues"


def test_one_reviewers_handing_in_closes_nothing_for_another(desk):
    judge_all(desk)
    submit(desk)
    desk.issue(actor=desk.other)
    assert desk.state(1, desk.other) == "issues"


def test_nobody_compares_an_article_before_handing_it_in(desk):
    judge_all(desk)
    assert may_compare(desk, desk.reviewer) == []
    submit(desk)
    assert may_compare(desk, desk.reviewer) == [desk.article.id] and may_compare(desk, desk.other) == []
    submit(desk, submitted=False)
    assert may_compare(desk, desk.reviewer) == []
    assert may_compare(desk, desk.lead) == [desk.article.id]


def test_handing_in_twice_under_one_id_is_done_once(desk):
    judge_all(desk)
    operation = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": True}
    first = annotating.apply(desk.store, desk.reviewer, operation)
    submit(desk, submitted=False)
    assert annotating.apply(desk.store, desk.reviewer, operation) == first and may_compare(desk, desk.reviewer) == []


def test_first_work_is_what_was_handed_in_first(desk):
    judge_all(desk)
    submit(desk)
    submit(desk, submitted=False)
    late = desk.issue()
    desk.put("issue", late, revision=1, severity="minor")
    submit(desk)
    with desk.store.read() as tx:
        changed = submissions.first_work(tx, [desk.article.id])
        review = work.review_of(tx, desk.sentences[0].id, desk.reviewer.id)
    assert changed["issue"] == {late: None} and set(changed["review"]) == {review.id}
    assert review.state == "issues" and changed["review"][review.id].state == "clean"


def test_work_from_before_handing_in_is_no_change(desk):
    desk.issue()
    for sentence in desk.sentences[1:]:
        desk.put("review", sentence.id, state="clean")
    submit(desk)
    with desk.store.read() as tx:
        assert submissions.first_work(tx, [desk.article.id]) == {"review": {}, "issue": {}, "claim": {}}


def test_a_stranger_and_a_viewer_hand_nothing_in(desk):
    from annotator.domain.policy import Actor

    with pytest.raises(NotFound):
        submit(desk, Actor("x", "غريب", "ar"))
    with pytest.raises(Forbidden):
        submit(desk, Actor("x", "ناظر", "ar", roles={desk.project.id: "viewer"}))
