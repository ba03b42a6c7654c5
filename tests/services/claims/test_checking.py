"""The rules of checking are held at every door, by whatever act they would be broken."""

import pytest

from annotator.clock import new_id
from annotator.errors import Invalid, NotFound
from db import work
from db.operations import events_of


def refused(call, *given, **fields):
    with pytest.raises(Invalid) as error:
        call(*given, **fields)
    return error.value.code


def claim_of(desk, id):
    from annotator.domain.records import Claim

    with desk.store.read() as tx:
        return work.get(tx, Claim, id)


def test_a_claim_is_taken_to_checked_and_every_refusal_says_what_is_missing(desk):
    id = desk.claim()
    assert refused(desk.put, "claim", id, 1, status="checked") == "claim_needs_verdict"
    desk.put("claim", id, 1, verdict="mistranslated")
    assert refused(desk.put, "claim", id, 2, status="checked") == "claim_needs_rationale"
    desk.put("claim", id, 2, rationale="في الأصل 13%.")
    assert refused(desk.put, "claim", id, 3, status="checked") == "claim_needs_evidence"
    proof = new_id()
    desk.put("evidence", proof, claim_id=id, stance="context")
    assert refused(desk.put, "claim", id, 3, status="checked") == "claim_needs_evidence"
    desk.put("evidence", proof, 1, stance="refutes")
    assert refused(desk.put, "claim", id, 3, status="checked") == "claim_needs_issue"
    desk.put("distortion", new_id(), issue_id=desk.issue(), claim_id=id, kind="number")
    assert desk.put("claim", id, 3, status="checked")["claim"][0]["status"] == "checked"


def test_a_new_claim_can_not_begin_checked(desk):
    assert refused(desk.claim, status="checked", verdict="true", rationale="x") == "claim_needs_evidence"


def test_what_a_checked_claim_rests_on_can_not_be_taken_away(desk):
    issue, proof = desk.issue(), new_id()
    id = desk.claim(verdict="mistranslated", rationale="x")
    desk.put("evidence", proof, claim_id=id)
    link = new_id()
    desk.put("distortion", link, issue_id=issue, claim_id=id, kind="number")
    desk.put("claim", id, 1, id="operation-1", status="checked")
    assert refused(desk.put, "evidence", proof, 1, retired=True) == "claim_needs_evidence"
    assert refused(desk.put, "evidence", proof, 1, stance="context") == "claim_needs_evidence"
    assert refused(desk.put, "distortion", link, 1, retired=True) == "claim_needs_issue"
    assert refused(desk.put, "issue", issue, 1, retired=True) == "claim_needs_issue"
    desk.undo("operation-1")
    desk.put("evidence", proof, 1, retired=True)
    assert claim_of(desk, id).status == "not_started"


def test_an_undo_can_not_take_it_away_either(desk):
    id = desk.claim(verdict="false", rationale="x")
    desk.put("evidence", new_id(), id="operation-1", claim_id=id)
    desk.put("claim", id, 1, status="checked")
    assert refused(desk.undo, "operation-1") == "claim_needs_evidence"


def test_reopening_asks_for_a_reason_and_keeps_the_old_version(desk):
    id = desk.checked_claim()
    assert refused(desk.put, "claim", id, 2, status="in_progress") == "claim_reopen_first"
    assert refused(desk.put, "claim", id, 2, verdict="true") == "claim_reopen_first"
    assert refused(desk.put, "claim", id, 2, status="reopened") == "claim_reopen_reason"
    desk.put("claim", id, 2, id="operation-1", status="reopened", reopen_reason="تقرير جديد")
    desk.put("claim", id, 3, verdict="true", rationale="صححته الوزارة")
    desk.put("claim", id, 4, status="checked")
    with desk.store.read() as tx:
        (event,) = events_of(tx, ["operation-1"])["operation-1"]
    assert (event.before["verdict"], event.before["status"]) == ("false", "checked")
    assert event.after["reopen_reason"] == "تقرير جديد"
    assert (claim_of(desk, id).verdict, claim_of(desk, id).reopen_reason) == ("true", "")


