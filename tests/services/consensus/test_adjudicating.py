"""A consensus: taken, none, edited or in bulk; the reviewers' own rows are never touched; all of it can be undone."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import CONSENSUS, WORK
from annotator.errors import Conflict, Forbidden, Invalid, NotFound
from annotator.services.review import annotating
from db import work


def settle(desk, number=1, take=None, actor=None, revision=0, **more):
    operation = {"id": new_id(), "article": desk.article.id, "act": "settle", "sentence": desk.sentences[number - 1].id}
    operation |= {"take": take and take.id, "revision": revision, **more}
    annotating.apply(desk.store, actor or desk.lead, operation)
    return operation["id"]


def settle_all(desk, **rules):
    operation = {"id": new_id(), "article": desk.article.id, "act": "settle_all", **rules}
    annotating.apply(desk.store, desk.lead, operation)
    return operation["id"]


def rows(desk, kind, reviewer=CONSENSUS):
    with desk.store.read() as tx:
        found = work.of_article(tx, WORK[kind], desk.article.id, reviewer)
    return [row for row in found if getattr(row, "retired_at", None) is None]


def everything(desk, reviewer):
    return {kind: rows(desk, kind, reviewer.id) for kind in WORK}


@pytest.fixture
def differing(desk):
    """The first sentence: one has a major error, a claim with evidence, a link between; the other calls it clean."""
    issue, claim = desk.issue(correction="13%"), desk.claim(verdict="false", verdict_in_source="true")
    desk.put("evidence", new_id(), claim_id=claim, url="https://example.org/a")
    desk.put("distortion", new_id(), issue_id=issue, claim_id=claim, kind="number")
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    return desk


def test_taking_a_version_copies_it_and_touches_no_reviewer(differing):
    before = everything(differing, differing.reviewer), everything(differing, differing.other)
    settle(differing, take=differing.reviewer, reason="reviewers_slip", note="الأصل 13%")
    assert before == (everything(differing, differing.reviewer), everything(differing, differing.other))
    (issue,), (claim,), (evidence,) = (rows(differing, kind) for kind in ("issue", "claim", "evidence"))
    (link,) = rows(differing, "distortion")
    assert (issue.quote, issue.severity, issue.correction) == ("30%", "major", "13%")
    assert (claim.verdict, claim.verdict_in_source, evidence.claim_id) == ("false", "true", claim.id)
    assert (link.issue_id, link.claim_id) == (issue.id, claim.id)
    assert [review.state for review in rows(differing, "review")] == ["issues"]


def test_a_consensus_says_who_when_why_and_from_which_reviews(differing):
    settle(differing, take=differing.reviewer, reason="reviewers_slip", note="ملاحظة")
    (decision,) = rows(differing, "consensus")
    assert (decision.how, decision.taken_from, decision.decided_by) == (
        "taken",
        differing.reviewer.id,
        differing.lead.id,
    )
    assert (decision.reason, decision.note) == ("reviewers_slip", "ملاحظة") and decision.decided_at.tzinfo
    with differing.store.read() as tx:
        seen = [work.review_of(tx, differing.sentences[0].id, one.id) for one in (differing.reviewer, differing.other)]
    assert set(decision.reviews) == {f"{review.id}:{review.revision}" for review in seen}


def test_none_of_these_leaves_no_mark(differing):
    settle(differing, take=differing.reviewer)
    settle(differing, take=None, revision=1)
    assert not rows(differing, "issue") and not rows(differing, "claim") and not rows(differing, "evidence")
    assert [review.state for review in rows(differing, "review")] == ["clean"]
    assert [decision.how for decision in rows(differing, "consensus")] == ["none"]


def test_undo_takes_a_decision_back_and_redo_brings_it(differing):
    first = settle(differing, take=differing.reviewer)
    second = settle(differing, take=differing.other, revision=1)
    assert not rows(differing, "issue")
    differing.undo(second, differing.lead)
    assert len(rows(differing, "issue")) == 1 and rows(differing, "consensus")[0].taken_from == differing.reviewer.id
    undone = differing.undo(first, differing.lead)
    assert all(not rows(differing, kind) for kind in ("issue", "claim", "evidence", "distortion", "consensus"))
    assert [review.state for review in rows(differing, "review")] == ["unseen"]
    differing.undo(undone, differing.lead)
    assert len(rows(differing, "issue")) == len(rows(differing, "distortion")) == len(rows(differing, "consensus")) == 1


def test_what_somebody_else_decided_meanwhile_is_a_conflict(differing):
    settle(differing, take=differing.other)
    with pytest.raises(Conflict) as refused:
        settle(differing, take=differing.reviewer)
    assert refused.value.params["current"]["taken_from"] == differing.other.id
    assert not rows(differing, "issue")


def test_editing_makes_the_consensus_the_editors(differing):
    settle(differing, take=differing.reviewer, reason="subjective")
    (issue,) = rows(differing, "issue")
    put = {"act": "put", "as": "consensus", "kind": "issue", "thing": issue.id, "revision": 1}
    operation = {"id": new_id(), "article": differing.article.id, **put, "fields": {"severity": "critical"}}
    annotating.apply(differing.store, differing.lead, operation)
    (decision,) = rows(differing, "consensus")
    assert (decision.how, decision.reason) == ("edited", "subjective")
    assert [issue.severity for issue in rows(differing, "issue")] == ["critical"]
    assert [issue.severity for issue in rows(differing, "issue", differing.reviewer.id)] == ["major"]
    differing.undo(operation["id"], differing.lead)
    assert rows(differing, "consensus")[0].how == "taken" and rows(differing, "issue")[0].severity == "major"


def test_the_reason_and_the_note_can_be_given_later(differing):
    settle(differing, take=differing.other)
    sentence = differing.sentences[0].id
    put = {"act": "put", "as": "consensus", "kind": "consensus", "thing": sentence, "revision": 1}
    operation = {"id": new_id(), "article": differing.article.id, **put, "fields": {"reason": "ambiguous_text"}}
    annotating.apply(differing.store, differing.lead, operation)
    (decision,) = rows(differing, "consensus")
    assert (decision.reason, decision.how, decision.revision) == ("ambiguous_text", "taken", 2)


@pytest.mark.parametrize("act", ["settle", "settle_all", "edit", "own"])
def test_only_who_adjudicates_decides(differing, act):
    sentence = differing.sentences[0].id
    about = {"id": new_id(), "article": differing.article.id}
    operation = {
        "settle": {"act": "settle", "sentence": sentence, "take": None, "revision": 0},
        "settle_all": {"act": "settle_all", "boundaries": "core"},
        "edit": {"act": "put", "as": "consensus", "kind": "review", "thing": sentence, "revision": 0},
        "own": {"act": "put", "kind": "consensus", "thing": sentence, "revision": 0},
    }[act]
    fields = {"edit": {"state": "clean"}, "own": {"note": "x"}}.get(act)
    raw = {**about, **operation, **({"fields": fields} if fields else {})}
    with pytest.raises((Forbidden, NotFound)):
        annotating.apply(differing.store, differing.reviewer, raw)
    assert not rows(differing, "consensus") and not rows(differing, "review")


def test_a_decision_is_undone_by_who_made_it_only(differing):
    done = settle(differing, take=differing.reviewer)
    with pytest.raises((Forbidden, NotFound)):
        differing.undo(done, differing.reviewer)
    assert len(rows(differing, "consensus")) == 1


def test_a_version_of_somebody_who_has_not_judged_is_not_there_to_take(differing):
    with pytest.raises(NotFound):
        settle(differing, number=2, take=differing.reviewer)
    with pytest.raises(Invalid):
        settle(differing, take=differing.reviewer, reason="because")
    assert not rows(differing, "consensus")


@pytest.fixture
def little(desk):
    """They differ in the ends of a mark in one sentence, in a step of severity in another, in both in the third."""
    desk.issue("30%", severity="major")
    desk.issue("ارتفعت 30%", actor=desk.other, severity="major")
    desk.issue("توافق اللجنة", category="mistranslation", severity="minor")
    desk.issue("توافق اللجنة", actor=desk.other, category="mistranslation", severity="major")
    desk.issue("قطرة في المحيط", category="idiom", severity="minor")
    desk.issue("قطرة", actor=desk.other, category="idiom", severity="major")
    return desk


def test_small_splits_are_settled_in_bulk_by_a_rule_and_undone_at_once(little):
    done = settle_all(little, boundaries="core", severity="graver")
    found = {issue.quote: issue.severity for issue in rows(little, "issue")}
    assert found == {"30%": "major", "توافق اللجنة": "major", "قطرة": "major"}
    assert {decision.how for decision in rows(little, "consensus")} == {"bulk"}
    little.undo(done, little.lead)
    assert not rows(little, "issue") and not rows(little, "consensus")


def test_bulk_settles_no_more_than_it_was_told_to(little):
    settle_all(little, boundaries="widest")
    assert [issue.quote for issue in rows(little, "issue")] == ["ارتفعت 30%"]
    settle_all(little, severity="milder")
    assert {issue.quote: issue.severity for issue in rows(little, "issue")}["توافق اللجنة"] == "minor"
    assert len(rows(little, "consensus")) == 2


def test_bulk_leaves_what_was_decided_and_what_differs_in_more(differing):
    settle(differing, take=differing.other)
    differing.issue("لم توافق", category="negation_certainty", severity="critical")
    differing.put("review", differing.sentences[1].id, actor=differing.other, state="clean")
    settle_all(differing, boundaries="core", severity="milder")
    assert [decision.how for decision in rows(differing, "consensus")] == ["taken"]


def test_with_three_reviewers_bulk_takes_what_most_say(little):
    from tests.conftest import add_person

    third = add_person(little.store, "نور", little.project.id)
    little.issue("ارتفعت 30%", actor=third, severity="major")
    settle_all(little, boundaries="core")
    assert [issue.quote for issue in rows(little, "issue")] == ["ارتفعت 30%"]


def test_a_link_between_two_sentences_comes_once_both_are_settled(desk):
    issue, claim = desk.issue("قطرة في المحيط", category="idiom"), desk.claim()
    desk.put("distortion", new_id(), issue_id=issue, claim_id=claim, kind="scope")
    desk.put("review", desk.sentences[0].id, revision=1, state="clean")
    settle(desk, number=1, take=desk.reviewer)
    assert not rows(desk, "distortion")
    settle(desk, number=3, take=desk.reviewer)
    (link,) = rows(desk, "distortion")
    assert link.claim_id == rows(desk, "claim")[0].id and link.issue_id == rows(desk, "issue")[0].id
