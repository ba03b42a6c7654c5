"""Google's own sets give the figures that are published for them, through the import, the database and the reports."""

import json
from collections import defaultdict
from itertools import combinations

import pytest

from annotator.domain.policy import COMMAND_LINE
from annotator.services.library.importing import ImportForm, import_mqm
from annotator.services.reports import exporting
from annotator.services.reports.pages import pages_of
from db.store import Store
from tests.conftest import REPO, SHARED

FOLDER = SHARED / "mqm"
HERE = REPO / "tests" / "data" / "mqm"
whole_sets = pytest.mark.skipif(not FOLDER.exists(), reason="the whole sets are not here")


@pytest.fixture(scope="module")
def sets(tmp_path_factory):
    """Both sets, each in a project of its own, and the figures expected of them."""
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('sets') / 'desk.sqlite3'}")
    found = {}
    for name in ("ted_ende", "sxs23_zhen_4docs"):
        data = (FOLDER / f"{name}.tsv.gz").read_bytes()
        found[name] = import_mqm(store, COMMAND_LINE, data, ImportForm(name))
    yield store, found, json.loads((FOLDER / "expected.json").read_text("utf-8"))
    store.close()


def rows(sets, name, report, weights=""):
    store, found, _ = sets
    return list(exporting.report_rows(store, COMMAND_LINE, found[name].project.id, report, weights=weights))


def by_rater(sets, name, weights):
    """Ratings, total and mean of each rater, from the report `summary` alone."""
    sums = defaultdict(lambda: [0, 0.0])
    for row in rows(sets, name, "summary", weights):
        total = sums[row["reviewer"].split(" (")[0]]
        total[0] += row["rated"]
        total[1] += row["penalty"]
    return {who: (count, round(total, 6), round(total / count, 6)) for who, (count, total) in sums.items()}


@whole_sets
@pytest.mark.parametrize("weights", ["wmt", "marot"])
def test_the_talks_rank_as_published_under_either_table(sets, weights):
    expected = sets[2]["ted_ende"]
    found = rows(sets, "ted_ende", "systems", weights)
    assert {
        row["system"]: {
            "penalty": row["sum"],
            "mean_per_item": row["mean"],
            "per_100_source_words": row["per_100_words"],
        }
        for row in found
    } == expected["system"]
    assert [row["mean"] for row in found] == sorted(row["mean"] for row in found)
    assert {row["source_words"] for row in found} == {expected["source_words"]}
    assert round(sum(row["sum"] for row in found), 6) == expected["sum_of_weights"]
    assert sum(row["items"] for row in found) == sum(row["ratings"] for row in found) == expected["items"]


@whole_sets
def test_the_talks_counts_are_those_of_the_file(sets):
    _, found, expected = sets
    imported, figures = found["ted_ende"], expected["ted_ende"]
    assert (imported.articles, imported.sentences) == (figures["systems"] * figures["documents"], figures["items"])
    assert dict(imported.ratings) == figures["ratings_per_rater"]
    assert imported.issues == {"translation": figures["target_side_spans"], "source": figures["source_side_spans"]}
    assert [(repair.kind, repair.line, repair.text) for repair in imported.repairs] == [("mark_unclosed", 6444, "?")]
    issues = rows(sets, "ted_ende", "issues")
    assert sum(row["severity"] == "minor" and row["category"] == "punctuation" for row in issues) == 166


@whole_sets
@pytest.mark.parametrize("weights", ["wmt", "marot"])
def test_three_raters_to_an_item_give_the_published_means_and_raters(sets, weights):
    expected = sets[2]["sxs23_zhen_4docs"]
    found = rows(sets, "sxs23_zhen_4docs", "systems", weights)
    assert {row["system"]: row["mean"] for row in found} == expected[f"system_mean_{weights}"]
    assert round(sum(row["sum"] for row in found), 6) == expected[f"total_penalty_{weights}"]
    assert sum(row["items"] for row in found) == expected["items"]
    assert sum(row["ratings"] for row in found) == expected["ratings"]
    raters = {who: tuple(facts.values()) for who, facts in expected[f"per_rater_{weights}"].items()}
    assert by_rater(sets, "sxs23_zhen_4docs", weights) == raters


@whole_sets
def test_the_counts_of_the_second_set_are_those_of_the_file(sets):
    _, found, expected = sets
    imported, figures = found["sxs23_zhen_4docs"], expected["sxs23_zhen_4docs"]
    assert imported.issues == {"translation": figures["target_side_spans"], "source": figures["source_side_spans"]}
    checks = {who: {name: count[name] for name in ("found", "missed")} for who, count in imported.checks.items()}
    assert checks == figures["attention_checks"]
    kinds = [repair.kind for repair in imported.repairs]
    assert {kind: kinds.count(kind) for kind in set(kinds)} == {"target_spaces": 18, "category_alias": 80}
    errors = defaultdict(int)
    for row in rows(sets, "sxs23_zhen_4docs", "issues"):
        errors[row["reviewer"].split(" (")[0]] += 1
    assert dict(errors) == figures["errors_per_rater"]


@whole_sets
def test_the_stored_marks_give_the_published_character_f1_and_conflicts(sets):
    """Marked spaces count in it: it holds only if every mark is stored as it was made."""
    store, found, expected = sets
    figures = expected["sxs23_zhen_4docs"]["agreement"]
    common = total = conflicts = equal = pairs = 0
    for pages in pages_of(store, COMMAND_LINE, found["sxs23_zhen_4docs"].project.id):
        for sentence in pages[0].sentences:
            judged = [page.issues_in.get(sentence.id, []) for page in pages if sentence.id in page.reviews]
            grades = [{issue.severity for issue in issues} for issues in judged]
            conflicts += any("major" in grade for grade in grades) and set() in grades
            marked = [
                {place for one in issues if one.side == "translation" for place in range(one.start, one.end)}
                for issues in judged
            ]
            for (mine, own), (theirs, other) in combinations(zip(judged, marked, strict=True), 2):
                common += len(own & other)
                total += len(own) + len(other)
                equal += bool(mine) == bool(theirs)
                pairs += 1
    assert (common, total) == (figures["chars_common_pooled"], figures["chars_sum_pooled"])
    assert conflicts == figures["items_major_vs_clean_conflict"]
    assert round(equal / pairs, 6) == figures["pairwise_percent_agreement_any_pooled"]


def test_the_excerpts_in_the_repository_give_what_their_rows_add_up_to(store):
    talks = import_mqm(store, COMMAND_LINE, (HERE / "ted_subset.tsv.gz").read_bytes(), ImportForm("talks"))
    assert (talks.articles, talks.sentences, dict(talks.ratings)) == (2, 42, {"rater4": 29, "rater2": 9, "rater3": 4})
    assert [repair.kind for repair in talks.repairs] == ["mark_unclosed"]
    (news,) = [import_mqm(store, COMMAND_LINE, (HERE / "sxs_subset.tsv.gz").read_bytes(), ImportForm("news"))]
    assert (news.articles, news.sentences, news.ratings.total()) == (4, 22, 66)
    assert sum(check.total() for check in news.checks.values()) == 3
    systems = {
        row["system"]: row["sum"] for row in exporting.report_rows(store, COMMAND_LINE, news.project.id, "systems")
    }
    assert systems == {"GPT4-5shot": 77.5, "NLLB_Greedy": 153.6}
