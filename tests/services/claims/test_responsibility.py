"""A claim is given to somebody, who may then check it; blindness and first work stay what they are."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import Claim
from annotator.errors import Conflict, Forbidden, Invalid, NotFound
from annotator.services.claims import responsibility
from annotator.services.claims.responsibility import Assignment
from db import care, submissions, work


def give(desk, claims, person="", due_on=None):
    wanted = Assignment(person if isinstance(person, str) else person.id, due_on)
    return responsibility.assign(desk.store, desk.lead, desk.project.id, claims, wanted)


def claim_of(desk, id):
    with desk.store.read() as tx:
        return work.get(tx, Claim, id)


def test_claims_are_given_in_bulk_with_a_due_date_and_taken_back(desk):
    claims = [desk.claim(), desk.claim("القرار")]
    assert give(desk, claims, desk.reviewer, "2026-12-31") == 2
    assert give(desk, claims, desk.reviewer, "2026-12-31") == 0
    with desk.store.read() as tx:
        found = care.of(tx, claims[0])
    assert (found.person_id, found.due_on) == (desk.reviewer.id, "2026-12-31")
    assert give(desk, claims[:1], "") == 1
    with desk.store.read() as tx:
        assert (care.of(tx, claims[0]).person_id, care.of(tx, claims[0]).due_on) == (None, "2026-12-31")


def test_who_might_see_too_much_is_given_none(desk):
    claim = desk.claim()
    with pytest.raises(Invalid, match="assign_blind"):
        give(desk, [claim], desk.other)
    desk.hand_in(desk.other)
    assert give(desk, [claim], desk.other) == 1


@pytest.mark.parametrize(("person", "due", "code"), [("x" * 26, None, "assign_whom"), ("", "31.12.2026", "due_bad")])
def test_what_makes_no_sense_is_refused_and_changes_nothing(desk, person, due, code):
    claim = desk.claim()
    with pytest.raises(Invalid, match=code):
        give(desk, [claim], person, due)
    with pytest.raises(NotFound):
        give(desk, [claim, new_id()], desk.reviewer)
    with desk.store.read() as tx:
        assert care.of(tx, claim) is None


def test_who_is_responsible_checks_a_claim_once_its_finder_has_handed_in(desk):
    claim = desk.claim()
    desk.hand_in(desk.other)
    with pytest.raises(Invalid, match="already_submitted"):
        desk.put("claim", claim, 1, actor=desk.other, verdict="false")
    give(desk, [claim], desk.other)
    with pytest.raises(Invalid, match="claim_not_handed_in"):
        desk.put("claim", claim, 1, actor=desk.other, verdict="false")
    desk.hand_in()
    desk.put("claim", claim, 1, actor=desk.other, verdict="false", rationale="التقرير يذكر 13%.")
    desk.put("evidence", new_id(), actor=desk.other, claim_id=claim, stance="refutes")
    desk.put("claim", claim, 2, actor=desk.other, id="operation-9", status="checked")
    found = claim_of(desk, claim)
    assert (found.reviewer_id, found.status, found.verdict) == (desk.reviewer.id, "checked", "false")
    desk.undo("operation-9", desk.other)
    assert claim_of(desk, claim).status == "not_started"
    with pytest.raises(Conflict):
        desk.put("claim", claim, 1, actor=desk.other, verdict="true")


def test_a_finder_who_has_handed_in_checks_their_own_claim_once_it_is_given_to_them(desk):
    claim = desk.claim(verdict="true")
    give(desk, [claim], desk.reviewer)
    desk.put("claim", claim, 1, actor=desk.reviewer, priority="high")  # theirs anyway, before handing in
    desk.hand_in()
    desk.put("claim", claim, 2, actor=desk.reviewer, verdict="false", rationale="التقرير يذكر 13%.")
    desk.put("evidence", new_id(), actor=desk.reviewer, claim_id=claim, stance="refutes")
    desk.put("claim", claim, 3, actor=desk.reviewer, status="checked")
    with pytest.raises(Invalid, match="already_submitted"):
        desk.put("claim", claim, 4, actor=desk.reviewer, retired=True)
    with desk.store.read() as tx:
        first = submissions.first_work(tx, [desk.article.id])
    assert first["claim"][claim].verdict == "true" and claim_of(desk, claim).status == "checked"


def test_which_words_are_a_claim_its_finder_alone_says(desk):
    claim = desk.claim()
    desk.hand_in()
    desk.hand_in(desk.other)
    give(desk, [claim], desk.other)
    for fields in ({"start": 0, "end": 5}, {"retired": True}):
        with pytest.raises(Forbidden):
            desk.put("claim", claim, 1, actor=desk.other, **fields)


def test_it_ends_when_somebody_else_is_responsible(desk):
    claim = desk.claim()
    desk.hand_in()
    desk.hand_in(desk.other)
    give(desk, [claim], desk.other)
    desk.put("claim", claim, 1, actor=desk.other, id="operation-9", verdict="false")
    give(desk, [claim], desk.reviewer)
    with pytest.raises(Invalid, match="already_submitted"):
        desk.put("claim", claim, 2, actor=desk.other, verdict="true")
    with pytest.raises(NotFound):
        desk.undo("operation-9", desk.other)


def test_what_is_compared_stays_what_the_reviewer_handed_in(desk):
    claim = desk.claim(verdict="true")
    desk.hand_in()
    desk.hand_in(desk.other)
    give(desk, [claim], desk.other)
    desk.put("claim", claim, 1, actor=desk.other, verdict="false")
    with desk.store.read() as tx:
        first = submissions.first_work(tx, [desk.article.id])
    assert first["claim"][claim].verdict == "true"


def test_what_stands_is_checked_by_who_is_responsible_for_it(desk):
    desk.claim(verdict="false")
    desk.hand_in()
    desk.hand_in(desk.other)
    from annotator.services.review import annotating

    sentence = desk.sentences[0].id
    settle = {"id": new_id(), "article": desk.article.id, "act": "settle", "sentence": sentence, "revision": 0}
    take = {"take": desk.reviewer.id, "reason": None, "note": ""}
    answer = annotating.apply(desk.store, desk.lead, {**settle, **take})
    (standing,) = answer["rows"]["claim"]
    operation = {"article": desk.article.id, "act": "put", "as": "consensus", "kind": "claim", "thing": standing["id"]}
    change = {**operation, "revision": 1, "fields": {"rationale": "كذا"}}
    with pytest.raises(Forbidden):
        annotating.apply(desk.store, desk.other, {**change, "id": new_id()})
    give(desk, [standing["id"]], desk.other)
    annotating.apply(desk.store, desk.other, {**change, "id": new_id()})
    assert claim_of(desk, standing["id"]).rationale == "كذا"
