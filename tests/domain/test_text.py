"""Text is stored as it came; only what is compared is normalised."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.language import recognise
from annotator.domain.text import clean, direction, normal
from annotator.errors import Invalid
from tests.conftest import SHARED

STORABLE = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0\r"))


@given(STORABLE)
def test_a_sound_text_is_stored_exactly_as_it_came(text):
    assert clean(text) == text


def test_only_line_ends_are_unified():
    assert clean("أ\r\nب\rج\n ـ\u200f") == "أ\nب\nج\n ـ\u200f"


@pytest.mark.parametrize(("text", "code"), [("ab\ud800", "text_surrogate"), ("ab\0", "text_nul")])
def test_what_no_database_can_hold_is_refused_with_its_place(text, code):
    with pytest.raises(Invalid) as refusal:
        clean(text)
    assert (refusal.value.code, refusal.value.params["position"]) == (code, 3)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("أحمد إلى آخره", "احمد الي اخره"),
        ("مدرسة", "مدرسه"),
        ("كِتَابٌ", "كتاب"),
        ("عـــاجل", "عاجل"),
        ("٣٠٪ من ۵", "30٪ من 5"),
        ("\u200fليلى\u200e  ", "ليلي"),
        ("ﷲ", "الله"),
        ("ABC", "abc"),
    ],
)
def test_spelling_variants_compare_equal(one, other):
    assert normal(one) == normal(other)


@given(STORABLE)
def test_the_normal_form_is_its_own_normal_form(text):
    once = normal(text)
    assert normal(once) == once or normal(normal(once)) == normal(once)


def test_direction_follows_the_language():
    assert [direction(code) for code in ("ar", "fa-IR", "he", "en", "zh", "")] == [
        "rtl",
        "rtl",
        "rtl",
        "ltr",
        "ltr",
        "ltr",
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "أعلنت الحكومة أمس أن الأسعار سترتفع في العام المقبل."),
        ("fa", "دولت دیروز اعلام کرد که قیمت‌ها در سال آینده افزایش می‌یابد."),
        ("ur", "حکومت نے کل اعلان کیا کہ اگلے سال قیمتیں بڑھ جائیں گی۔"),
        ("he", "הממשלה הודיעה אתמול כי המחירים יעלו."),
        ("en", "The government said that prices would rise in the coming year."),
        ("fr", "Le gouvernement a annoncé que les prix vont augmenter dans le pays."),
        ("ru", "Правительство объявило, что цены вырастут, и это было неожиданно."),
        ("uk", "Уряд оголосив, що ціни зростуть, і це було несподівано."),
        ("zh", "政府昨天宣布价格将上涨。"),
        ("ja", "政府は昨日、価格が上がると発表しました。"),
        ("und", "12345 — !"),
    ],
)
def test_the_language_is_recognised(language, text):
    assert recognise(text) == language


def news(name):
    with (SHARED / "segmentation" / f"{name}.jsonl").open(encoding="utf-8") as lines:
        return {record["id"].split("ntrex-")[1]: record for record in map(json.loads, lines)}


@pytest.mark.skipif(not (SHARED / "segmentation").exists(), reason="the gold sets are not here")
@pytest.mark.parametrize("name", ["ar-news", "en-news", "fa-news", "ur-news", "he-news"])
def test_the_language_of_news_is_recognised(name):
    records = news(name).values()
    assert sum(recognise(record["text"]) == record["lang"] for record in records) >= 0.99 * len(records)
