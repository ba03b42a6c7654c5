"""Reviewers are compared on what they themselves said, question by question, by those who may see it."""

import pytest

from annotator.domain.policy import Actor
from annotator.errors import Forbidden, NotFound
from annotator.services import articles, comparing
from annotator.services.articles import ArticleForm
from db import articles as stored
from exports.csv_file import read

TEXT = " ".join(f"قال الوزير إن السعر رقم {number} ارتفع بنسبة {number}%." for number in range(1, 25))


@pytest.fixture
def compared(desk):
    """Twenty-four sentences; both judge twenty, and differ on three of them."""
    desk.article, _ = articles.add_article(desk.store, desk.lead, desk.project.id, ArticleForm(TEXT, title="أسعار"))
    for number, sentence in enumerate(desk.sentences[:22]):
        for actor in (desk.reviewer, desk.other):
            if number in (20, 21):
                desk.put("review", sentence.id, actor=actor, state="skipped", skip_reason="unsure")
            elif number % 2 == 0 or (number in (1, 3, 5) and actor is desk.other):
                desk.put("review", sentence.id, actor=actor, state="clean")
            else:
                quote = f"رقم {number + 1} "
                desk.issue(quote, actor=actor, category="number_date", severity="minor" if number < 10 else "major")
    return desk


def figures(desk):
    found = comparing.compare(desk.store, desk.lead, desk.project.id)
    return {one.question: one.figures["alpha"] for one in found}


def test_detection_place_category_and_severity_are_separate_questions(compared):
    found = figures(compared)
    assert set(found) == {"issue_found", "place", "category", "severity", "claim_found", "verdict", "score"}
    assert (found["issue_found"].n_items, found["issue_found"].n_reviewers) == (20, 2)
    assert 0.6 < found["issue_found"].value < 0.8
    assert found["severity"].n_items == 7 and found["severity"].value == 1.0
    assert 0 < found["category"].value < 1 and 0 < found["place"].value < 1


def test_clean_is_a_value_and_skipped_or_unread_is_missing(compared):
    assert figures(compared)["issue_found"].n_ratings == 40
    compared.put("review", compared.sentences[22].id, actor=compared.reviewer, state="clean")
    assert figures(compared)["issue_found"].n_ratings == 40
    compared.put("review", compared.sentences[22].id, actor=compared.other, state="clean")
    assert figures(compared)["issue_found"].n_ratings == 42


def test_overlapping_claims_are_one_item_and_their_verdicts_are_compared(compared):
    for number in range(1, 13):
        quote = f"السعر رقم {number} ارتفع"
        compared.claim(quote, actor=compared.reviewer, verdict="false" if number % 2 else "true")
        compared.claim(f"رقم {number} ارتفع بنسبة", actor=compared.other, verdict="false" if number % 3 else "true")
    found = figures(compared)["verdict"]
    assert found.n_items == 12 and -1 < found.value < 1


def test_labels_and_pairs_of_reviewers_have_figures_of_their_own(compared):
    judgements = comparing.work_of(compared.store, compared.lead, compared.project.id).judgements
    (label,) = comparing.label_table(judgements)
    assert (label.label, label.uses) == ("number_date", 17) and label.positive_agreement == pytest.approx(14 / 17)
    (pair,) = comparing.pairs(judgements)
    assert (pair.first, pair.second, pair.shared) == ("سامي", "هدى", 20)
    assert pair.alpha == pytest.approx(figures(compared)["issue_found"].value)


def test_a_retired_article_and_a_retired_mark_are_out_of_it(compared):
    with compared.store.read() as tx:
        article = stored.get(tx, compared.article.id)
    articles.set_article_retired(compared.store, compared.lead, article.id, True)
    assert figures(compared)["issue_found"].flags == ("no_data",)


@pytest.mark.parametrize("who", ["reviewer", "stranger"])
def test_only_who_may_read_all_work_compares(compared, who):
    actor, error = (compared.reviewer, Forbidden) if who == "reviewer" else (Actor("x", "غريب", "ar"), NotFound)
    with pytest.raises(error):
        comparing.compare(compared.store, actor, compared.project.id)
    with pytest.raises(error):
        list(comparing.agreement_rows(compared.store, actor, compared.project.id))


def test_the_report_has_a_row_for_each_question_and_measure(compared):
    from annotator.services import exporting

    rows = read(b"".join(exporting.report_csv(compared.store, compared.lead, compared.project.id, "agreement")))
    assert len(rows) == 21 and {row["measure"] for row in rows} == {"alpha", "ac1", "percent"}
    detection = next(row for row in rows if (row["question"], row["measure"]) == ("issue_found", "percent"))
    assert float(detection["value"]) == pytest.approx(0.85) and "by_sentence" in detection["flags"]
