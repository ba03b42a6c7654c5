"""A figure comes with its interval, its warnings and its method, or not at all."""

import random

import numpy as np
import pytest

from annotator.domain.agreement.intervals import disagreement_bound, t_quantile
from annotator.domain.agreement.measure import measure
from annotator.domain.agreement.ratings import from_matrix, from_rows
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
@pytest.mark.parametrize("kind", ["alpha", "kappa", "fleiss", "ac1", "percent"])
def test_every_measure_takes_every_level(kind, level):
    chance = random.Random(5)
    matrix = [[value, min(5, value + chance.randrange(2))] for value in (chance.randrange(1, 6) for _ in range(50))]
    found = measure(from_matrix(matrix), kind, level)
    assert -1 <= found.ci_low <= found.value <= found.ci_high <= 1


def test_sets_are_compared_by_masi():
    matrix = [[frozenset("ab"), frozenset("a")], [frozenset(), frozenset()], [frozenset("b"), frozenset("b")]] * 5
    found = measure(from_matrix(matrix), "alpha", "set")
    assert 0 < found.value < 1 and "MASI" in found.method
