"""Every figure of the shared collection is ours: a case, a measure or a file that nothing here answers fails."""

from typing import Any

import numpy as np
import pytest

from annotator.domain.agreement import distances, gwet
from annotator.domain.agreement.intervals import disagreement_bound
from annotator.domain.agreement.measure import measure
from annotator.domain.agreement.ratings import from_matrix, from_rows
from annotator.ingest.ratings_csv import Columns, read_long
from tests.domain.agreement.tables import ALPHAS, FOLDER, cases, computed, exact, matrix_of

PRINTED = {"exact", "published", "ci95"}
AROUND = {"measure", "params", "decimals", "published_source", "tolerance", "exact_fraction", "note"}
TABLES = ("contingency", "raw_and_counts", "sets")
ENTRIES = [(case, entry) for name in TABLES for case in cases(name) for entry in case["expected"]]
EDGES = [(case, key) for case in cases("edge_cases") for key in case["expect"]]

here = pytest.mark.skipif(not FOLDER.exists(), reason="the tables with known answers are not here")


def _named(thing: Any) -> str:
    return thing if isinstance(thing, str) else thing.get("id") or thing.get("measure") or "none"


@here
def test_no_file_of_the_collection_is_left_out():
    assert {file.stem for file in FOLDER.glob("*.json")} == {*TABLES, "spans", "edge_cases"}


@here
@pytest.mark.parametrize(("case", "entry"), ENTRIES or [({}, {})], ids=_named)
def test_every_published_table(case, entry):
    """The exact figure to nine decimals, and what the source prints as closely as it prints it."""
    assert set(entry) & PRINTED and not set(entry) - PRINTED - AROUND - {"authorities_disagree"}
    found = computed(case, entry["measure"], entry.get("params", {}))
    if "ci95" in entry:
        assert [round(found.low, 3), round(found.high, 3)] == entry["ci95"]
        found = found.error
    if "exact" in entry:
        assert found == exact(entry["exact"])
    if "published" in entry:
        away = np.abs(np.asarray(found) - np.asarray(entry["published"])).max()
        assert away <= entry.get("tolerance", 0.5 * 10 ** -entry["decimals"]) + 1e-12


def _of(kind: str, categories: Any = None) -> Any:
    """The figure that the command line would give."""
    return lambda case: measure(_ratings(case, categories), kind).value


def _ratings(case: dict[str, Any], categories: Any = None) -> Any:
    return from_matrix(matrix_of(case), categories=categories or case.get("categories", ()))


def _declaring(count: int, chance: Any) -> Any:
    """With so many declared categories, the unused ones by other names."""
    return lambda case: gwet.coefficient(_ratings(case, ["a", "b", "c", "d", "e"][:count]), chance).estimate()


def _flags(case: dict[str, Any]) -> set[str]:
    return {flag for kind in ("alpha", "kappa", "percent") for flag in measure(_ratings(case), kind).flags}


def _long(case: dict[str, Any]) -> Any:
    return from_rows(*([row[place] for row in case["data"]] for place in (1, 0, 2)))


def _as_a_file(case: dict[str, Any]) -> Any:
    """The case as somebody's CSV, where 1 and "1" are one label."""
    rows = [f"{item},{who},{cell}" for item, row in enumerate(case["data"]) for who, cell in enumerate(row)]
    long = read_long("\n".join(["i,r,v", *rows]), Columns("i", "r", "v"), "nominal")
    return from_rows(long.items, long.reviewers, long.values)


ANSWERS = {
    "krippendorff_alpha": _of("alpha"),
    "percent_agreement": _of("percent"),
    "gwet_ac1": _of("ac1"),
    "cohen_kappa": _of("kappa"),
    "alpha_ordinal": lambda case: measure(_ratings(case), "alpha", "ordinal").value,
    "alpha_ordinal_with_declared_1_2_3": lambda case: measure(_ratings(case, [1, 2, 3]), "alpha", "ordinal").value,
    "alpha_interval": lambda case: measure(_ratings(case), "alpha", "interval").value,
    "gwet_ac1_declared_2plus_categories": _of("ac1"),
    "brennan_prediger_declared_2plus_categories": lambda case: gwet.coefficient(
        _ratings(case), "brennan_prediger"
    ).estimate(),
    "gwet_ac1_q2": _declaring(2, "ac"),
    "gwet_ac1_q5": _declaring(5, "ac"),
    "brennan_prediger_q2": _declaring(2, "brennan_prediger"),
    "brennan_prediger_q5": _declaring(5, "brennan_prediger"),
    "n_items_pairable": lambda case: _ratings(case).n_pairable,
    "bootstrap_ci": lambda case: measure(_ratings(case)).ci_low,
    "masi_distances": lambda case: [distances.set_distance(*row) for row in case["data"]],
    "n_duplicates": lambda case: _long(case).duplicates,
    "upper_bound_disagreement_95": lambda case: disagreement_bound(_ratings(case).n_pairable),
}
SAYINGS = {
    "reason": lambda case, said: said in _flags(case),
    "flag": lambda case, said: said in _flags(case),
    "policy": lambda case, said: said == "latest_wins_and_report" and _wins(case),
    "error_or_normalised": lambda case, said: said is True and ALPHAS["nominal"](_as_a_file(case)).estimate() == 1,
    "krippendorff_alpha_if_distinct": lambda case, said: (
        said == "<= 0" and ALPHAS["nominal"](_ratings(case)).estimate() <= 0
    ),
}


def _wins(case: dict[str, Any]) -> bool:
    """The later of two ratings stands, and a flag reports it."""
    ratings = _long(case)
    (row,) = ratings.codes
    return [ratings.values[code] for code in row] == ["b", "a"] and "duplicates" in measure(ratings).flags


@here
@pytest.mark.parametrize(("case", "key"), EDGES or [({}, "")], ids=_named)
def test_every_edge_case(case, key):
    said = case["expect"][key]
    if key in SAYINGS:
        assert SAYINGS[key](case, said)
    elif said is None:
        assert ANSWERS[key](case) is None
    else:
        assert ANSWERS[key](case) == exact(said)
