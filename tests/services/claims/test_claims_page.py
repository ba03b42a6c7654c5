"""The desk lists what its reader may see, finds words however they are spelled, says what is disputed or missing."""

import pytest
from sqlalchemy import event

from annotator.clock import new_id
from annotator.domain.claims import Lack
from annotator.errors import Forbidden, NotFound
from annotator.services.claims import claim_record, claims_page, responsibility
from annotator.services.claims.claims_page import Wanted
from annotator.services.claims.responsibility import Assignment
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.review import annotating
from annotator.words import words


def listing(desk, actor=None, **wanted):
    return claims_page.claims(desk.store, actor or desk.lead, desk.project.id, Wanted(**wanted))


def ids(desk, actor=None, **wanted):
    return [row["id"] for row in listing(desk, actor, **wanted)["rows"]]


@pytest.fixture
def claims(desk):
    """Two of the reviewer's claims, the first checked and distorted, and one of the other's."""
    issue = desk.issue("30%", severity="critical")
    desk.first = desk.checked_claim("الأسعار ارتفعت 30%", claimant="الوزيرُ", kinds=["figure"], verdict_in_source="true")
    desk.put("distortion", new_id(), issue_id=issue, claim_id=desk.first, kind="number")
    desk.put("distortion", new_id(), issue_id=desk.issue("ارتفعت", severity="minor"), claim_id=desk.first, kind="tense")
    desk.second = desk.claim("لم توافق اللجنة على القرار", priority="high")
    desk.theirs = desk.claim("قطرة في المحيط", desk.other, verdict="true")
    return desk


def test_a_reviewer_sees_their_own_until_they_have_handed_the_article_in(claims):
    assert ids(claims) == [claims.first, claims.second, claims.theirs]
    assert ids(claims, claims.reviewer) == [claims.first, claims.second]
    assert ids(claims, claims.other) == [claims.theirs]
    choices = listing(claims, claims.other)["choices"]
    assert choices["reviewers"] == {claims.other.id: claims.other.name}
    claims.hand_in(claims.other)
    assert len(ids(claims, claims.other)) == 3
    assert len(ids(claims, claims.reviewer)) == 2


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({"status": "checked"}, ["first"]),
        ({"verdict": "false"}, ["first"]),
        ({"verdict": "none"}, ["second"]),
        ({"kind": "figure"}, ["first"]),
        ({"priority": "high"}, ["second"]),
        ({"claimant": "الوزير"}, ["first"]),
        ({"distorted": "yes"}, ["first"]),
        ({"distorted": "no"}, ["second", "theirs"]),
        ({"evidence": "missing"}, ["second", "theirs"]),
        ({"responsible": "none", "status": "not_started"}, ["second", "theirs"]),
        ({"words": "الاسعار ٣٠"}, ["first"]),
        ({"words": "قطره  فى المُحيط"}, ["theirs"]),
        ({"words": "قطرة الأسعار"}, []),
        ({"article": "x" * 26}, []),
        ({"order": "priority"}, ["second", "first", "theirs"]),
    ],
)
def test_conditions_narrow_the_list(claims, wanted, found):
    assert ids(claims, **wanted) == [getattr(claims, name) for name in found]


def test_reviewer_and_responsible_are_conditions_too(claims):
    wanted = Assignment(claims.reviewer.id, "2026-12-31")
    responsibility.assign(claims.store, claims.lead, claims.project.id, [claims.second], wanted)
    assert ids(claims, responsible=claims.reviewer.id) == [claims.second]
    assert ids(claims, order="due")[0] == claims.second
    assert ids(claims, reviewer=claims.other.id) == [claims.theirs]
    (row,) = listing(claims, responsible=claims.reviewer.id)["rows"]
    assert (row["responsible"], row["due_on"]) == ("سامي", "2026-12-31")


def test_a_line_says_what_was_done_to_the_claim(claims):
    first, second, _ = listing(claims)["rows"]
    assert (first["error"], first["difference"], first["evidence"]) == ("critical", "false_only_in_translation", 1)
    assert (second["error"], second["difference"], second["evidence"], second["bears"]) == ("", None, 0, False)


def test_counts_are_of_every_status_whatever_status_is_shown(claims):
    found = listing(claims, status="checked")
    assert (found["total"], found["counts"]["checked"], found["counts"]["not_started"]) == (1, 1, 2)
    assert {row["id"] for row in listing(claims, board=True)["rows"]} == {claims.first, claims.second, claims.theirs}


