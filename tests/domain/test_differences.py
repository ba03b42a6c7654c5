"""What differs between a sentence and a known claim, and of which kind it is."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.differences import KINDS, differences

WORDS = st.lists(
    st.sampled_from(
        "لم وافق الرئيس ترامب بايدن 13 ٣٠ 1,000 1000 أسعار الأسعار ارتفعت not didn't Paris London the three".split()
    )
)
TEXTS = st.one_of(st.text(max_size=60), WORDS.map(" ".join))


@given(TEXTS, TEXTS)
def test_offsets_quote_both_texts(sentence, known):
    for one in differences(sentence, known):
        assert sentence[one.start : one.end] == one.text and known[one.known_start : one.known_end] == one.known
        assert one.kind in KINDS and (one.text or one.known)


@given(TEXTS)
def test_equal_texts_have_none(text):
    assert differences(text, text) == []


@given(TEXTS, TEXTS)
def test_differences_stand_in_the_order_of_the_sentence_and_never_overlap(sentence, known):
    found = differences(sentence, known)
    assert all(first.end <= second.start for first, second in pairwise(found))
    theirs = sorted((one.known_start, one.known_end) for one in found if one.known)
    assert all(end <= start for (_, end), (start, _) in pairwise(theirs))


@pytest.mark.parametrize(
    ("sentence", "known"),
    [
        ("قُتِل 30 شخصًا", "قتل ٣٠ شخصا"),
        ("ارتفعت الأسعار 1,000 مرة", "إرتفعت الاسعار 1000 مره"),
        ("The Prices rise.", "the prices rise"),
        ("prices rise again", "again prices rise"),
        ("He didn’t pay", "he didn't pay"),
    ],
)
def test_spelling_digits_endings_and_the_order_of_plain_words_make_no_difference(sentence, known):
    assert differences(sentence, known) == []


@pytest.mark.parametrize(
    ("sentence", "known", "expected"),
    [
        ("قتل 13 شخصا", "قُتل ٣٠ شخصًا", [("figure", "13", "٣٠")]),
        ("prices rose 1.5 per cent", "prices rose 15 per cent", [("figure", "1.5", "15")]),
        ("الأسعار ارتفعت 30%", "ارتفعت 13% الأسعار", [("figure", "30", "13")]),
        ("three died", "seven died", [("figure", "three", "seven")]),
        ("لم توافق اللجنة", "توافق اللجنة", [("negation", "لم", "")]),
        ("ولم يحضر أحد", "يحضر أحد", [("negation", "ولم", "")]),
        ("He didn't pay", "He did pay", [("word", "", "did"), ("negation", "didn't", "")]),
        ("قال الرئيس دونالد ترامب", "قال الرئيس جو بايدن", [("name", "دونالد", "جو"), ("name", "ترامب", "بايدن")]),
        (
            "أسعار الوقود ترتفع ٤٠ بالمئة",
            "ارتفعت أسعار الوقود 30 بالمئة",
            [("word", "", "ارتفعت"), ("word", "ترتفع", ""), ("figure", "٤٠", "30")],
        ),
        ("the big bridge", "the old bridge", [("word", "big", "old")]),
        ("5 died and 3 were hurt", "3 died and 5 were hurt", [("figure", "5", "3"), ("figure", "3", "5")]),
    ],
)
def test_what_differs_is_called_by_its_kind(sentence, known, expected):
    assert [(one.kind, one.text, one.known) for one in differences(sentence, known)] == expected


def test_a_word_that_begins_a_sentence_is_no_name_for_its_capital():
    assert [one.kind for one in differences("Prices rose. Bread vanished", "Wages rose. Milk vanished")] == ["word"] * 2


def test_what_is_missing_has_its_place():
    (one,) = differences("The minister paid", "The minister never paid")
    assert (one.kind, one.text, one.known, one.start, one.end) == ("negation", "", "never", 12, 12)


def test_names_that_have_changed_places_differ():
    found = differences("Yesterday France beat Spain", "Yesterday Spain beat France")
    assert found and {one.kind for one in found} == {"name"}
