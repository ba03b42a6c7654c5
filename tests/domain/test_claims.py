"""Status and verdict are two things: what checking asks for, how a status may change, what follows from dates."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain import claims
from annotator.domain import schemes as scheme
from annotator.domain.records import Claim, Distortion, Evidence
from annotator.errors import Invalid

WHEN = datetime(2026, 1, 1, tzinfo=UTC)
ROW = {"article_id": "a", "sentence_id": "s", "reviewer_id": "r", "revision": 1, "updated_at": WHEN, "retired_at": None}
CLAIM = Claim(
    id="c",
    start=0,
    end=3,
    quote="قال",
    statement="قال",
    claimant="",
    kinds=(),
    priority="normal",
    status="in_progress",
    verdict="false",
    verdict_in_source=None,
    confidence=None,
    rationale="كذا",
    scheme_id="x",
    **ROW,
)
TEXTS = dict.fromkeys(("url", "archive_url", "publisher", "title", "published_on", "accessed_on", "quote"), "")
PROOF = Evidence(id="e", claim_id="c", stance="refutes", **TEXTS, **ROW)
LINK = Distortion(id="d", issue_id="i", claim_id="c", kind="number", **ROW)


def code(before, after):
    with pytest.raises(Invalid) as refused:
        claims.stepped(before, after)
    return refused.value.code


def test_checked_asks_for_a_verdict_a_rationale_and_evidence_that_bears_on_it():
    bare = replace(CLAIM, verdict=None, rationale=" \n")
    assert claims.needs(bare, [], []) == ("verdict", "rationale", "evidence")
    assert claims.needs(CLAIM, [replace(PROOF, stance="context")], []) == ("evidence",)
    assert claims.needs(CLAIM, [replace(PROOF, retired_at=WHEN)], []) == ("evidence",)
    assert claims.needs(CLAIM, [PROOF], []) == ()


def test_mistranslated_asks_for_the_issue_that_made_it():
    claim = replace(CLAIM, verdict="mistranslated")
    assert claims.needs(claim, [PROOF], []) == ("issue",)
    assert claims.needs(claim, [PROOF], [replace(LINK, retired_at=WHEN)]) == ("issue",)
    assert claims.needs(claim, [PROOF], [LINK]) == ()


def test_what_a_checked_claim_lacked_before_is_not_held_against_a_change():
    claims.require_ready(("rationale",), ("rationale", "evidence"))
    with pytest.raises(Invalid, match="claim_needs_evidence"):
        claims.require_ready(("rationale", "evidence"), ("rationale",))


def test_what_is_checked_is_reopened_with_a_reason_before_anything_else():
    checked = replace(CLAIM, status="checked")
    for status in ("not_started", "in_progress", "needs_evidence", "ready_for_second_review", "dropped"):
        assert code(checked, replace(checked, status=status)) == "claim_reopen_first"
    assert code(checked, replace(checked, verdict="true")) == "claim_reopen_first"
    assert code(checked, replace(checked, verdict_in_source="true")) == "claim_reopen_first"
    assert code(checked, replace(checked, status="reopened", reopen_reason=" ")) == "claim_reopen_reason"
    reopened = claims.stepped(checked, replace(checked, status="reopened", reopen_reason="تقرير جديد"))
    again = claims.stepped(reopened, replace(reopened, status="checked", verdict="true"))
    assert again.reopen_reason == ""  # the next time asks for a reason of its own
    assert claims.stepped(checked, replace(checked, rationale="أوضح")).status == "checked"


def test_only_what_was_checked_can_be_reopened():
    assert code(None, replace(CLAIM, status="reopened", reopen_reason="x")) == "claim_never_checked"
    assert code(CLAIM, replace(CLAIM, status="reopened", reopen_reason="x")) == "claim_never_checked"


@given(st.sampled_from(["", "2026", "2026-03", "2026-03-05"]), st.sampled_from(["", "2026", "2026-04", "2026-03-04"]))
def test_later_than_the_claim_is_said_only_where_both_dates_show_it(said, published):
    later = claims.is_later(replace(PROOF, published_on=published), replace(CLAIM, claimed_on=said))
    assert later == ((said, published) in {("2026-03", "2026-04"), ("2026-03-05", "2026-04")})


def test_a_flag_from_dates_stands_beside_those_of_people():
    proof = replace(PROOF, published_on="2027", problems=("circular",))
    assert claims.problems(proof, replace(CLAIM, claimed_on="2026-12-31")) == ("circular", "later_than_claim")
    assert claims.problems(proof, CLAIM) == ("circular",)


def test_a_whole_record_lacks_nothing():
    whole = replace(
        CLAIM,
        claimant="الوزير",
        claimed_on="2026",
        kinds=("figure",),
        checkability="checkable",
        source_start=0,
        source_end=3,
        verdict_in_source="true",
    )
    address = replace(PROOF, url="https://example.org")
    assert claims.lacks(whole, [address], [], True) == ()
    bare = claims.lacks(CLAIM, [PROOF], [], True)
    assert bare == ("claimant", "claimed_on", "kinds", "checkability", "source", "verdict_in_source", "address")
    assert "source" not in claims.lacks(CLAIM, [PROOF], [], False)


def test_the_labels_that_the_rules_name_are_in_the_default_scheme():
    default = scheme.default()
    for status in (claims.CHECKED, claims.REOPENED):
        assert default.choosable("claim_status", status)
    assert all(default.choosable("stance", stance) for stance in claims.BEARING)
    assert default.label("evidence_problem", "later_than_claim").automatic
    assert default.label("claim_status", "disputed").automatic
