"""A figure comes with its interval, its warnings and its method, or not at all."""

import random

import numpy as np
import pytest

from annotator.domain.agreement import flags
from annotator.domain.agreement.intervals import disagreement_bound, t_quantile
from annotator.domain.agreement.kinds import MEASURES
from annotator.domain.agreement.measure import measure
from annotator.domain.agreement.ratings import from_matrix, from_rows
from annotator.words import say
from tests.domain.agreement.tables import exact


def rows(articles=12, sentences=10, error=0.2, seed=3):
    """Two reviewers of many articles, each slip of a reviewer's own."""
    chance = random.Random(seed)
    for article in range(articles):
        share = chance.random()
        for sentence in range(sentences):
            truth = chance.random() < share
            for who in ("سلمى", "سامي"):
                label = truth if chance.random() > error else not truth
                yield article, sentence, who, "issues" if label else "clean"


def ratings(order=None, **options):
    found = list(rows(**options))
    if order is not None:
        random.Random(order).shuffle(found)
    return from_rows(
        [row[1] for row in found], [row[2] for row in found], [row[3] for row in found], [row[0] for row in found]
    )


@pytest.mark.parametrize(
    ("freedom", "value"), [(1, 12.706204736), (2, 4.302652730), (5, 2.570581836), (30, 2.042272456)]
)
def test_students_t_is_as_in_the_tables(freedom, value):
    assert t_quantile(freedom) == pytest.approx(value, abs=1e-8)


@pytest.mark.parametrize("kind", ["alpha", "kappa", "fleiss", "ac1", "percent"])
def test_the_order_of_rows_changes_nothing_not_even_the_last_digit(kind):
    assert measure(ratings(), kind) == measure(ratings(order=1), kind) == measure(ratings(order=2), kind)


def test_articles_are_resampled_and_said_to_be():
    found = measure(ratings())
    assert found.ci_low < found.value < found.ci_high and "over 12 articles" in found.method
    assert found.design_effect > 0 and 0 <= found.below_667 <= found.below_800 <= 1
    assert "by_sentence" not in found.flags and (found.n_items, found.n_ratings, found.n_reviewers) == (120, 240, 2)


def test_with_one_article_sentences_are_resampled_and_the_flag_says_so():
    found = measure(ratings(articles=1, sentences=100))
    assert "by_sentence" in found.flags and found.method.endswith("BCa by sentence, 1000 resamples, seed 1")
    assert found.ci_low < found.value < found.ci_high and found.design_effect is None


def test_another_seed_moves_the_resamples_and_not_the_figure():
    one, two = (measure(ratings(articles=1, sentences=100), seed=seed) for seed in (1, 2))
    assert one.value == two.value and one.ci_low != two.ci_low


def test_an_interval_covers_the_truth_about_as_often_as_it_says():
    """Sixty desks of twelve articles, against the figure of very many articles."""
    truth = measure(ratings(articles=3000, seed=99)).value
    found = [measure(ratings(seed=seed)) for seed in range(60)]
    covered = np.mean([one.ci_low <= truth <= one.ci_high for one in found])
    assert 0.85 <= covered <= 1


@pytest.mark.parametrize(
    ("matrix", "reason"),
    [
        ([], "no_data"),
        ([["a"], ["b"], ["a"]], "fewer_than_two_reviewers"),
        ([["a", None], [None, "b"], ["a", None]], "no_item_with_two_ratings"),
        ([["a", "a"]] * 20, "no_variation"),
        ([["a", None, "a"], [None, None, None], ["a", "a", None]], "no_variation"),
    ],
)
def test_where_there_is_no_figure_there_is_a_reason(matrix, reason):
    for kind in ("alpha", "kappa", "fleiss"):
        found = measure(from_matrix(matrix, categories="ab"), kind)
        assert found.value is None and reason in found.flags and found.ci_low is None


def test_few_items_have_a_figure_without_an_interval_and_a_flag():
    found = measure(from_matrix([["a", "b"]]))
    assert found.value == 0 and "too_few_items" in found.flags and found.ci_low is None


def test_perfect_agreement_is_never_printed_as_certain():
    found = measure(from_matrix([["a", "a"]] * 30 + [["b", "b"]] * 30))
    assert (found.value, found.ci_high) == (1.0, 1.0) and 0.85 < found.ci_low < 1 and "one_sided" in found.flags
    assert disagreement_bound(60) == exact(0.04870291331009746)
    few = measure(from_matrix([["a", "a"], ["b", "b"]]))
    assert few.value == 1 and few.ci_low is None and "too_few_items" in few.flags


def test_a_label_that_outweighs_the_others_is_pointed_out():
    found = measure(from_matrix([["a", "a"]] * 19 + [["a", "b"]], categories="ab"))
    assert found.value == exact(0) and "prevalence" in found.flags
    assert measure(from_matrix([["a", "a"]] * 19 + [["a", "b"]]), "ac1").value == exact(0.9474375821287779)


