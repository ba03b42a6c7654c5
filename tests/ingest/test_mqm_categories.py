"""Every spelling that is in use finds its category, and weighs what the two published tables say."""

import re

import pytest

from annotator.domain import schemes as scheme
from annotator.ingest.mqm_categories import _OFFICIAL, category, severity

MQM = scheme.load(scheme.mqm_text())
FLAT = """addition agreement capitalization culture-specific_reference currency_format date_time_format do_not_translate
grammar inconsistency lacks_creativity markup_tag measurement_format mistranslation mt_hallucination number_format
omission punctuation register spelling term_not_applied unnatural_flow untranslated whitespace word_order
wrong_language_variety wrong_named_entity wrong_term non_translation source_issue""".split()
SEVERITIES = ("Neutral", "Trivial", "Minor", "Major", "Critical")


@pytest.mark.parametrize(
    ("spelling", "id", "how"),
    [
        ("Accuracy/Mistranslation", "mistranslation", None),
        ("accuracy/mistranslation", "mistranslation", "alias"),
        (" Accuracy/Mistranslation", "mistranslation", "alias"),
        ("Accuracy/Omission (Translation 2)", "omission", "alias"),
        ("Accuracy/Source language fragment", "untranslated", None),
        ("Non-translation!", "non_translation", None),
        ("non_translation", "non_translation", "alias"),
        ("Fluency/Display", "character_encoding", None),
        ("locale_convention/name", "locale_name", "alias"),
        ("Locale convention/Measurement format", "locale_other", "within"),
        ("Source error/-", "source_issue", "alias"),
        ("Other/-", "other", "alias"),
        ("Terminology/Inappropriate", "terminology_inappropriate", "alias"),
        ("Terminology", "terminology_inappropriate", "within"),
        ("Style/Register", "register", "within"),
        ("Typography/Punctuation spacing", "punctuation", "within"),
        ("Cultural/Joke lost", "other", "unknown"),
        ("", "other", "unknown"),
    ],
)
def test_a_spelling_finds_its_category(spelling, id, how):
    meaning = category(spelling)
    assert (meaning.id, meaning.how) == (id, how)


@pytest.mark.parametrize(
    ("spelling", "id"),
    [
        ("Major", "major"),
        ("critical", "critical"),
        ("No_error", "no-error"),
        ("no-error ", "no-error"),
        ("HOTW-test", "hotw-test"),
    ],
)
def test_a_severity_is_known_in_any_spelling(spelling, id):
    assert severity(spelling).id == id


def test_an_unknown_severity_weighs_nothing_and_is_kept_as_written():
    meaning = severity("Moderate")
    assert (meaning.id, meaning.keeps_spelling) == ("neutral", True)


@pytest.mark.parametrize("spelling", [*_OFFICIAL, *FLAT])
def test_every_category_in_use_has_a_label_and_none_is_unknown(spelling):
    meaning = category(spelling)
    assert MQM.category(meaning.id) and meaning.how != "unknown"


def marot(severity: str, category: str) -> float:
    """The viewer's patterns, the first that matches wins."""
    weights = (
        ("minor:.*punctuation|trivial:", 0.1),
        (":.*reinterpretation", 0),
        (":source", 0),
        ("non.translation", 25),
        ("minor:", 1),
        ("major:|critical:", 5),
    )
    name = f"{severity}:{category}".lower()
    return next((weight for pattern, weight in weights if re.search(pattern, name)), 0)


@pytest.mark.parametrize("spelling", [*_OFFICIAL, *FLAT, "Source error/-", "Accuracy/Omission (Translation 2)"])
def test_marot_weighs_as_its_patterns_do(spelling):
    for grade in SEVERITIES:
        weight = MQM.weight("marot", category(spelling).id, severity(grade).id)
        assert weight == marot(grade, spelling), (grade, spelling)


def test_wmt_weighs_as_published():
    weigh = lambda category, severity: MQM.weight("wmt", category, severity)  # noqa: E731
    assert [weigh("punctuation", grade) for grade in ("neutral", "minor", "major")] == [0, 0.1, 5]
    assert [weigh("non_translation", grade) for grade in ("neutral", "minor", "major")] == [0, 1, 25]
    assert [weigh("source_issue", "minor"), weigh("creative_reinterpretation", "major")] == [1, 5]


def test_the_scheme_has_its_texts_and_no_two_categories_share_a_hue():
    hues = [label.hue for label in MQM.issue_categories]
    assert len(set(hues)) == len(hues)
    assert all(label.test[language] for label in MQM.issue_categories for language in ("ar", "en"))
    assert set(MQM.labels["verdict"]) == set(scheme.default().labels["verdict"])
