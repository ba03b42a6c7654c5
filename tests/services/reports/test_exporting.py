"""Every report says what reviewers said: nothing more, nothing less, nothing retired."""

import pytest

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE
from annotator.errors import Invalid, NotFound
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.reports import exporting
from exports.csv_file import read
from exports.rows import REPORTS
from tests.conftest import add_person


def rows(desk, name, actor=COMMAND_LINE):
    return list(exporting.report_rows(desk.store, actor, desk.project.id, name))


@pytest.fixture
def reviewed(desk):
    """Issue and claim on sentence 1, clean 2, skipped 3; the other reviewer calls 1 clean."""
    desk.mine = desk.issue("30%", comment="=1+1", correction="13%", changes_fact=True)
    desk.theirs = desk.claim("الأسعار ارتفعت 30%", claimant="الوزير")
    desk.put("claim", desk.theirs, 1, verdict="false", verdict_in_source="true", kinds=["figure", "quotation"])
    desk.put("distortion", new_id(), issue_id=desk.mine, claim_id=desk.theirs, kind="number")
    desk.put("evidence", new_id(), claim_id=desk.theirs, url="https://example.org/a", stance="refutes")
    gone = desk.issue("قال", category="idiom")
    desk.put("issue", gone, 1, retired=True)
    desk.put("review", desk.sentences[1].id, state="clean", note="ملاحظة\nفي سطرين", score=90)
    desk.put("review", desk.sentences[2].id, state="skipped", skip_reason="unsure", flagged=True)
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    return desk


def test_every_row_has_every_column_of_the_dictionary(reviewed):
    for name, report in REPORTS.items():
        for row in rows(reviewed, name):
            assert set(row) <= {column.name for column in report.columns} | {
                "weights",
                "reviewer",
                "sentence",
                "source_sentence",
                "scheme_id",
                "article_start",
                "article_end",
            }
            assert {column.name for column in report.columns} <= set(row), name


def test_sentences_give_state_score_and_counts_by_reviewer(reviewed):
    found = {(row["reviewer"], row["sentence_no"]): row for row in rows(reviewed, "sentences")}
    assert len(found) == 6
    first = found["سامي", 1]
    assert (first["state"], first["penalty"], first["issues"], first["claims"]) == ("issues", 5, 1, 1)
    assert found["سامي", 2]["score"] == 90 and found["سامي", 2]["note"] == "ملاحظة\nفي سطرين"
    assert (found["سامي", 3]["state"], found["سامي", 3]["skip_reason"], found["سامي", 3]["flagged"]) == (
        "skipped",
        "unsure",
        True,
    )
    assert (found["هدى", 1]["state"], found["هدى", 2]["state"]) == ("clean", "unseen")
    assert first["source_sentence"] == "The minister said that prices rose by 13%."


def test_an_issue_quotes_its_own_sentence(reviewed):
    (row,) = rows(reviewed, "issues")
    assert row["sentence"][row["start"] : row["end"]] == row["quote"] == "30%"
    assert reviewed.article.text[row["article_start"] : row["article_end"]] == "30%"
    assert (row["category"], row["mqm_id"], row["weight"], row["changes_fact"]) == ("number_date", "number", 5, True)
    assert (row["distorts_claims"], row["distortion_kinds"]) == (reviewed.theirs, "number")


def test_an_issue_on_the_source_quotes_the_source_sentence(desk):
    start = desk.article.source_text.index("did not")
    desk.put("issue", new_id(), side="source", start=start, end=start + 7, category="other", severity="minor")
    (row,) = rows(desk, "issues")
    assert row["source_sentence"][row["start"] : row["end"]] == "did not" and row["sentence_no"] == 2


def test_a_claim_says_what_distorts_it_and_how_its_verdicts_differ(reviewed):
    (row,) = rows(reviewed, "claims")
    assert (row["distorted_by"], row["evidence"], row["kinds"]) == (reviewed.mine, 1, "figure|quotation")
    assert row["difference"] == "false_only_in_translation"
    assert row["sentence"][row["start"] : row["end"]] == row["quote"]