def test_worse_than_chance_is_negative():
    matrix = [["a", "b"], ["b", "a"]] * 10
    assert measure(from_matrix(matrix)).value == exact(-0.95)
    assert measure(from_matrix(matrix), "kappa").value == exact(-1.0)


@pytest.mark.parametrize("level", ["ordinal", "interval", "ratio"])
@pytest.mark.parametrize("kind", MEASURES)
def test_every_measure_takes_every_level(kind, level):
    chance = random.Random(5)
    matrix = [[value, min(5, value + chance.randrange(2))] for value in (chance.randrange(1, 6) for _ in range(50))]
    found = measure(from_matrix(matrix), kind, level)
    assert -1 <= found.ci_low <= found.value <= found.ci_high <= 1


def test_sets_are_compared_by_masi():
    matrix = [[frozenset("ab"), frozenset("a")], [frozenset(), frozenset()], [frozenset("b"), frozenset("b")]] * 5
    found = measure(from_matrix(matrix), "alpha", "set")
    assert 0 < found.value < 1 and "MASI" in found.method


def with_rare(rare, items, articles, agree=0.8):
    """So many items, of which so many are called `b` by somebody."""
    chance = random.Random(7)
    rows = [["b", "b"] if chance.random() < agree else ["b", "a"] for _ in range(rare)]
    rows += [["a", "a"]] * (items - rare)
    chance.shuffle(rows)
    return from_matrix(rows, clusters=[item % articles for item in range(items)], categories="ab")


@pytest.mark.parametrize(
    ("found", "said", "unsaid"),
    [
        (with_rare(4, 9, 3), {"too_few_items", "too_few_rare_labels"}, {"few_items", "few_rare_labels"}),
        (with_rare(5, 10, 3), {"few_items", "few_rare_labels"}, {"too_few_items", "too_few_rare_labels"}),
        (with_rare(4, 40, 12), {"too_few_rare_labels"}, {"few_items", "few_rare_labels", "few_articles"}),
        (with_rare(9, 29, 9), {"few_items", "few_rare_labels", "few_articles"}, {"too_few_rare_labels"}),
        (with_rare(10, 30, 10), set(), {"few_items", "few_rare_labels", "few_articles", "too_few_rare_labels"}),
        (with_rare(60, 300, 30, agree=1.0), {"one_sided"}, {"wide_interval", "few_items", "few_articles"}),
        (with_rare(12, 40, 12, agree=0.5), {"wide_interval"}, {"one_sided"}),
    ],
)
def test_each_bound_on_the_amount_of_data_is_kept(found, said, unsaid):
    noted = set(measure(found).flags)
    assert said <= noted and not unsaid & noted


def test_red_is_what_may_not_be_relied_on_and_every_other_bound_is_amber():
    assert {flag for flag in flags.RED if flags.colour(flag) == "red"} == {"too_few_items", "too_few_rare_labels"}
    for flag in ("few_items", "few_rare_labels", "few_articles", "by_sentence", "wide_interval", "no_interval"):
        assert flags.colour(flag) == "amber"
    assert flags.colour("prevalence") == flags.colour("duplicates") == flags.colour("one_sided") == ""


def test_a_figure_that_hangs_on_one_article_has_no_interval():
    """Without that article everybody always agrees on one label: eleven equal values would look like certainty."""
    rows = [["a", "a"]] * 110 + [["b", "b"]] * 6 + [["a", "b"]] * 4
    found = measure(from_matrix(rows, clusters=[item // 10 for item in range(120)]))
    assert 0 < found.value < 1 and (found.ci_low, found.ci_high, found.below_800) == (None, None, None)
    assert "no_interval" in found.flags


@pytest.mark.parametrize("level", ["nominal", "ordinal", "interval", "ratio"])
def test_the_bound_of_perfect_agreement_reckons_with_the_farthest_disagreement(level):
    """On a scale from 1 to 100 the one item in which it may hide can be 99 apart."""
    chance = random.Random(1)
    matrix = [[value, value] for value in (chance.choice([1, 2, 3, 100]) for _ in range(60))]
    found = measure(from_matrix(matrix), "alpha", level)
    assert found.value == found.ci_high == 1 and 0 < found.ci_low < 1 - disagreement_bound(60)


def test_every_measure_has_a_name_in_words():
    for kind in MEASURES:
        assert say(f"agreement.{kind}", "ar") != say(f"agreement.{kind}", "en") != kind


def test_a_correlation_needs_items_that_all_rated():
    found = measure(from_matrix([[1, 2, None], [2, None, 3], [None, 4, 4]] * 5), "icc2", "interval")
    assert found.value is None and found.flags[0] == "no_full_item"
    assert measure(from_matrix([[1, 1], [2, 2]] * 10), "icc2", "interval").flags.count("no_interval") == 1
