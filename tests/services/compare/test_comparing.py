"""Reviewers are compared on what they themselves said, question by question, by those who may see it."""

import json

import pytest

from annotator.clock import new_id
from annotator.domain.policy import Actor
from annotator.errors import Forbidden, NotFound
from annotator.services.compare import comparing, comparing_reports
from annotator.services.consensus import confronting
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.reports import exporting
from annotator.services.review import annotating
from db import articles as stored
from db import work
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


def compare(desk, actor=None):
    return comparing.comparison(desk.store, actor or desk.lead, desk.project.id)


def figures(desk):
    return {one.question: one.figures["alpha"] for one in compare(desk).questions}


def test_detection_place_category_and_severity_are_separate_questions(compared):
    found = figures(compared)
    questions = "issue_found major_found place category severity penalty claim_found verdict score"
    assert list(found) == questions.split()
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
    found = compare(compared)
    (label,) = found.labels
    assert (label.label, label.uses) == ("number_date", 17) and label.positive_agreement == pytest.approx(14 / 17)
    assert label.low < label.positive_agreement < label.high
    (pair,) = found.pairs
    assert (pair.first, pair.second, pair.n) == ("سامي", "هدى", 20)
    assert pair.alpha_issue_found == pytest.approx(figures(compared)["issue_found"].value)
    assert pair.span_f1_exact == pair.span_f1_overlap == pytest.approx(14 / 17)
    assert 0.8 < pair.character_f1 < pair.character_f1_visible < 0.9  # the space in each mark weighs long ones less
    assert found.unanimous == {"issue_found": 17, "major_found": 20} and found.major_against_clean == 0
    assert found.disagreements.counts()["clean_or_issues"] == 3


def test_whoever_finds_more_has_the_greater_penalty_and_offset(compared):
    strict, lenient = compare(compared).cards
    assert (strict.reviewer, strict.ratings, strict.offset.n) == ("سامي", 20, 20)
    assert strict.offset.value == pytest.approx(3 / 20) == -lenient.offset.value
    assert strict.offset.low < strict.offset.value < strict.offset.high
    assert strict.mean_penalty - lenient.mean_penalty == pytest.approx(3 / 20)
    assert strict.agreement_with_others == pytest.approx(17 / 20) and strict.alpha_without is None
    assert strict.label_shares == {"number_date": 1.0} == strict.pool_shares


def test_what_others_called_the_same_place_is_counted_with_its_sentences(compared):
    compared.issue("رقم 1 ", actor=compared.reviewer, category="idiom", severity="minor")
    compared.issue("رقم 1", actor=compared.other, category="grammar", severity="minor")
    found = compare(compared)
    assert {use.label: (use.confused_with, use.confused) for use in found.labels}["idiom"] == ("grammar", 1)
    (row,) = found.confusion.sentences("grammar", "idiom")
    assert [one.reviewer for one in confronting.judgements_at(compared.store, found, [row])] == ["سامي", "هدى"]
    assert len(found.confusion.sentences("number_date", "number_date")) == 7
    assert len(found.confusion.sentences("", "number_date")) == 3


def test_agreement_over_time_is_told_in_blocks_of_thirty(desk):
    text = " ".join(f"قال الوزير إن السعر رقم {number} ارتفع." for number in range(1, 71))
    desk.article, _ = articles.add_article(desk.store, desk.lead, desk.project.id, ArticleForm(text, title="أسعار"))
    sentences = desk.sentences
    for number, sentence in enumerate(sentences):
        for actor in (desk.reviewer, desk.other):
            if number % 3 == 0 or (number > 40 and actor is desk.other and number % 4 == 1):
                desk.issue(f"رقم {number + 1} ", actor=actor, category="idiom", severity="minor")
            else:
                desk.put("review", sentence.id, actor=actor, state="clean")
    early, late = compare(desk).blocks
    assert early.n == late.n == 35 and early.ends <= late.begins
    assert early.alpha == 1 and early.low < 1 and late.low < late.alpha < 0.9


def test_a_comparison_is_kept_until_something_in_it_changes(compared):
    first = compare(compared)
    assert compare(compared) is first
    with compared.store.write() as tx:
        work.add_seconds(tx, compared.article.id, compared.sentences[0].id, compared.other.id, 12)
    timed = compare(compared)
    assert timed is not first and [card.median_seconds for card in timed.cards] == [None, 12]
    articles.choose_weights(compared.store, compared.lead, compared.project.id, "flat")
    assert compare(compared).cards[0].mean_penalty == pytest.approx(10 / 20)
    compared.put("review", compared.sentences[22].id, actor=compared.reviewer, state="clean")
    assert compare(compared).cards[0].ratings == 21


def hand_in(desk, actor, submitted=True):
    operation = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": submitted}
    annotating.apply(desk.store, actor, operation)


