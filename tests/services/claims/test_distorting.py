"""The distortion report of a real project, of reviewers' work and of what stands, as page, rows and CSV have it."""

import pytest

from annotator.clock import new_id
from annotator.services.claims import distorting
from annotator.services.reports import exporting
from annotator.services.review import annotating
from exports.csv_file import read


@pytest.fixture
def distorted(desk):
    """One reviewer: a claim false only in translation by a major error, one by a minor one, one untouched."""
    claim = desk.claim("الأسعار ارتفعت 30%", verdict="false", verdict_in_source="true")
    desk.put("distortion", new_id(), issue_id=desk.issue("30%", severity="major"), claim_id=claim, kind="number")
    second = desk.claim("لم توافق اللجنة", verdict="true", verdict_in_source="false")
    minor = desk.issue("اللجنة", category="named_entity", severity="minor")
    desk.put("distortion", new_id(), issue_id=minor, claim_id=second, kind="name")
    gone = desk.claim("قطرة", verdict="false", verdict_in_source="true")
    desk.put("claim", gone, 1, retired=True)
    desk.claim("وصف النقاد", desk.other)
    return desk


def every(desk, actor=None, who="reviewers"):
    return distorting.report(desk.store, actor or desk.lead, desk.project.id, who).counts[0]


def test_it_counts_what_stands_in_the_rows(distorted):
    one = every(distorted)
    assert (one.claims, one.distorted, one.serious, one.false_only, one.true_only) == (3, 2, 1, 1, 1)
    (system,) = [
        count
        for count in distorting.report(distorted.store, distorted.lead, distorted.project.id).counts
        if count.by == "system"
    ]
    assert (system.label, system.claims, system.serious) == ("آلي", 3, 1)


def test_a_reviewer_counts_their_own(distorted):
    assert every(distorted, distorted.other).claims == 1


def test_what_stands_is_counted_apart(distorted):
    assert every(distorted, who="consensus").claims == 0
    distorted.hand_in()
    settle = {"act": "settle", "sentence": distorted.sentences[0].id, "revision": 0, "take": distorted.reviewer.id}
    about = {"id": new_id(), "article": distorted.article.id, "reason": None, "note": ""}
    annotating.apply(distorted.store, distorted.lead, {**about, **settle})
    one = every(distorted, who="consensus")
    assert (one.claims, one.serious, one.false_only) == (1, 1, 1)


def test_the_list_is_of_claims_that_are_false_or_true_in_the_translation_alone(distorted):
    rows = distorting.report(distorted.store, distorted.lead, distorted.project.id).reversed
    assert [(row["difference"], row["severities"], row["distortion_kinds"]) for row in rows] == [
        ("false_only_in_translation", "major", "number"),
        ("true_only_in_translation", "minor", "name"),
    ]


def test_the_csv_says_the_same(distorted):
    data = b"".join(exporting.report_csv(distorted.store, distorted.lead, distorted.project.id, "distortion"))
    rows = {(row["by"], row["label"]): row for row in read(data)}
    assert (rows["all", ""]["claims"], rows["all", ""]["serious"], rows["all", ""]["share"]) == ("3", "1", "0.333333")
    assert rows["category", "named_entity"]["serious"] == "0" and rows["publisher", "وكالة"]["distorted"] == "2"