def test_disputed_is_for_the_program_alone_to_say(desk):
    id = desk.claim()
    assert refused(desk.put, "claim", id, 1, status="disputed") == "unknown_label"


def test_the_whole_record_is_kept_as_it_was_given(desk):
    source = desk.article.source_text
    start = source.index("prices rose by 13%")
    given = {
        "source_start": start,
        "source_end": start + len("prices rose by 13%"),
        "statement_in_source": "Prices rose by 13 % since March.",
        "checkability": "checkable",
        "claimant": "الوزير",
        "claimant_role": "وزير المالية",
        "claimant_id": "Q42",
        "claimed_on": "2026-03",
        "place": "الخرطوم",
        "appearances": ["https://example.org/1", " https://example.org/2 ", "https://example.org/1", ""],
        "kinds": ["figure", "quotation"],
    }
    claim = claim_of(desk, desk.claim(**given))
    assert claim.source_quote == "prices rose by 13%"
    assert claim.appearances == ("https://example.org/1", "https://example.org/2")
    assert {name: getattr(claim, name) for name in given if name not in ("appearances", "kinds")} == {
        name: value for name, value in given.items() if name not in ("appearances", "kinds")
    }


def test_the_words_in_the_source_have_two_ends_or_none(desk):
    assert refused(desk.claim, source_start=3) == "field_missing"
    assert refused(desk.claim, source_start=3, source_end=3) == "mark_empty"
    assert refused(desk.claim, source_start=0, source_end=10_000) == "mark_outside"
    id = desk.claim(source_start=0, source_end=3)
    desk.put("claim", id, 1, source_start=None, source_end=None)
    assert claim_of(desk, id).source_quote == ""


@pytest.mark.parametrize(
    "fields",
    [{"claimed_on": "2026-13"}, {"claimed_on": "last week"}, {"appearances": "x"}, {"appearances": ["x"] * 101}],
)
def test_what_a_field_can_not_hold_is_refused(desk, fields):
    assert refused(desk.claim, **fields) == "field_bad"


def test_a_source_is_used_again_for_another_claim_with_a_stance_of_its_own(desk):
    from annotator.domain.records import Evidence

    first, second, proof, again = desk.claim(), desk.claim("القرار"), new_id(), new_id()
    given = {"url": "https://example.org/r", "author": "ل. س.", "locator": "ص 3", "quote": "rose by 13%"}
    desk.put("evidence", proof, claim_id=first, stance="refutes", question="كم؟", **given)
    desk.put("evidence", again, claim_id=second, same_as=proof, stance="supports", locator="ص 9")
    with desk.store.read() as tx:
        row = work.get(tx, Evidence, again)
    assert (row.url, row.author, row.quote, row.same_as) == (given["url"], "ل. س.", "rose by 13%", proof)
    assert (row.stance, row.locator, row.question) == ("supports", "ص 9", "")


def test_nobody_uses_a_source_or_names_a_claim_that_they_may_not_see(desk):
    theirs, proof, mine = desk.claim(actor=desk.other), new_id(), desk.claim()
    desk.put("evidence", proof, actor=desk.other, claim_id=theirs, quote="سر")
    with pytest.raises(NotFound):
        desk.put("evidence", new_id(), claim_id=mine, same_as=proof)
    with pytest.raises(NotFound):
        desk.put("relation", new_id(), claim_id=mine, other_id=theirs, kind="same")


def test_claims_stand_to_one_another_until_one_of_them_goes(desk):
    from annotator.domain.records import Relation

    first, second, link = desk.claim(), desk.claim("القرار"), new_id()
    desk.put("relation", link, claim_id=first, other_id=second, kind="contradicts")
    desk.put("relation", link, 1, kind="narrower")
    assert refused(desk.put, "relation", new_id(), claim_id=first, other_id=first, kind="same") == "relation_to_itself"
    desk.put("claim", first, 1, retired=True)
    with desk.store.read() as tx:
        row = work.get(tx, Relation, link)
    assert row.kind == "narrower" and row.retired_at is not None