def test_pages_follow_one_another(claims, monkeypatch):
    monkeypatch.setattr(claims_page, "PAGE", 2)
    assert ids(claims) + ids(claims, start=2) == [claims.first, claims.second, claims.theirs]
    monkeypatch.setattr(claims_page, "COLUMN", 1)
    assert len(listing(claims, board=True)["rows"]) == 2


def test_the_list_is_right_after_every_change(claims):
    assert listing(claims)["counts"]["checked"] == 1
    claims.put("claim", claims.first, 2, status="reopened", reopen_reason="x")
    assert listing(claims)["counts"]["reopened"] == 1
    claims.put("claim", claims.second, 1, retired=True)
    assert len(ids(claims)) == 2


def test_verdicts_that_differ_make_a_claim_disputed_once_both_have_handed_in(desk):
    mine = desk.claim("الأسعار ارتفعت 30%", verdict="false")
    theirs = desk.claim("إن الأسعار ارتفعت 30%", desk.other, verdict="true")
    status = lambda: {row["id"]: row["status"] for row in listing(desk)["rows"]}  # noqa: E731
    desk.hand_in()
    assert set(status().values()) == {"not_started"}
    desk.hand_in(desk.other)
    assert status() == {mine: "disputed", theirs: "disputed"}
    assert claim_record.record(desk.store, desk.reviewer, mine)["status"] == "disputed"
    from annotator.services.reports import exporting

    exported = exporting.report_rows(desk.store, desk.lead, desk.project.id, "claims")
    assert {row["status"] for row in exported} == {"disputed"}
    settle = {"act": "settle", "sentence": desk.sentences[0].id, "revision": 0, "take": desk.other.id}
    about = {"id": new_id(), "article": desk.article.id, "reason": None, "note": ""}
    annotating.apply(desk.store, desk.lead, {**about, **settle})
    assert set(status().values()) == {"not_started"}


def test_the_record_says_what_the_claim_lacks_and_what_came_before(claims):
    claims.put("claim", claims.first, 2, status="reopened", reopen_reason="تقرير جديد")
    record = claim_record.record(claims.store, claims.reviewer, claims.first)
    (version,) = record["versions"]
    assert (version["verdict"], version["reason"], version["by"]) == ("false", "تقرير جديد", "سامي")
    assert record["lacks"] == ("claimed_on", "checkability", "source") and record["needs"] == ()
    assert record["figures"] == [{"text": "30", "value": "30"}]
    assert [error["issue"]["severity"] for error in record["errors"]] == ["critical", "minor"]
    assert record["editable"] and not claim_record.record(claims.store, claims.lead, claims.first)["editable"]
    text = record["text"]
    assert text["sentence"][text["start"] : text["end"]] == "الأسعار ارتفعت 30%"


def test_everything_that_can_be_lacking_has_its_words():
    from typing import get_args

    for language in ("ar", "en"):
        assert {f"claims.lack_{name}" for name in get_args(Lack)} <= set(words(language))


def test_sources_are_offered_from_claims_that_one_may_see(claims):
    claims.put("evidence", new_id(), actor=claims.other, claim_id=claims.theirs, title="سر")
    offered = claim_record.reusable(claims.store, claims.reviewer, claims.second)
    assert [one["name"] for one in offered] == ["https://example.org/report"]
    assert len(claim_record.reusable(claims.store, claims.lead, claims.second)) == 2


def test_sources_of_many_articles_cost_no_more_questions_than_those_of_one(claims):
    asked = []

    def offered():
        asked.clear()
        claim_record.reusable(claims.store, claims.lead, claims.second)
        return len(asked)

    event.listen(claims.store.engine, "before_cursor_execute", lambda *_: asked.append(1))
    before = offered()
    for number in range(5):
        articles.add_article(claims.store, claims.lead, claims.project.id, ArticleForm(f"خبر {number}."))
    assert 0 < offered() == before


def test_viewers_and_strangers_have_no_desk(claims):
    from tests.conftest import add_person

    stranger = add_person(claims.store, "غريب")
    with pytest.raises(NotFound):
        listing(claims, stranger)
    viewer = claims.reviewer.__class__("x", "x", "ar", False, {claims.project.id: "viewer"})
    with pytest.raises(Forbidden):
        claim_record.record(claims.store, viewer, claims.first)