def test_evidence_names_its_claim(reviewed):
    (row,) = rows(reviewed, "evidence")
    assert (row["claim_id"], row["url"], row["stance"]) == (reviewed.theirs, "https://example.org/a", "refutes")


def test_the_summary_counts_words_of_what_was_read_only(reviewed):
    mine = next(row for row in rows(reviewed, "summary") if row["reviewer"] == "سامي")
    text = reviewed.article.text
    words = sum(len(text[s.start : s.end].split()) for s in reviewed.sentences[:2])
    assert (mine["sentences"], mine["reviewed"], mine["clean"], mine["words"]) == (3, 3, 1, words)
    assert mine["penalty_per_100_words"] == round(5 * 100 / words, 6)
    assert (mine["issues_major"], mine["claims_false"], mine["distorted_claims"]) == (1, 1, 1)


def test_an_article_nobody_has_read_still_has_its_sentences(desk):
    assert [(row["reviewer"], row["state"]) for row in rows(desk, "sentences")] == [("", "unseen")] * 3


def test_a_reviewer_takes_away_their_own_work_only(reviewed):
    assert {row["reviewer"] for row in rows(reviewed, "sentences", reviewed.other)} == {"هدى"}
    assert rows(reviewed, "issues", reviewed.other) == []


def test_a_stranger_takes_nothing_away(reviewed):
    with pytest.raises(NotFound):
        rows(reviewed, "sentences", add_person(reviewed.store, "غريب"))


def test_there_is_no_other_report(desk):
    with pytest.raises(Invalid):
        rows(desk, "everything")


def test_the_file_guards_a_formula_and_reads_back_equal(reviewed):
    data = b"".join(exporting.report_csv(reviewed.store, COMMAND_LINE, reviewed.project.id, "issues"))
    assert "'=1+1" in data.decode("utf-8-sig")
    assert read(data)[0]["comment"] == "=1+1"


def test_systems_are_ranked_by_what_was_marked_in_their_articles(reviewed):
    form = ArticleForm("قرأ الولد. نام.", system="آخر", source_text="The boy read. He slept.")
    articles.add_article(reviewed.store, reviewed.lead, reviewed.project.id, form)
    first, unread = rows(reviewed, "systems")
    words = len("The minister said that prices rose by 13%. The committee did not agree.".split())
    assert (first["system"], first["items"], first["ratings"], first["issues"]) == ("آلي", 2, 3, 1)
    assert (first["sum"], first["mean"], first["source_words"]) == (5, 1.25, words)  # (5 + 0) / 2 and 0, halved
    assert (first["per_100_words"], first["raw_quality"]) == (round(500 / words, 6), round(100 - 500 / words, 6))
    assert (unread["system"], unread["items"], unread["mean"], unread["per_100_words"]) == ("آخر", 0, None, None)


def test_a_reviewer_sees_systems_by_their_own_work(reviewed):
    (row,) = rows(reviewed, "systems", reviewed.other)
    assert (row["ratings"], row["sum"], row["mean"]) == (1, 0, 0)


def test_a_report_may_be_had_under_other_weights_than_the_projects(reviewed):
    args = (reviewed.store, COMMAND_LINE, reviewed.project.id)
    assert [row["sum"] for row in exporting.report_rows(*args, "systems", weights="flat")] == [1]
    summary = exporting.report_rows(*args, "summary", weights="flat")
    assert {row["weights"] for row in summary} == {"Flat: counts errors"}
    with pytest.raises(Invalid):
        list(exporting.report_rows(*args, "systems", weights="none"))


def test_the_summary_says_what_was_rated_and_its_mean(reviewed):
    mine = next(row for row in rows(reviewed, "summary") if row["reviewer"] == "سامي")
    assert (mine["system"], mine["rated"], mine["penalty_per_sentence"]) == ("آلي", 2, 2.5)
