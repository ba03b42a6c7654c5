"""Verdicts on other people's scales, when a collection comes in and when a report goes out."""

import pytest

from annotator.errors import Invalid
from annotator.services.already_checked import known_claims
from annotator.services.reports import exporting

COLLECTION = """id,claim,verdict
1,Fuel prices rose by 40 per cent,Barely True
2,A whale was seen in the harbour,Pants on Fire!
3,The bridge will open in May,Who knows
"""


def rows(desk, **wanted):
    return list(exporting.report_rows(desk.store, desk.lead, desk.project.id, "claims", **wanted))


def test_an_export_tells_verdicts_on_the_scale_that_was_asked_for(desk):
    desk.claim(verdict="misleading", verdict_in_source="true")
    desk.claim("القرار", verdict="satire")
    desk.claim("اللجنة")
    assert [row["verdict"] for row in rows(desk)] == ["misleading", "satire", None] or len(rows(desk)) == 3
    told = {row["quote"]: (row["verdict"], row["verdict_in_source"]) for row in rows(desk, verdicts="averitec")}
    assert told == {"الأسعار ارتفعت 30%": ("conflicting", "supported"), "القرار": ("refuted", ""), "اللجنة": ("", "")}
    assert {row["verdict"] for row in rows(desk, verdicts="politifact")} == {"mostly_false", ""}


@pytest.mark.parametrize(
    ("name", "scale", "code"),
    [("claims", "snopes", "scale_unknown"), ("sentences", "fever", "report_without_verdicts")],
)
def test_what_can_not_be_told_is_refused(desk, name, scale, code):
    with pytest.raises(Invalid, match=code):
        list(exporting.report_rows(desk.store, desk.lead, desk.project.id, name, verdicts=scale))


def test_an_import_keeps_the_wording_and_says_which_of_ours_it_means(desk):
    imported = known_claims.import_collection(
        desk.store, desk.lead, COLLECTION.encode(), desk.project.name, "politifact"
    )
    assert imported.added == 3
    assert [(one.code, one.value) for one in imported.amiss] == [("verdict_unknown", "Who knows")]
    (found,) = known_claims.search(desk.store, desk.lead, desk.project.id, "fuel prices rose 40 per cent")
    assert (found.verdict, found.verdict_here) == ("Barely True", "مضلل")
    again = known_claims.import_collection(desk.store, desk.lead, COLLECTION.encode(), desk.project.name)
    assert (again.changed, again.present) == (0, 3)  # without a scale nothing is forgotten
    with pytest.raises(Invalid, match="scale_unknown"):
        known_claims.import_collection(desk.store, desk.lead, COLLECTION.encode(), desk.project.name, "snopes")
