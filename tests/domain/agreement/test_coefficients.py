"""Coefficients equal what their papers print."""

import math
import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import distances, gwet
from annotator.domain.agreement.ratings import from_matrix, from_numbers, from_rows
from tests.domain.agreement.tables import ALPHAS, KRIPPENDORFF, contingency, exact

COHEN = [[25, 12, 3], [13, 2, 15], [12, 16, 2]]  # Cohen (1960), page 37


@pytest.mark.parametrize(
    ("metric", "value"),
    [("nominal", 113 / 152), ("ordinal", 108577 / 133160), ("interval", 951 / 1120), ("ratio", 18222619 / 22852465)],
)
def test_alpha_of_krippendorffs_example(metric, value):
    assert ALPHAS[metric](from_matrix(KRIPPENDORFF)).estimate() == exact(value)


def test_the_others_on_cohens_table():
    ratings = from_matrix(contingency(COHEN))
    assert gwet.kappa(ratings).estimate() == exact(-6 / 65)
    assert gwet.coefficient(ratings, "fleiss").estimate() == exact(-13 / 129)
    assert gwet.coefficient(ratings, "ac").estimate() == exact(-13 / 271)
    assert gwet.coefficient(ratings, "brennan_prediger").estimate() == exact(-13 / 200)
    assert gwet.coefficient(ratings, "percent").estimate() == exact(0.29)


def test_two_empty_sets_agree_and_masi_is_passonneaus():
    assert distances.set_distance([], []) == 0 and distances.set_distance([], ["a"]) == 1
    assert distances.set_distance(["a"], ["a", "b"]) == exact(2 / 3)
    assert distances.set_distance("ab", "ac") == exact(8 / 9)
    assert distances.set_distance(["a"], ["a", "b"], jaccard=True) == exact(0.5)


def test_declared_categories_count_for_ac1_and_not_for_alpha():
    matrix = [["a", "a"], ["b", "b"], ["a", "b"], ["a", "a"]]
    two, five = from_matrix(matrix, categories="ab"), from_matrix(matrix, categories="abcde")
    assert gwet.coefficient(two, "ac").estimate() == exact(9 / 17)
    assert gwet.coefficient(five, "ac").estimate() == exact(81 / 113)
    assert ALPHAS["nominal"](two).estimate() == ALPHAS["nominal"](five).estimate() == exact(8 / 15)


def test_without_variation_alpha_is_undefined_and_ac1_is_one():
    ratings = from_matrix([["a", "a"]] * 3, categories="ab")
    assert math.isnan(ALPHAS["nominal"](ratings).estimate()) and math.isnan(gwet.kappa(ratings).estimate())
    assert gwet.coefficient(ratings, "ac").estimate() == 1.0


def test_ordinal_alpha_ignores_a_level_that_nobody_used():
    assert ALPHAS["ordinal"](from_matrix([[1, 1], [1, 3], [3, 3], [3, 3], [1, 1]])).estimate() == exact(0.64)


def test_positive_agreement_is_the_share_of_pairs_that_said_it_both():
    ratings = from_matrix([["a", "a"], ["a", "b"], ["b", "b"], ["b", "b"]])
    assert [gwet.positive_agreement(ratings, code).estimate() for code in (0, 1)] == [exact(2 / 3), exact(4 / 5)]


tables = st.lists(st.lists(st.one_of(st.none(), st.integers(0, 4)), min_size=3, max_size=3), min_size=2, max_size=12)


@given(tables, st.randoms(use_true_random=False), st.sampled_from(["nominal", "ordinal", "interval", "ratio"]))
def test_neither_the_order_of_items_nor_of_reviewers_matters(table, chance, metric):
    order = chance.sample(range(3), 3)
    other = [[row[column] for column in order] for row in table]
    chance.shuffle(other)
    first, second = (ALPHAS[metric](from_matrix(rows)).estimate() for rows in (table, other))
    assert second == pytest.approx(first, abs=1e-9, nan_ok=True)


@given(tables)
def test_names_of_labels_do_not_matter(table):
    renamed = [[None if cell is None else "ebdca"[cell] for cell in row] for row in table]
    for coefficient in (ALPHAS["nominal"], gwet.kappa, lambda ratings: gwet.coefficient(ratings, "ac")):
        first, second = coefficient(from_matrix(table)).estimate(), coefficient(from_matrix(renamed)).estimate()
        assert second == pytest.approx(first, abs=1e-9, nan_ok=True)


@given(tables)
def test_no_coefficient_is_above_one_and_equal_ratings_give_one(table):
    for coefficient in (*list(ALPHAS.values())[:5], gwet.kappa, lambda ratings: gwet.coefficient(ratings, "ac")):
        value = coefficient(from_matrix(table)).estimate()
        assert math.isnan(value) or value <= 1 + 1e-9
        same = [[row[0]] * 3 for row in table]
        value = coefficient(from_matrix(same)).estimate()
        assert math.isnan(value) or value == exact(1)


@given(tables)
def test_a_matrix_long_rows_and_numbers_are_the_same_ratings(table):
    rows = [(item, who, cell) for item, row in enumerate(table) for who, cell in enumerate(row) if cell is not None]
    random.Random(1).shuffle(rows)
    long = from_rows([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])
    array = from_numbers(np.array([[math.nan if c is None else c for c in row] for row in table]))
    wanted = ALPHAS["interval"](from_matrix(table)).estimate()
    for ratings in (long, array):
        assert ALPHAS["interval"](ratings).estimate() == pytest.approx(wanted, abs=1e-9, nan_ok=True)


def test_the_later_of_two_ratings_counts_and_is_counted():
    ratings = from_rows(["s1", "s1", "s1"], ["r1", "r1", "r2"], ["a", "b", "b"])
    assert ratings.duplicates == 1 and gwet.coefficient(ratings, "percent").estimate() == 1.0


def test_items_of_two_articles_may_share_a_name():
    ratings = from_rows([1, 1, 1, 1], ["x", "y", "x", "y"], ["a", "a", "b", "b"], ["A", "A", "B", "B"])
    assert len(ratings.codes) == 2 and ratings.duplicates == 0
