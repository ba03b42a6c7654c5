"""What holds of every coefficient on every table: who, in which order and by which names is no matter."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import by_category, errors, gwet
from annotator.domain.agreement.icc import KINDS, icc
from annotator.domain.agreement.ratings import from_matrix
from tests.domain.agreement.tables import ALPHAS, exact

CELLS = st.one_of(st.none(), st.integers(1, 4))
TABLES = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELLS, min_size=width, max_size=width), max_size=9))
FULL = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(st.integers(1, 4), min_size=width, max_size=width), min_size=2, max_size=9)
)
CHANCES = ("percent", "fleiss", "brennan_prediger", "ac")
NOMINAL = {
    "alpha": ALPHAS["nominal"],
    "kappa": gwet.kappa,
    **{chance: lambda ratings, chance=chance: gwet.coefficient(ratings, chance) for chance in CHANCES},
}
EVERY = {
    **NOMINAL,
    **{f"alpha {level}": ALPHAS[level] for level in ("ordinal", "interval", "ratio")},
    **{kind: lambda ratings, kind=kind: icc(ratings, kind) for kind in KINDS},
}


def value(coefficient, rows):
    return coefficient(from_matrix(rows, categories=range(1, 5))).estimate()


def same(number):
    return pytest.approx(number, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("name", EVERY)
@given(TABLES, st.randoms(use_true_random=False))
def test_neither_the_order_of_items_nor_that_of_reviewers_matters(name, table, chance):
    width = len(table[0]) if table else 0
    columns = chance.sample(range(width), width)
    other = [[row[column] for column in columns] for row in table]
    chance.shuffle(other)
    assert value(EVERY[name], other) == same(value(EVERY[name], table))


def test_a_correlation_of_items_that_are_all_alike_is_no_figure_however_sums_are_rounded():
    for row in ([1, 3, 4], [3, 4, 1], [4, 1, 3]):
        assert math.isnan(value(EVERY["ICC(3,k)"], [row] * 3))


@pytest.mark.parametrize("name", NOMINAL)
@given(TABLES, st.permutations([1, 2, 3, 4]))
def test_names_of_labels_do_not_matter_where_they_have_no_order(name, table, names):
    renamed = [[None if cell is None else names[cell - 1] for cell in row] for row in table]
    assert value(NOMINAL[name], renamed) == same(value(NOMINAL[name], table))


@pytest.mark.parametrize("level", ["ordinal", "interval"])
@given(TABLES)
def test_turning_the_scale_round_changes_nothing_and_neither_does_moving_it(level, table):
    for other in (lambda cell: 5 - cell, lambda cell: 10 * cell + 7):
        moved = [[None if cell is None else other(cell) for cell in row] for row in table]
        assert value(ALPHAS[level], moved) == same(value(ALPHAS[level], table))


@pytest.mark.parametrize("name", EVERY)
@given(TABLES)
def test_nothing_is_above_one_and_an_item_that_nobody_rated_is_none(name, table):
    found = value(EVERY[name], table)
    assert math.isnan(found) or found <= 1 + 1e-9
    unrated = [*table, [None] * len(table[0])] if table else table
    assert value(EVERY[name], unrated) == same(found)


@pytest.mark.parametrize("name", ["alpha", "alpha ordinal", "alpha interval", "alpha ratio", "percent"])
@given(TABLES, st.integers(1, 4))
def test_an_item_with_one_rating_says_nothing_of_agreement(name, table, cell):
    if table:
        more = [*table, [cell, *[None] * (len(table[0]) - 1)]]
        assert value(EVERY[name], more) == same(value(EVERY[name], table))


@pytest.mark.parametrize("name", ["kappa", *CHANCES])
@given(FULL)
def test_the_same_items_once_more_change_no_kappa(name, table):
    assert value(NOMINAL[name], table * 2) == same(value(NOMINAL[name], table))


@given(FULL)
def test_percent_lies_between_nothing_and_all_and_kappas_order_follows_chance(table):
    percent = value(NOMINAL["percent"], table)
    assert 0 <= percent <= 1
    for name in NOMINAL:
        if percent == 1:
            found = value(NOMINAL[name], table)
            assert math.isnan(found) or found == exact(1)


@given(TABLES)
def test_nominal_alpha_is_what_its_definition_says_pair_by_pair(table):
    paired = [cells for row in table if len(cells := [cell for cell in row if cell is not None]) >= 2]
    everything = [cell for cells in paired for cell in cells]
    apart = sum((a != b) / (len(cells) - 1) for cells in paired for a in cells for b in cells)
    by_chance = sum(a != b for a in everything for b in everything)
    found = value(NOMINAL["alpha"], table)
    if by_chance:
        assert found == exact(1 - apart * (len(everything) - 1) / by_chance)
    else:
        assert math.isnan(found)


@given(FULL)
def test_fleiss_is_the_mean_of_its_categories_weighted_by_their_spread(table):
    ratings = from_matrix(table)
    by_value = by_category.fleiss_by_category(ratings)
    shares = np.bincount(ratings.codes.ravel()) / ratings.codes.size
    spread = shares * (1 - shares)
    whole = gwet.coefficient(ratings, "fleiss").estimate()
    if len(ratings.values) > 1:
        assert float(spread @ by_value / spread.sum()) == exact(whole)
    agreed = by_category.item_agreement(ratings)
    assert float(agreed.mean()) == exact(gwet.coefficient(ratings, "percent").estimate())


@given(FULL)
def test_no_kappa_of_two_is_above_what_its_shares_allow(table):
    two = from_matrix([row[:2] for row in table])
    highest = by_category.kappa_maximum(two)
    found = gwet.kappa(two).estimate()
    assert (math.isnan(highest) and math.isnan(found)) or found <= highest + 1e-9
    assert math.isnan(by_category.kappa_maximum(from_matrix([[1, 1, 1]])))


@pytest.mark.parametrize("kind", [*CHANCES, "kappa", "alpha"])
@given(TABLES)
def test_an_analytic_error_is_a_number_wherever_the_coefficient_is_one(kind, table):
    ratings = from_matrix(table, categories=range(1, 5))
    found = errors.analytic(ratings, kind)
    coefficient = NOMINAL[kind](ratings).estimate()
    if math.isnan(coefficient) or ratings.n_pairable < 2:
        assert math.isnan(found.error)
    else:
        assert found.error >= 0 and -1 <= found.low <= max(coefficient, -1) + 1e-9 and found.high <= 1


@pytest.mark.parametrize("weighting", ["identity", "linear", "quadratic", "ordinal"])
@pytest.mark.parametrize("kind", ["fleiss", "brennan_prediger", "ac", "kappa"])
@pytest.mark.parametrize("seed", range(3))
def test_an_analytic_error_is_the_slope_of_the_coefficient_in_each_item(kind, weighting, seed):
    """On a full table Gwet's formulas are the delta method: the same from differences of the coefficient itself."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(1, 5, size=(60, 1))
    ratings = from_matrix(np.where(chance.random((60, 3)) < 0.6, truth, chance.integers(1, 5, (60, 3))).tolist())
    weights = gwet.weights_of(weighting, np.array(ratings.values, float))
    whole = float(weights.sum())
    one = gwet.kappa(ratings, weights) if kind == "kappa" else gwet.coefficient(ratings, kind, weights, whole)
    sums, step = one.patterns.weights @ one.features, 1e-4
    slopes = (one.value(sums + step * one.features) - one.value(sums - step * one.features)) / (2 * step)
    error = math.sqrt(60 / 59 * float(one.patterns.weights @ slopes**2))
    assert errors.analytic(ratings, kind, weights, whole).error == pytest.approx(error, rel=1e-6)
