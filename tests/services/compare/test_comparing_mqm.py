"""Real annotations of eight raters, compared: every figure is the one that their publishers' files give."""

import json

import pytest

from annotator.domain.policy import COMMAND_LINE
from annotator.services.compare import comparing
from annotator.services.compare.comparing_reports import as_json
from annotator.services.library import articles
from tests.conftest import SHARED

importing = pytest.importorskip("annotator.services.library.importing")
FOLDER = SHARED / "mqm"
pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the files are not here")


def compared(store, name):
    data = (FOLDER / f"{name}.tsv.gz").read_bytes()
    importing.import_mqm(store, COMMAND_LINE, data, importing.ImportForm(name, "", "", ""))
    project, _ = articles.project_named(store, COMMAND_LINE, name)
    return as_json(comparing.comparison(store, COMMAND_LINE, project.id), "en")


def about(value):
    return None if value is None else pytest.approx(value, abs=6e-7)


def test_every_published_figure_comes_out(store):
    expected = json.loads((FOLDER / "expected.json").read_text(encoding="utf-8"))["sxs23_zhen_4docs"]
    found, wanted = compared(store, "sxs23_zhen_4docs"), expected["agreement"]
    alpha = {row["question"]: row["value"] for row in found["agreement"] if row["measure"] == "alpha"}
    assert alpha["penalty"] == about(wanted["alpha_score_interval"])
    assert alpha["issue_found"] == about(wanted["alpha_any_error_nominal"])
    assert alpha["major_found"] == about(wanted["alpha_any_major_nominal"])
    assert found["unanimous"]["issue_found"] == wanted["items_unanimous_any_error"]
    assert found["unanimous"]["major_found"] == wanted["items_unanimous_any_major"]
    assert found["major_against_clean"] == wanted["items_major_vs_clean_conflict"]
    pooled = found["pooled"]
    assert pooled["agreement_issue_found"] == about(wanted["pairwise_percent_agreement_any_pooled"])
    assert pooled["character_f1"] == about(wanted["char_f1_pooled_all_pairs"])
    assert (pooled["common"], pooled["sum"]) == (wanted["chars_common_pooled"], wanted["chars_sum_pooled"])
    raters = {row["reviewer"]: row for row in found["reviewers"]}
    assert raters.keys() == expected["per_rater_marot"].keys()
    for name, rater in expected["per_rater_marot"].items():
        assert (raters[name]["ratings"], raters[name]["mean_penalty"]) == (rater["ratings"], about(rater["mean"]))
    pairs = {f"{pair['first']}|{pair['second']}": pair for pair in found["pairs"]}
    assert pairs.keys() == wanted["pairwise"].keys()
    for name, pair in wanted["pairwise"].items():
        assert pairs[name]["n"] == pair["n"]
        assert pairs[name]["kappa_issue_found"] == about(pair["kappa_any"])
        assert pairs[name]["kappa_major_found"] == about(pair["kappa_major"])
        assert pairs[name]["character_f1"] == about(pair["char_f1"])


def test_with_one_rater_for_each_segment_nothing_can_be_compared_and_that_is_said(store):
    found = compared(store, "ted_ende")
    assert found["pairs"] == [] and "nothing to compare" in found["note"]
    assert {tuple(row["flags"]) for row in found["agreement"] if row["question"] == "issue_found"} == {
        ("no_item_with_two_ratings",)
    }
