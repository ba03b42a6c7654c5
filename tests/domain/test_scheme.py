"""The scheme is data: read from TOML, checked, and told which line is wrong."""

import pytest

from annotator.domain import schemes as scheme
from annotator.domain.scoring import count_words, penalty, per_100_words
from annotator.errors import Invalid
from annotator.words import LANGUAGES

DEFAULT = scheme.default()


def test_every_label_has_its_names_in_both_languages():
    for labels in DEFAULT.labels.values():
        for label in labels.values():
            assert all(label.name[language].strip() for language in LANGUAGES), label.id


def test_every_label_that_is_a_choice_of_judgement_has_a_one_line_test():
    for kind in ("issue_category", "severity", "claim_kind", "claim_status", "verdict", "distortion_kind"):
        for label in DEFAULT.labels[kind].values():
            assert all(label.test[language] and "\n" not in label.test[language] for language in LANGUAGES), label.id


def test_no_two_categories_share_a_key_or_a_hue():
    keys = [label.key for label in DEFAULT.issue_categories]
    hues = [label.hue for label in DEFAULT.issue_categories]
    assert len(set(keys)) == len(keys) and len(set(hues)) == len(hues)


@pytest.mark.parametrize(
    ("preset", "category", "severity", "weight"),
    [
        ("wmt", "idiom", "minor", 1),
        ("wmt", "idiom", "major", 5),
        ("wmt", "spelling", "minor", 0.1),
        ("wmt", "untranslated", "critical", 25),
        ("wmt", "idiom", "neutral", 0),
        ("mqm", "idiom", "critical", 25),
        ("flat", "idiom", "critical", 1),
    ],
)
def test_the_presets_weigh_as_published(preset, category, severity, weight):
    assert DEFAULT.weight(preset, category, severity) == weight


def test_an_unknown_label_is_named_in_the_refusal():
    with pytest.raises(Invalid) as refusal:
        DEFAULT.label("verdict", "maybe")
    assert refusal.value.params == {"kind": "verdict", "label": "maybe"}


@pytest.mark.parametrize(
    ("change", "key"),
    [
        (('id = "omission"', 'id = "mistranslation"'), "issue_category.id"),
        (('key = "2"', 'key = "1"'), "issue_category.key"),
        (("hue = 8\n", "hue = 800\n"), "issue_category.hue"),
        (('shape = "○"', 'shape = "○"\ncolour = "red"'), "severity.colour"),
        (('default_weights = "wmt"', 'default_weights = "none"'), "default_weights"),
        (("critical = 25 }", "critical = -1 }"), "weights.severity.critical"),
    ],
)
def test_a_bad_scheme_is_refused_naming_line_and_key(change, key):
    text = scheme.default_text()
    assert change[0] in text
    with pytest.raises(Invalid) as refusal:
        scheme.load(text.replace(*change, 1))
    assert refusal.value.params["key"] == key
    assert isinstance(refusal.value.params["line"], int)


def test_what_is_no_toml_is_refused_with_its_line():
    with pytest.raises(Invalid) as refusal:
        scheme.load("id = \n")
    assert refusal.value.params["line"] == 1


def test_three_tenths_are_three_tenths():
    class Spot:
        category, severity = "spelling", "minor"

    assert penalty([Spot, Spot, Spot], DEFAULT, "wmt") == 0.3
    assert per_100_words(0.3, 60) == 0.5
    assert per_100_words(1, 0) is None
    assert count_words(" كلمة\nكلمتان  ثلاث ") == 3
