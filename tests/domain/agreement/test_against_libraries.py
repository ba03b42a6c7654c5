"""Ours and other people's agreement libraries give the same figures on tables that nobody chose."""

import math
import random

import krippendorff
import numpy as np
import pytest
from nltk.metrics import AnnotationTask, jaccard_distance, masi_distance
from scipy.stats import f_oneway
from sklearn.metrics import cohen_kappa_score
from statsmodels.stats.inter_rater import cohens_kappa, fleiss_kappa, to_table

from annotator.domain.agreement import distances, errors, gwet
from annotator.domain.agreement.coefficients import counts_of
from annotator.domain.agreement.icc import icc
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


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("metric", ["nominal", "ordinal", "interval", "ratio"])
def test_alpha_of_scores_from_0_to_100_is_that_of_krippendorff(seed, metric):
    """Ordinal alpha of so many values goes by the moments of their ranks."""
    chance = np.random.default_rng(seed)
    truth = chance.integers(0, 101, size=(300, 1))
    ratings = np.clip(truth + chance.integers(-20, 21, size=(300, 3)), 0, 100).astype(float)
    ratings[chance.random((300, 3)) < 0.3] = math.nan
    theirs = krippendorff.alpha(reliability_data=ratings.T, level_of_measurement=metric)
    assert ALPHAS[metric](from_numbers(ratings)).estimate() == exact(theirs)


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("weighting", ["identity", "linear", "quadratic"])
def test_kappa_is_that_of_scikit_learn_and_of_statsmodels(seed, weighting):
    ratings = table(seed, reviewers=2, missing=0)
    ours = from_numbers(ratings)
    value = gwet.kappa(ours, gwet.weights_of(weighting, np.array(ours.values))).estimate()
    theirs = None if weighting == "identity" else weighting
    assert value == exact(cohen_kappa_score(*ratings.T, weights=theirs))
    counts, _ = to_table(ratings.astype(int))
    weights = {"identity": None, "linear": "linear", "quadratic": "quadratic"}[weighting]
    assert value == exact(cohens_kappa(counts, wt=weights, return_results=False))


@pytest.mark.parametrize("seed", range(8))
def test_the_error_of_kappa_is_that_of_statsmodels(seed):
    """Fleiss, Cohen and Everitt (1969) divide by the items, Gwet by one less."""
    ratings = table(seed, reviewers=2, missing=0)
    counts, _ = to_table(ratings.astype(int))
    ours = errors.analytic(from_numbers(ratings), "kappa").error
    assert ours * math.sqrt(1 - 1 / len(ratings)) == exact(cohens_kappa(counts).std_kappa)


@pytest.mark.parametrize("seed", range(8))
def test_fleiss_and_brennan_prediger_are_those_of_statsmodels(seed):
    ratings = from_numbers(table(seed, missing=0))
    counts = counts_of(ratings.codes, len(ratings.values))
    assert gwet.coefficient(ratings, "fleiss").estimate() == exact(fleiss_kappa(counts))
    assert gwet.coefficient(ratings, "brennan_prediger").estimate() == exact(fleiss_kappa(counts, method="uniform"))


@pytest.mark.parametrize("seed", range(8))
def test_the_kappas_of_many_and_scotts_pi_are_those_of_nltk(seed):
    """Its multi_kappa (Davies and Fleiss 1982) is Conger's; its S is Bennett's, which Brennan and Prediger took up."""
    ratings = table(seed, missing=0)
    triples = [(str(who), str(item), cell) for item, row in enumerate(ratings) for who, cell in enumerate(row)]
    theirs, ours = AnnotationTask(data=triples), from_numbers(ratings)
    assert gwet.kappa(ours).estimate() == exact(theirs.multi_kappa())
    assert gwet.coefficient(ours, "percent").estimate() == exact(theirs.avg_Ao())
    pair = AnnotationTask(data=[triple for triple in triples if triple[0] in "01"])
    two = from_numbers(ratings[:, :2])
    assert gwet.coefficient(two, "fleiss").estimate() == exact(pair.pi())
    assert gwet.kappa(two).estimate() == exact(pair.kappa())
    assert gwet.coefficient(two, "brennan_prediger").estimate() == exact(pair.S())


@pytest.mark.parametrize("seed", range(8))
def test_icc_follows_from_scipys_analysis_of_variance(seed):
    ratings = table(seed, missing=0)
    among = f_oneway(*ratings).statistic
    assert icc(from_numbers(ratings), "ICC(1,1)").estimate() == exact((among - 1) / (among + 2))
    assert icc(from_numbers(ratings), "ICC(1,k)").estimate() == exact((among - 1) / among)
    settled = f_oneway(*(ratings - ratings.mean(axis=0))).statistic
    residual = settled * 39 / 40  # taking the reviewers' means off cost degrees of freedom that scipy doesn't know of
    assert icc(from_numbers(ratings), "ICC(3,k)").estimate() == exact((residual - 1) / residual)


@pytest.mark.parametrize("seed", range(8))
def test_masi_alpha_is_that_of_nltk_where_no_set_is_empty(seed):
    chance = random.Random(seed)
    rows = [[frozenset(chance.sample("abcd", chance.randint(1, 3))) for _ in range(3)] for _ in range(25)]
    triples = [(str(who), str(item), cell) for item, row in enumerate(rows) for who, cell in enumerate(row)]
    ours = from_matrix(rows)
    for first in ours.values:
        for second in ours.values:
            assert distances.set_distance(first, second) == exact(masi_distance(first, second))
            assert distances.set_distance(first, second, jaccard=True) == exact(jaccard_distance(first, second))
    theirs = AnnotationTask(data=triples, distance=masi_distance).alpha()
    assert ALPHAS["masi"](ours).estimate() == exact(theirs)
    assert ALPHAS["jaccard"](ours).estimate() == exact(AnnotationTask(data=triples, distance=jaccard_distance).alpha())
