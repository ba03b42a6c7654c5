"""The history of a sentence, in words, and restoring from it: an act like any other, that loses nothing."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import CONSENSUS, Claim, Consensus, Distortion, Evidence, Issue, Relation, Review
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.people import auditing
from annotator.services.review import annotating, history
from db import work


def of(desk, number: int = 1, actor=None, language: str = "en", kind: str = "", of_consensus: bool = False):
    """The events of a sentence, from 1."""
    id = desk.sentences[number - 1].id
    found = history.of_sentence(
        desk.store, actor or desk.reviewer, desk.article.id, id, language, kind, of_consensus=of_consensus
    )
    return found["events"]


def restore(desk, wanted, actor=None) -> str:
    """Restores what an entry offers; gives back the id of the act."""
    id = new_id()
    raw = {"id": id, "article": desk.article.id, "act": "restore"}
    raw |= {name: wanted[name] for name in ("event", "state", "revision")}
    annotating.apply(desk.store, actor or desk.reviewer, raw)
    return id


def get(desk, kind, id):
    with desk.store.read() as tx:
        return work.get(tx, kind, id)


def review_of(desk, number: int = 1) -> Review:
    with desk.store.read() as tx:
        return work.review_of(tx, desk.sentences[number - 1].id, desk.reviewer.id)


def entry(events, kind: str, nth: int = 0):
    """The nth newest event of a kind."""
    return [event for event in events if event["kind"] == kind][nth]


@pytest.mark.parametrize(("language", "was", "now"), [("en", "Major", "Minor"), ("ar", "جسيم", "طفيف")])
def test_every_event_is_told_in_words(desk, language, was, now):
    id = desk.issue("30%")
    desk.put("issue", id, 1, severity="minor", comment="تعليق")
    desk.put("issue", id, 2, retired=True)
    events = [event for event in of(desk, language=language) if event["kind"] == "issue"]
    assert len(events) == 3 and all(event["by"] == "سامي" and event["quote"] == "30%" for event in events)
    lines = {line["before"]: line["after"] for line in events[1]["lines"]}
    assert lines[was] == now and "تعليق" in lines.values()
    assert events[0]["lines"] == [] and len({event["title"] for event in events}) == 3
    assert "{" not in str([event["title"] for event in events])


def test_how_claims_are_related_is_told_and_restored(desk):
    first, second = desk.claim("الأسعار"), desk.claim("30%")
    link = new_id()
    desk.put("relation", link, claim_id=first, other_id=second, kind="contradicts")
    desk.put("relation", link, 1, kind="narrower")
    (changed, added) = of(desk, kind="relation")
    assert [line["after"] for line in added["lines"]] == ["Contradicts"]
    assert [(line["before"], line["after"]) for line in changed["lines"]] == [("Contradicts", "Narrower than")]
    restore(desk, added["restore"])
    assert get(desk, Relation, link).kind == "contradicts"


def test_every_field_that_somebody_may_set_is_told(desk):
    id = desk.claim("30%")
    desk.put(
        "claim",
        id,
        1,
        claimant_role="وزير",
        appearances=["https://example.org/a", "مقال آخر"],
        checkability="checkable",
    )
    event = entry(of(desk), "claim")
    assert {line["after"] for line in event["lines"]} >= {"وزير", "https://example.org/a, مقال آخر", "Checkable"}
    assert len(event["lines"]) == 3


def test_a_label_is_told_as_it_was_called_then(desk):
    from tests.services.schemes.test_revising import rename

    desk.issue("30%")
    rename(desk, "issue_category", "number_date", en="Figure")
    desk.issue("الأسعار")
    named = [line["after"] for event in of(desk) if event["kind"] == "issue" for line in event["lines"]]
    assert "Number, unit or date" in named and "Figure" in named


def test_a_reviewer_sees_others_only_after_handing_in_and_a_lead_everybody(desk):
    desk.issue("30%")
    desk.issue("الأسعار", actor=desk.other)
    assert {event["by"] for event in of(desk)} == {"سامي"}
    assert {event["by"] for event in of(desk, actor=desk.lead)} == {"سامي", "هدى"}
    for number in (2, 3):
        desk.put("review", desk.sentences[number - 1].id, state="clean")
    submit(desk, True)
    assert {event["by"] for event in of(desk)} == {"سامي", "هدى"}
    submit(desk, False)
    assert {event["by"] for event in of(desk)} == {"سامي"}


def submit(desk, submitted: bool) -> None:
    raw = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": submitted}
    annotating.apply(desk.store, desk.reviewer, raw)


def test_the_history_can_be_asked_for_one_kind(desk):
    desk.issue("30%")
    desk.claim()
    assert {event["kind"] for event in of(desk)} == {"issue", "claim", "review"}
    assert {event["kind"] for event in of(desk, kind="claim")} == {"claim"}


def test_a_removed_mark_comes_back_and_the_sentence_has_issues_again(desk):
    id = desk.issue("30%", comment="تعليق")
    desk.put("issue", id, 1, retired=True)
    assert desk.state(1) == "in_progress"
    wanted = entry(of(desk), "issue")["restore"]
    act = restore(desk, wanted)
    assert get(desk, Issue, id).retired_at is None and desk.state(1) == "issues"
    desk.undo(act)
    assert get(desk, Issue, id).retired_at is not None and desk.state(1) == "in_progress"


def test_a_mark_becomes_what_it_was_at_any_time(desk):
    id = desk.issue("30%")
    desk.put("issue", id, 1, severity="minor")
    desk.put("issue", id, 2, category="idiom", comment="جديد")
    events = of(desk)
    assert entry(events, "issue", 0)["restore"] is None  # it stands so now
    restore(desk, entry(events, "issue", 2)["restore"])
    found = get(desk, Issue, id)
    assert (found.severity, found.category, found.comment, found.revision) == ("major", "number_date", "", 4)


def test_a_claim_comes_back_with_its_evidence_and_its_link(desk):
    claim, issue, evidence, link = desk.claim(), desk.issue("30%"), new_id(), new_id()
    desk.put("evidence", evidence, claim_id=claim, url="https://example.org/a")
    gone = new_id()
    desk.put("evidence", gone, claim_id=claim, url="https://example.org/gone")
    desk.put("evidence", gone, 1, retired=True)
    desk.put("distortion", link, issue_id=issue, claim_id=claim, kind="number")
    desk.put("claim", claim, 1, retired=True)
    assert get(desk, Evidence, evidence).retired_at and get(desk, Distortion, link).retired_at
    act = restore(desk, entry(of(desk), "claim")["restore"])
    assert get(desk, Claim, claim).retired_at is None
    assert get(desk, Evidence, evidence).retired_at is None and get(desk, Distortion, link).retired_at is None
    assert get(desk, Evidence, gone).retired_at is not None  # it was gone already then
    desk.undo(act)
    assert get(desk, Claim, claim).retired_at and get(desk, Evidence, evidence).retired_at


def test_evidence_of_a_removed_claim_waits_for_the_claim(desk):
    claim, evidence = desk.claim(), new_id()
    desk.put("evidence", evidence, claim_id=claim)
    desk.put("claim", claim, 1, retired=True)
    with pytest.raises(Invalid) as refusal:
        restore(desk, entry(of(desk), "evidence")["restore"])
    assert refusal.value.code == "restore_rests"


def test_a_note_comes_back_and_the_judgement_stays(desk):
    sentence = desk.sentences[0].id
    desk.put("review", sentence, note="الأولى")
    desk.put("review", sentence, 1, note="الثانية")
    desk.put("review", sentence, 2, state="clean")
    restore(desk, entry(of(desk), "review", 2)["restore"] | {"state": "after"})
    assert (review_of(desk).note, review_of(desk).state) == ("الأولى", "in_progress")


def test_a_judgement_comes_back_unless_marks_say_otherwise(desk):
    sentence = desk.sentences[1].id
    desk.put("review", sentence, state="skipped", skip_reason="unsure")
    desk.put("review", sentence, 1, state="clean")
    skipped = entry(of(desk, 2), "review", 1)["restore"]
    restore(desk, skipped)
    assert (review_of(desk, 2).state, review_of(desk, 2).skip_reason) == ("skipped", "unsure")
    desk.issue("لم توافق")
    clean = next(event["restore"] for event in of(desk, 2) if event["restore"] and event["restore"]["kind"] == "review")
    with pytest.raises(Invalid) as refusal:
        restore(desk, clean)
    assert refusal.value.code in ("clean_with_issues", "skipped_with_issues")


def test_restoring_over_a_newer_change_is_a_conflict_that_shows_what_is_stored(desk):
    id = desk.issue("30%")
    desk.put("issue", id, 1, severity="minor")
    wanted = entry(of(desk), "issue", 1)["restore"]
    desk.put("issue", id, 2, comment="من نافذة أخرى")
    with pytest.raises(Conflict) as conflict:
        restore(desk, wanted)
    assert conflict.value.params["current"]["comment"] == "من نافذة أخرى"


def test_nobody_restores_others_work_or_what_was_handed_in(desk):
    id = desk.issue("30%")
    desk.put("issue", id, 1, severity="minor")
    wanted = entry(of(desk), "issue", 1)["restore"]
    assert all(event["restore"] is None for event in of(desk, actor=desk.lead))
    for actor in (desk.other, desk.lead):
        with pytest.raises(NotFound):
            restore(desk, wanted, actor)
    for number in (2, 3):
        desk.put("review", desk.sentences[number - 1].id, state="clean")
    submit(desk, True)
    with pytest.raises(Invalid) as refusal:
        restore(desk, wanted)
    assert refusal.value.code == "already_submitted"


def test_the_same_restoring_asked_for_twice_happens_once(desk):
    id = desk.issue("30%")
    desk.put("issue", id, 1, retired=True)
    wanted = entry(of(desk), "issue")["restore"]
    raw = {"id": new_id(), "article": desk.article.id, "act": "restore"}
    raw |= {name: wanted[name] for name in ("event", "state", "revision")}
    first = annotating.apply(desk.store, desk.reviewer, raw)
    assert annotating.apply(desk.store, desk.reviewer, raw) == first
    assert get(desk, Issue, id).revision == 3


def test_marks_that_came_from_another_sentence_bring_their_history_along(desk):
    from annotator.services.library import cutting

    id = desk.issue("لم توافق")
    first, second, third = ((one.start, one.end) for one in desk.sentences)
    cutting.recut_article(
        desk.store, desk.lead, desk.article.id, [first, second, third], [(first[0], second[1]), third]
    )
    assert [event["quote"] for event in of(desk) if event["kind"] == "issue"] == ["لم توافق"]
    desk.put("issue", id, 1, retired=True)
    restore(desk, entry(of(desk), "issue")["restore"])
    assert get(desk, Issue, id).sentence_id == desk.sentences[0].id


def settled(desk) -> Issue:
    """The consensus on the first sentence, taken from the reviewer; gives back its issue."""
    desk.issue("30%")
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    raw = {"id": new_id(), "article": desk.article.id, "act": "settle", "sentence": desk.sentences[0].id}
    raw |= {"revision": 0, "take": desk.reviewer.id, "reason": None, "note": ""}
    annotating.apply(desk.store, desk.lead, raw)
    with desk.store.read() as tx:
        rows = work.of_sentence(tx, Issue, desk.sentences[0].id)
    return next(row for row in rows if row.reviewer_id == CONSENSUS)


def test_what_stands_is_restored_where_it_is_settled(desk):
    issue = settled(desk)
    raw = {"id": new_id(), "article": desk.article.id, "act": "put", "as": "consensus", "kind": "issue"}
    raw |= {"thing": issue.id, "revision": 1, "fields": {"retired": True}}
    annotating.apply(desk.store, desk.lead, raw)
    events = of(desk, actor=desk.lead, of_consensus=True)
    assert {event["kind"] for event in events} >= {"issue", "consensus"}
    wanted = next(event["restore"] for event in events if event["kind"] == "issue" and event["restore"])
    act = restore(desk, wanted, desk.lead)
    assert get(desk, Issue, issue.id).retired_at is None
    with desk.store.read() as tx:
        (decision,) = work.of_sentence(tx, Consensus, desk.sentences[0].id)
    assert (decision.how, decision.decided_by) == ("edited", desk.lead.id)
    desk.undo(act, desk.lead)
    assert get(desk, Issue, issue.id).retired_at is not None
    own = [event for event in of(desk) if event["of"] == CONSENSUS]
    assert own == []  # what stands is no reviewer's to see before it is told


def test_the_audit_tells_of_restorings_and_schemes_in_words(desk):
    from tests.services.schemes.test_revising import rename

    id = desk.issue("30%")
    desk.put("issue", id, 1, retired=True)
    restore(desk, entry(of(desk), "issue")["restore"])
    rename(desk, "verdict", "true", en="Correct")
    found = {one.row["act"]: one for one in auditing.audit_page(desk.store, desk.lead, auditing.ALL, None, 50)}
    restored, changed = found["restoration_added"], found["scheme_changed"]
    assert (restored.row["by"], restored.row["about"], restored.row["project"]) == ("سامي", "سامي", "نشرة")
    assert "الأسعار" in restored.lines[0] and "{" not in restored.lines[0]
    assert changed.row["project"] == "نشرة" and any("Correct" in line for line in changed.lines)
