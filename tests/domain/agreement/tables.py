"""Tables with known answers, restated from their sources, and the shared collection where it is there."""

import json
from typing import Any

import numpy as np
import pytest

from annotator.domain.agreement import by_category, distances, errors, gwet
from annotator.domain.agreement.coefficients import alpha, alpha_interval, alpha_ordinal
from annotator.domain.agreement.icc import icc
from annotator.domain.agreement.ratings import Ratings, from_matrix
from tests.conftest import SHARED

FOLDER = SHARED / "agreement"

# Krippendorff (2011), Computing Krippendorff's Alpha-Reliability, example C: 4 observers, 12 units.
KRIPPENDORFF = [
    [1, 1, None, 1], [2, 2, 3, 2], [3, 3, 3, 3], [3, 3, 3, 3], [2, 2, 2, 2], [1, 2, 3, 4],
    [4, 4, 4, 4], [1, 1, 2, 1], [2, 2, 2, 2], [None, 5, 5, 5], [None, None, 1, 1], [None, None, 3, None],
]  # fmt: skip

ALPHAS = {
    "nominal": lambda ratings: alpha(ratings, distances.nominal(len(ratings.values))),
    "nominal on whole sets": lambda ratings: alpha(ratings, distances.nominal(len(ratings.values))),
    "ordinal": alpha_ordinal,
    "interval": alpha_interval,
    "ratio": lambda ratings: alpha(ratings, distances.ratio(ratings.values)),
    "masi": lambda ratings: alpha(ratings, distances.sets(ratings.values)),
    "jaccard": lambda ratings: alpha(ratings, distances.sets(ratings.values, jaccard=True)),
}
CHANCE = {
    "observed_agreement": "percent",
    "percent_agreement": "percent",
    "scott_pi": "fleiss",
    "fleiss_kappa": "fleiss",
    "brennan_prediger": "brennan_prediger",
    "gwet_ac1": "ac",
    "gwet_ac2": "ac",
}
KIND = {**CHANCE, "conger_kappa": "kappa", "cohen_kappa": "kappa", "krippendorff_alpha": "alpha"}


def contingency(table: list[list[int]]) -> list[list[int]]:
    """A table of counts, rows the first reviewer, as items."""
    return [
        [row, column] for row, counts in enumerate(table) for column, count in enumerate(counts) for _ in range(count)
    ]


def cases(name: str) -> list[dict[str, Any]]:
    """The cases of a file of the shared collection; none where it isn't there."""
    file = FOLDER / f"{name}.json"
    return json.loads(file.read_text(encoding="utf-8"))["cases"] if file.exists() else []


def matrix_of(case: dict[str, Any]) -> list[list[Any]]:
    """A case's ratings as items × reviewers."""
    if case["layout"] == "contingency":
        names = case["categories"]
        return [[names[a], names[b]] for a, b in contingency(case["data"])]
    if case["layout"] == "counts":
        names = case["categories"]
        return [[name for name, count in zip(names, row, strict=True) for _ in range(count)] for row in case["data"]]
    return [[frozenset(cell) if isinstance(cell, list) else cell for cell in row] for row in case["data"]]


def computed(case: dict[str, Any], measure: str, params: dict[str, Any]) -> Any:
    """What we make of a case. Raises KeyError for a measure that we don't know."""
    if case["layout"] == "pairs":
        return [distances.set_distance(*pair, jaccard={"masi_distance": 0, "jaccard_distance": 1}[measure] > 0)
                for pair in case["data"]]  # fmt: skip
    ratings = from_matrix(matrix_of(case), categories=case.get("categories", ()))
    if measure == "krippendorff_alpha_per_label":
        label = params["label"]
        cells = [[None if cell is None else int(label in cell) for cell in row] for row in matrix_of(case)]
        return ALPHAS["nominal"](from_matrix(cells)).estimate()
    if measure in PARTS:
        return PARTS[measure](case, ratings, params)
    weights, total = weights_in(case, ratings, params.get("weights", "identity"))
    if measure in ("cohen_kappa", "conger_kappa"):
        return gwet.kappa(ratings, weights).estimate()
    return gwet.coefficient(ratings, CHANCE[measure], weights, total).estimate()


def _by_category(case: dict[str, Any], ratings: Ratings, params: dict[str, Any]) -> float:
    found = dict(zip(ratings.values, by_category.fleiss_by_category(ratings).tolist(), strict=True))
    return found[case["categories"][params["category"] - 1]]


def _chance(coefficient: Any) -> float:
    return 1 - float(coefficient.expected(coefficient.patterns.weights @ coefficient.features))


PARTS = {
    "krippendorff_alpha_nominal": lambda _, ratings, __: ALPHAS["nominal"](ratings).estimate(),
    "krippendorff_alpha": lambda _, ratings, params: ALPHAS[params["metric"]](ratings).estimate(),
    "icc": lambda _, ratings, params: icc(ratings, params["type"]).estimate(),
    "cohen_kappa_max": lambda _, ratings, __: by_category.kappa_maximum(ratings),
    "expected_agreement_cohen": lambda _, ratings, __: _chance(gwet.kappa(ratings)),
    "expected_agreement": lambda _, ratings, __: _chance(gwet.coefficient(ratings, "fleiss")),
    "fleiss_kappa_category": _by_category,
    "item_agreement": lambda _, ratings, __: by_category.item_agreement(ratings).tolist(),
    "n_units_pairable": lambda _, ratings, __: ratings.n_pairable,
    "n_pairable_values": lambda _, ratings, __: int(ratings.per_item[ratings.per_item >= 2].sum()),
    "std_error": lambda _, ratings, params: errors.analytic(ratings, KIND[params["of"]]),
}


def weights_in(case: dict[str, Any], ratings: Ratings, kind: str) -> tuple[Any, float | None]:
    """Weights over the values in use, and their sum over all declared ones."""
    if kind == "identity":
        return None, None
    declared = sorted(case["categories"])
    full = gwet.weights_of(kind, np.array(declared, float))  # type: ignore[arg-type]
    used = [declared.index(value) for value in ratings.values]
    return full[np.ix_(used, used)], float(full.sum())


def exact(value: Any) -> Any:
    """Equal to nine decimals."""
    return pytest.approx(value, abs=1e-9)
