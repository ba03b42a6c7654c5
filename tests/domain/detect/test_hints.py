"""Hints quote what they speak of, name their reason, and come from rules that a reader can follow."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator import example
from annotator.domain.detect.article import CUES, TROUBLES, hints
from annotator.domain.detect.claims import checkability, cues
from annotator.domain.detect.names import names
from annotator.domain.detect.troubles import troubles
from annotator.domain.segment import segment
from annotator.words import words
from tests.domain.detect.labelled import CLAIMS, ROWS

PIECES = st.sampled_from(
    [*'"“”«»()[]،,؛;. \n', "12", "3.5%", "٣", "أحد عشر", "مليون", "دولار", "$", "NATO", "left as is", "على", "Oslo"]
)
ANY_TEXT = st.one_of(st.text(max_size=80), st.lists(PIECES, max_size=30).map(" ".join), st.lists(PIECES).map("".join))


def found_in(text, kind):
    return [text[hint.start : hint.end] for hint in cues(text) if hint.kind == kind]


@pytest.mark.parametrize(
    ("text", "kind", "quotes"),
    [
        ("Prices rose 2.5 per cent.", "percentage", ["2.5 per cent"]),
        ("ارتفعت 30 في المئة.", "percentage", ["30 في المئة"]),
        ("It cost $40m and 5 million dinars.", "money", ["$40m", "5 million dinars"]),
        ("بقيمة 25 مليون دينار", "money", ["25 مليون دينار"]),
        ("The fire killed at least 12 people.", "toll", ["killed at least 12"]),
        ("مقتل 212 شخصًا", "toll", ["مقتل 212"]),
        ("They left on 3 June 2024.", "date", ["3 June 2024", "2024"]),
        ("They may leave and march.", "date", []),
        ("في 12 آذار", "date", ["12 آذار"]),
        ("According to her, it held.", "attribution", ["According to"]),
        ("وأعلنت الشركة ذلك", "attribution", ["وأعلنت"]),
        ("It is more on its own than theirs.", "comparison", ["more on its own than"]),
        ("وهو الأكبر في البلاد", "comparison", ["الأكبر"]),
        ("There stood Karim Osman.", "name", ["Karim Osman"]),
        ("زار الوزير كريم المكان", "name", ["الوزير كريم"]),
        ("لم ترد الوزارة لأنها مغلقة", "name", []),
        ("I think so.", "opinion", ["think"]),
        ("نحن هنا", "first_person", ["نحن"]),
        ("Is it so?", "question", ["?"]),
        ("He has 30% of 5 sheep.", "figure", ["5"]),
    ],
)
def test_each_cue_on_a_sentence_of_its_own(text, kind, quotes):
    assert found_in(text, kind) == quotes


def test_the_score_is_the_sum_of_its_parts():
    scored = checkability("The ministry said that 30% of 12 dams leak.")
    assert scored.parts == {"percentage": 0.35, "figure": 0.25, "attribution": 0.2} and scored.score == 0.8
    assert checkability("Perhaps it will rain.").score == 0


def test_claims_are_told_from_what_nobody_can_check():
    right = sum((checkability(text).score >= 0.25) == label for text, label in CLAIMS)
    assert right / len(CLAIMS) >= 0.85


def test_troubles_are_found_and_little_else_is_said():
    right = wrong = missed = 0
    for source, text, labels in ROWS:
        found = {hint.kind for hint in hints(text, "ar", [(0, len(text))], [source])[0].troubles}
        right, wrong, missed = right + len(found & labels), wrong + len(found - labels), missed + len(labels - found)
    assert len(ROWS) >= 60 and sum(not labels for _, _, labels in ROWS) >= len(ROWS) * 0.48
    assert right / (right + wrong) >= 0.85 and right / (right + missed) >= 0.85


def test_the_planted_troubles_of_the_example_are_found():
    text, source = example.text(), example.source_text()
    beside = [source[start:end] for start, end in segment(source, "en")]
    found = hints(text, "ar", segment(text, "ar"), beside)
    quoted = {
        (number, hint.kind, text[hint.start : hint.end] if hint.kind != "negation_missing" else "")
        for number, sentence in enumerate(found, 1)
        for hint in sentence.troubles
        if hint.kind not in ("space_before", "figure_missing")
    }
    assert quoted == {
        (3, "negation_missing", ""),
        (3, "quote_open", "“"),
        (5, "figure_differs", "30"),
        (14, "untranslated", "Regional Water Forum"),
        (15, "currency_differs", "25 مليون دينار"),
        (22, "name_varies", "مروان"),
    }
    assert [hint.about for hint in found[10].troubles if hint.kind == "figure_missing"] == ["2022"]


def test_a_name_that_the_article_writes_elsewhere_is_missed_where_it_lacks_or_sounds_otherwise():
    pairs = [
        ("وصل تورفالد إلى الميناء.", "Thorvald reached the harbour."),
        ("ثم غادر الميناء.", "Then Thorvald left the harbour."),
        ("قال تورفيلك إنه سعيد.", "Thorvald said that he was happy."),
    ]
    kinds = [[hint.kind for hint in found] for found in names(pairs)]
    assert kinds == [[], ["name_missing"], ["name_differs"]]


def test_a_space_before_a_semicolon_is_right_in_french():
    assert [hint.kind for hint in troubles("Il part ; elle reste .", "fr")] == ["space_before"]


def test_every_hint_has_a_reason_in_words():
    assert {f"hint.{kind}" for kind in (*CUES, *TROUBLES)} <= set(words("ar"))


@given(ANY_TEXT, ANY_TEXT, st.sampled_from(["ar", "en", "fr", "zh"]))
def test_no_text_is_too_strange_and_offsets_lie_inside_it(text, source, language):
    sentences = segment(text, language) or [(0, len(text))]
    for sentence in hints(text, language, sentences, [source] * len(sentences)):
        assert 0 <= sentence.checkability.score <= 1
        for hint in sentence.cues:
            assert sentence.start <= hint.start < hint.end <= sentence.end and hint.kind in CUES
        for hint in sentence.troubles:
            assert 0 <= hint.start <= hint.end <= len(text) and hint.kind in TROUBLES
