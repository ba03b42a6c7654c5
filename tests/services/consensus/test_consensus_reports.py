"""What stands, as reports: decided or unanimous, with how it came about and how labels were spread."""

import pytest

from annotator.clock import new_id
from annotator.errors import Forbidden, Invalid
from annotator.services.consensus.consensus_pages import consensus_pages
from annotator.services.reports import exporting
from exports.csv_file import read
from tests.services.consensus.test_adjudicating import settle


def report(desk, name, who="consensus", actor=None):
    return read(b"".join(exporting.report_csv(desk.store, actor or desk.lead, desk.project.id, name, who)))


@pytest.fixture
def half_settled(desk):
    """Sentence 1: settled for the reviewer's version; 2: both call it clean; 3: they differ."""
    issue, claim = desk.issue(severity="major"), desk.claim(verdict="false", verdict_in_source="true")
    desk.put("distortion", new_id(), issue_id=issue, claim_id=claim, kind="number")
    desk.put("evidence", new_id(), claim_id=claim, url="https://example.org/a")
    desk.issue(actor=desk.other, severity="minor", category="mistranslation")
    for actor in (desk.reviewer, desk.other):
        desk.put("review", desk.sentences[1].id, actor=actor, state="clean", score=90 if actor is desk.other else 81)
    desk.issue("قطرة في المحيط", category="idiom")
    desk.put("review", desk.sentences[2].id, actor=desk.other, state="clean")
    settle(desk, number=1, take=desk.reviewer, reason="reviewers_slip", note="=1+1")
    return desk


def test_the_consensus_report_says_what_stands_and_how_it_came_about(half_settled):
    rows = report(half_settled, "consensus", "reviewers")
    assert [(row["consensus"], row["state"]) for row in rows] == [
        ("taken", "issues"),
        ("unanimous", "clean"),
        ("open", ""),
    ]
    first = rows[0]
    assert (first["taken_from"], first["decided_by"], first["reason"]) == ("سامي", "ليلى", "reviewers_slip")
    assert first["consensus_note"] == "=1+1" and first["decided_at"] and len(first["reviews"].split("|")) == 2
    assert rows[1]["decided_at"] and not rows[1]["decided_by"] and rows[1]["state_distribution"] == "clean:2"
    assert rows[2]["state_distribution"] == "clean:1|issues:1"


def test_issues_and_claims_of_the_consensus_show_how_labels_were_spread(half_settled):
    (issue,) = report(half_settled, "issues")
    assert (issue["reviewer"], issue["category"], issue["severity"]) == ("consensus", "number_date", "major")
    assert issue["category_distribution"] == "mistranslation:1|number_date:1"
    assert issue["severity_distribution"] == "major:1|minor:1"
    (claim,) = report(half_settled, "claims")
    assert (claim["verdict"], claim["verdict_distribution"]) == ("false", "false:1|none:1")
    assert claim["difference"] == "false_only_in_translation" and claim["distorted_by"] == issue["issue_id"]
    (evidence,) = report(half_settled, "evidence")
    assert evidence["claim_id"] == claim["claim_id"] and evidence["consensus"] == "taken"


def test_sentences_and_summary_of_the_consensus_count_only_what_stands(half_settled):
    rows = report(half_settled, "sentences")
    assert [(row["state"], row["consensus"]) for row in rows] == [
        ("issues", "taken"),
        ("clean", "unanimous"),
        ("unseen", "open"),
    ]
    assert rows[1]["score"] == "86"  # the mean of 81 and 90
    (summary,) = report(half_settled, "summary")
    assert (summary["reviewer"], summary["reviewed"], summary["issues_major"], summary["distorted_claims"]) == (
        "consensus",
        "2",
        "1",
        "1",
    )


def test_reviewers_own_reports_know_nothing_of_the_consensus(half_settled):
    assert {row["reviewer"] for row in report(half_settled, "issues", "reviewers")} == {"سامي", "هدى"}
    assert "consensus" not in report(half_settled, "sentences", "reviewers")[0]


def test_what_both_claim_is_unanimous_with_everybodys_evidence(desk):
    for actor, url in ((desk.reviewer, "https://example.org/a"), (desk.other, "https://example.org/b")):
        issue, claim = desk.issue(actor=actor), desk.claim(actor=actor, verdict="false")
        desk.put("evidence", new_id(), actor=actor, claim_id=claim, url=url)
        desk.put("distortion", new_id(), actor=actor, issue_id=issue, claim_id=claim, kind="number")
    assert [row["consensus"] for row in report(desk, "consensus", "reviewers")] == ["unanimous", "unseen", "unseen"]
    assert len(report(desk, "issues")) == len(report(desk, "claims")) == 1
    assert {row["url"] for row in report(desk, "evidence")} == {"https://example.org/a", "https://example.org/b"}
    assert report(desk, "claims")[0]["distorted_by"] == report(desk, "issues")[0]["issue_id"]


def test_a_verdict_that_only_one_gave_is_not_unanimous(desk):
    for actor, verdict in ((desk.reviewer, "false"), (desk.other, None)):
        desk.claim(actor=actor, verdict=verdict)
        desk.put("review", desk.sentences[0].id, 1, actor=actor, state="clean")
    assert report(desk, "consensus", "reviewers")[0]["consensus"] == "open"


def test_one_reviewer_alone_makes_no_consensus(desk):
    desk.issue()
    assert report(desk, "consensus", "reviewers")[0]["consensus"] == "single" and not report(desk, "issues")


@pytest.mark.parametrize("name", ["consensus", "issues"])
def test_only_who_reads_all_work_takes_the_consensus_away(half_settled, name):
    with pytest.raises(Forbidden):
        report(half_settled, name, "consensus" if name == "issues" else "reviewers", half_settled.reviewer)


def test_a_report_that_tells_of_reviewers_only_has_no_form_of_the_consensus(desk):
    with pytest.raises(Invalid, match="report_of_reviewers"):
        report(desk, "agreement")


def test_the_reviewers_rows_are_the_same_before_and_after(half_settled):
    (found,) = consensus_pages(half_settled.store, half_settled.lead, half_settled.project.id)
    assert {one.how for one in found.standing.values()} == {"taken", "unanimous", "open"}
    assert half_settled.state(1, half_settled.other) == "issues" and half_settled.state(3) == "issues"
