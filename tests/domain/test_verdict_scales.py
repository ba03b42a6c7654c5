"""Other people's scales: every mapping leads somewhere, there and back says what it should, mistakes are named."""

import tomllib

import pytest

from annotator.domain import schemes as scheme
from annotator.domain import verdict_scales
from annotator.domain.verdict_scales import built_in, read
from annotator.errors import Invalid

VERDICTS = scheme.default().labels["verdict"]
SCALES = scheme.default().scales
SIZES = {"averitec": 4, "fever": 3, "five_point": 5, "politifact": 6, "check": 5, "fatabyyano": 6, "misbar": 8}


def test_the_built_in_scales_are_those_that_people_use():
    assert {id: len(scale.labels) for id, scale in SCALES.items()} == SIZES
    assert all(set(scale.name) == {"ar", "en"} for scale in SCALES.values())


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_every_mapping_leads_somewhere(scale):
    assert set(scale.to) <= set(VERDICTS) and set(scale.to.values()) <= set(scale.labels)
    assert {label.means for label in scale.labels.values()} - {""} <= set(VERDICTS)
    for verdict in ("true", "false"):
        assert scale.labels[scale.of(verdict)].means == verdict  # there and back


@pytest.mark.parametrize("scale", SCALES.values(), ids=SCALES)
def test_no_wording_is_two_labels(scale):
    seen = {}
    for label in scale.labels.values():
        for wording in {label.id, *label.name.values(), *label.also}:
            found = scale.label(wording)
            assert found == label and seen.setdefault(wording, label.id) == label.id


@pytest.mark.parametrize(
    ("scale", "wording", "means"),
    [
        ("politifact", "Barely true", "misleading"),
        ("politifact", "PANTS ON FIRE!", "false"),
        ("politifact", "half-true", "partly_true"),
        ("averitec", "Conflicting Evidence/Cherrypicking", "conflicting"),
        ("fever", "NOT ENOUGH INFO", "unproven"),
        ("misbar", "مُضلِّل", "misleading"),
        ("fatabyyano", "زائف جزئيا", "partly_true"),
        ("five_point", "٣", "partly_true"),
        ("check", "In Progress", ""),
    ],
)
def test_wordings_are_known_however_they_are_spelled(scale, wording, means):
    assert SCALES[scale].label(wording).means == means


def test_what_has_no_counterpart_is_left_empty():
    assert SCALES["politifact"].of("satire") == SCALES["politifact"].of(None) == ""
    assert SCALES["fever"].label("perhaps") is None


def test_a_scheme_may_bring_its_own_scales():
    own = """
[[verdict_scale]]
id = "mine"
name = { ar = "لنا", en = "Ours" }
to = { true = "yes" }
  [[verdict_scale.label]]
  id = "yes"
  name = { ar = "نعم", en = "Yes" }
  means = "true"
"""
    loaded = scheme.load(scheme.default_text() + own)
    assert list(loaded.scales) == ["mine"] and loaded.scales["mine"].of("true") == "yes"


@pytest.mark.parametrize(
    "change",
    [
        {"to": {"true": "nothing"}},
        {"to": {"no_verdict_of_ours": "supports"}},
        {"name": "FEVER"},
        {"id": "Fever 3"},
        {"extra": 1},
        {"label": []},
    ],
)
def test_a_mistake_in_ones_own_scale_is_named(change):
    fever = next(one for one in built_in()["verdict_scale"] if one["id"] == "fever")
    with pytest.raises(Invalid, match="scale_bad"):
        read([{**fever, **change}], VERDICTS)


def test_a_scheme_without_one_of_our_verdicts_still_has_the_built_in_scales():
    fewer = set(VERDICTS) - {"satire"}
    assert "satire" not in read(None, fewer)["misbar"].to


def test_the_file_is_toml_with_nothing_else_in_it():
    text = verdict_scales._FILE.read_text(encoding="utf-8")
    assert list(tomllib.loads(text)) == ["verdict_scale"]