@pytest.fixture
def handed_in(desk):
    """Three sentences; each of two marks one, and both have handed in."""
    for number, sentence in enumerate(desk.sentences):
        for actor, own in ((desk.reviewer, 0), (desk.other, 1)):
            if number != own:
                desk.put("review", sentence.id, actor=actor, state="clean")
    desk.mine = desk.issue("30%", actor=desk.reviewer)
    desk.theirs = desk.issue("اللجنة", actor=desk.other)
    hand_in(desk, desk.reviewer)
    return desk


def test_a_reviewer_compares_only_what_they_have_handed_in(handed_in):
    assert compare(handed_in, handed_in.other).pairs == []
    hand_in(handed_in, handed_in.other)
    (pair,) = compare(handed_in, handed_in.other).pairs
    assert pair.n == 3 and compare(handed_in, handed_in.lead).pairs == [pair]


def test_others_time_is_for_those_who_may_read_all_work(handed_in):
    hand_in(handed_in, handed_in.other)
    with handed_in.store.write() as tx:
        for actor in (handed_in.reviewer, handed_in.other):
            work.add_seconds(tx, handed_in.article.id, handed_in.sentences[0].id, actor.id, 7)
    assert [card.median_seconds for card in compare(handed_in).cards] == [7, 7]
    own = {card.reviewer: card.median_seconds for card in compare(handed_in, handed_in.other).cards}
    assert own == {"سامي": None, "هدى": 7}


def test_agreement_is_on_what_was_handed_in_first_whatever_was_changed_later(handed_in):
    hand_in(handed_in, handed_in.other)
    before, told = compare(handed_in), list(confronting.every(handed_in.store, compare(handed_in)))
    hand_in(handed_in, handed_in.reviewer, submitted=False)
    handed_in.put("issue", handed_in.mine, 1, actor=handed_in.reviewer, retired=True)
    handed_in.issue("اللجنة", actor=handed_in.reviewer)
    handed_in.issue("قطرة", actor=handed_in.reviewer)
    after = compare(handed_in)
    assert after is not before and after.pairs == before.pairs and after.questions == before.questions
    assert after.disagreements.counts() == before.disagreements.counts()
    again = list(confronting.every(handed_in.store, after))
    assert [(one.kind, one.first_says, one.second_says) for one in again] == [
        (one.kind, one.first_says, one.second_says) for one in told
    ]


def test_the_consensus_is_nobody_to_be_compared_with(handed_in):
    hand_in(handed_in, handed_in.other)
    before = compare(handed_in)
    taken = {"act": "settle", "sentence": handed_in.sentences[0].id, "revision": 0, "take": handed_in.other.id}
    given = {"id": new_id(), "article": handed_in.article.id, "reason": None, "note": "", **taken}
    annotating.apply(handed_in.store, handed_in.lead, given)
    after = compare(handed_in)
    assert after is not before and after.pairs == before.pairs and len(after.cards) == 2


def test_a_retired_article_and_a_retired_mark_are_out_of_it(compared):
    with compared.store.read() as tx:
        article = stored.get(tx, compared.article.id)
    articles.set_article_retired(compared.store, compared.lead, article.id, True)
    assert figures(compared)["issue_found"].flags == ("no_data",)


@pytest.mark.parametrize("role", ["viewer", "stranger"])
def test_who_may_not_compare_is_refused(compared, role):
    roles = {compared.project.id: "viewer"} if role == "viewer" else {}
    actor, error = Actor("x", "غريب", "ar", roles=roles), Forbidden if roles else NotFound
    with pytest.raises(error):
        compare(compared, actor)
    with pytest.raises(error):
        list(comparing_reports.agreement_rows(compared.store, actor, compared.project.id))


def test_the_report_has_a_row_for_each_question_and_measure(compared):
    rows = read(b"".join(exporting.report_csv(compared.store, compared.lead, compared.project.id, "agreement")))
    assert len(rows) == 27 and {row["measure"] for row in rows} == {"alpha", "ac1", "percent"}
    detection = next(row for row in rows if (row["question"], row["measure"]) == ("issue_found", "percent"))
    assert float(detection["value"]) == pytest.approx(0.85) and "by_sentence" in detection["flags"]


def test_the_report_of_disagreements_has_a_column_for_each_kind(compared):
    rows = read(b"".join(exporting.report_csv(compared.store, compared.lead, compared.project.id, "disagreements")))
    assert len(rows) == 3 and {row["kind"] for row in rows} == {"clean_or_issues"}
    assert all(row["clean_or_issues"] == "true" and row["overlapping"] == "false" for row in rows)


def test_json_tells_the_whole_and_says_when_nothing_can_be_compared(compared):
    told = comparing_reports.as_json(compare(compared), "en")
    assert list(told["pairs"][0])[:3] == ["first", "second", "n"] and told["note"] is None
    assert told["reviewers"][0]["offset"] == pytest.approx(0.15) and told["weights"] == "wmt"
    assert json.loads(json.dumps(told)) == {**told, "agreement": json.loads(json.dumps(told["agreement"]))}
    articles.set_article_retired(compared.store, compared.lead, compared.article.id, True)
    assert "nothing to compare" in comparing_reports.as_json(compare(compared), "en")["note"]
