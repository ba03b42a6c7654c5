"""Disagreements are typed, and the most harmful stand first."""

import pytest

from annotator.services.compare import comparing
from annotator.services.consensus import confronting
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm

TEXT = "قال الوزير إن السعر ارتفع كثيرًا. لم توافق اللجنة على القرار الجديد. وصف النقاد الرقم بأنه قطرة في المحيط."


@pytest.fixture
def two(desk):
    """Two reviewers and an article of three sentences."""
    desk.article, _ = articles.add_article(desk.store, desk.lead, desk.project.id, ArticleForm(TEXT, title="أسعار"))
    return desk


def clean(desk, number, actor):
    desk.put("review", desk.sentences[number - 1].id, actor=actor, state="clean")


def found(desk):
    compared = comparing.comparison(desk.store, desk.lead, desk.project.id)
    numbers, told = confronting.numbers(compared), list(confronting.every(desk.store, compared))
    assert confronting.worst(desk.store, compared, None, 30) == told
    return [(one.kind, one.harm, numbers[one.first.sentence.id], one.first_says, one.second_says) for one in told]


def kinds(desk):
    compared = comparing.comparison(desk.store, desk.lead, desk.project.id)
    return [one.kinds for one in confronting.every(desk.store, compared)]


def test_clean_against_a_major_issue_stands_before_clean_against_a_minor_one(two):
    clean(two, 1, two.reviewer)
    two.issue("السعر", actor=two.other, category="idiom", severity="minor")
    clean(two, 2, two.other)
    two.issue("اللجنة", actor=two.reviewer, category="idiom", severity="major")
    assert found(two) == [
        ("clean_or_issues", 3, 2, "idiom major", "clean"),
        ("clean_or_issues", 2, 1, "clean", "idiom minor"),
    ]


@pytest.mark.parametrize(
    ("quote", "fields", "wanted"),
    [
        ("السعر", {"category": "terminology"}, ("other_category", 2, 1, "idiom", "terminology")),
        ("السعر", {"severity": "major"}, ("severity_gap", 2, 1, "minor", "major")),
        ("السعر", {"severity": "neutral"}, ("severity_gap", 1, 1, "minor", "neutral")),
        ("السعر ارتفع", {}, ("overlapping", 1, 1, "السعر", "السعر ارتفع")),
    ],
)
def test_two_marks_of_one_place_differ_in_category_severity_or_ends(two, quote, fields, wanted):
    two.issue("السعر", actor=two.reviewer, category="idiom", severity="minor")
    two.issue(quote, actor=two.other, **{"category": "idiom", "severity": "minor", **fields})
    assert found(two) == [wanted]


def test_equal_marks_and_an_edge_over_white_space_are_no_disagreement(two):
    two.issue("السعر", actor=two.reviewer, category="idiom", severity="minor")
    two.issue("السعر ", actor=two.other, category="idiom", severity="minor")
    assert found(two) == []


def test_what_only_one_saw_is_told_beside_what_both_saw(two):
    for actor in (two.reviewer, two.other):
        two.issue("السعر", actor=actor, category="idiom", severity="minor")
    two.issue("كثيرًا", actor=two.other, category="addition", severity="critical")
    assert found(two) == [("only_one_saw_it", 2, 1, "", "addition critical")]


def test_each_mark_has_one_partner_the_one_that_shares_most(two):
    two.issue("السعر ارتفع", actor=two.reviewer, category="idiom", severity="minor")
    two.issue("السعر", actor=two.other, category="terminology", severity="minor")
    two.issue("ارتفع كثيرًا", actor=two.other, category="addition", severity="minor")
    assert sorted(kind for kind, *_ in found(two)) == ["only_one_saw_it", "other_category"]


def test_a_verdict_that_flips_is_worst_and_a_claim_of_one_is_told(two):
    for actor, verdict in ((two.reviewer, "true"), (two.other, "false")):
        clean(two, 1, actor)
        clean(two, 2, actor)
        two.claim("السعر ارتفع", actor=actor, verdict=verdict)
    two.claim("لم توافق اللجنة", actor=two.reviewer)
    assert found(two) == [("verdict", 3, 1, "true", "false"), ("claim_or_none", 2, 2, "claim", "")]


def test_equal_verdicts_with_another_one_in_the_source_differ_too(two):
    for actor, source in ((two.reviewer, "true"), (two.other, "misleading")):
        clean(two, 1, actor)
        two.claim("السعر ارتفع", actor=actor, verdict="false", verdict_in_source=source)
    assert found(two) == [("source_verdict", 3, 1, "true", "misleading")]


def test_three_reviewers_are_compared_two_by_two(two):
    from tests.conftest import add_person

    third = add_person(two.store, "نور", two.project.id)
    for actor in (two.reviewer, two.other):
        clean(two, 1, actor)
    two.issue("السعر", actor=third, category="idiom", severity="minor")
    assert [kind for kind, *_ in found(two)] == ["clean_or_issues"] * 2


def test_two_marks_that_differ_in_several_ways_are_of_all_these_kinds_and_the_worst_comes_first(two):
    two.issue("السعر ارتفع", actor=two.reviewer, category="idiom", severity="minor")
    two.issue("السعر", actor=two.other, category="terminology", severity="major")
    assert found(two) == [("other_category", 2, 1, "idiom minor", "terminology major")]
    assert kinds(two) == [("other_category", "severity_gap", "overlapping")]


@pytest.mark.parametrize(
    ("mine", "theirs", "wanted"),
    [
        (("false", "true"), ("false", "false"), ("source_verdict",)),  # another verdict in the source
        (("false", "true"), ("true", "true"), ("verdict", "source_verdict")),  # one sees the translation change it
        (("false", None), (None, "true"), ("source_verdict",)),  # one judged the translation, the other the source
        ((None, "false"), (None, "true"), ("source_verdict",)),
        (("unproven", "false"), ("misleading", "true"), ("source_verdict", "verdict")),  # the worse one first
        (("false", None), (None, "false"), None),
        (("false", "true"), ("false", None), None),
        (("false", None), (None, None), None),
    ],
)
def test_a_verdict_against_a_source_verdict_is_told(two, mine, theirs, wanted):
    for actor, (verdict, source) in ((two.reviewer, mine), (two.other, theirs)):
        clean(two, 1, actor)
        two.claim("السعر ارتفع", actor=actor, verdict=verdict, verdict_in_source=source)
    assert kinds(two) == ([wanted] if wanted else [])
