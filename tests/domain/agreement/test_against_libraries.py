"""Ours and other people's agreement libraries give the same figures on tables that nobody chose."""

import math
import random

import krippendorff
import numpy as np
import pytest
from nltk.metrics import AnnotationTask, masi_distance
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import fleiss_kappa

from annotator.domain.agreement import distances, gwet
from annotator.domain.agreement.coefficients import counts_of
from annotator.domain.agreement.ratings import from_matrix, from_numbers
from tests.domain.agreement.tables import ALPHAS, exact


def table(seed, reviewers=3, items=40, missing=0.2):
    chance = np.random.default_rng(seed)
    truth = chance.integers(1, 6, size=(items, 1))
    noise = chance.integers(1, 6, size=(items, reviewers))
    ratings = np.where(chance.random((items, reviewers)) < 0.6, truth, noise).astype(float)
    ratings[chance.random((items, reviewers)) < missing] = math.nan
    return ratings


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_is_that_of_krippendorff(seed, metric):
    ratings = table(seed)
    theirs = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=metric)
    assert ALPHAS[metric](from_numbers(ratings)).estimate() == exact(theirs)


@pytest.mark.parametrize("seed", range(8))
def test_kappa_is_that_of_scikit_learn(seed):
    ratings = table(seed, reviewers=2, missing=0)
    assert gwet.kappa(from_numbers(ratings)).estimate() == exact(cohen_kappa_score(*ratings.T))
    ours = from_numbers(ratings)
    weights = gwet.weights_of("quadratic", np.array(ours.values))
    assert gwet.kappa(ours, weights).estimate() == exact(cohen_kappa_score(*ratings.T, weights="quadratic"))


@pytest.mark.parametrize("seed", range(8))
def test_fleiss_is_that_of_statsmodels(seed):
    ratings = from_numbers(table(seed, missing=0))
    theirs = fleiss_kappa(counts_of(ratings.codes, len(ratings.values)))
    assert gwet.coefficient(ratings, "fleiss").estimate() == exact(theirs)


@pytest.mark.parametrize("seed", range(8))
def test_masi_alpha_is_that_of_nltk_where_no_set_is_empty(seed):
    chance = random.Random(seed)
    rows = [[frozenset(chance.sample("abcd", chance.randint(1, 3))) for _ in range(3)] for _ in range(25)]
    triples = [(str(who), str(item), cell) for item, row in enumerate(rows) for who, cell in enumerate(row)]
    ours = from_matrix(rows)
    for first in ours.values:
        for second in ours.values:
            assert distances.set_distance(first, second) == exact(masi_distance(first, second))
    theirs = AnnotationTask(data=triples, distance=masi_distance).alpha()
    assert ALPHAS["masi"](ours).estimate() == exact(theirs)
