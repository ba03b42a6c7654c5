"""Sentences are cut as a careful reader would, and never at the cost of a character."""

import importlib.util
import json
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.segment import segment, unwrap
from tests.conftest import SHARED

CUT = [
    ("ar", "انخفض السعر. وارتفع الطلب.", 2),
    ("ar", "لماذا تأخر القطار؟ لا أحد يعرف!", 2),
    ("ar", "بلغ المعدل 3.5 في المئة يوم 1.2.2026 في عمّان.", 1),
    ("ar", "زار د. سمير المصنع. ثم عاد.", 2),
    ("ar", "قرأ «نهاية الطريق». أعجبه الكتاب.", 2),
    ("ar", "«هل وصلتم؟» سأل الحارس.", 1),
    ("ar", "قال: “لن نعود. لن نستسلم.", 2),
    ("ar", "انظر www.example.org/a.html ثم عد.", 1),
    ("ar", "انتهت الجلسة.وغادر النواب.", 2),
    ("ar", "سطر أول بلا نقطة\nسطر ثان", 2),
    ("ar", "نجحنا! 🎉 شكرًا لكم.", 2),
    ("ar", "وصل الوفد ، ثم غادر ؛ ولم يصرّح : لا أحد علّق.", 1),
    ("en", "Mr. Hale met Dr. Oke at 5 p.m. on Jan. 3. They left.", 2),
    ("en", "The U.S. Navy came. It left.", 2),
    ("en", '"Is it over?" she asked. Nobody knew.', 2),
    ("en", "Prices rose 2.5% (see p. 4). Then they fell.", 2),
    ("en", "He bought an iPhone. eBay sold it.", 2),
    ("ur", "یہ پہلا جملہ ہے۔ یہ دوسرا ہے۔", 2),
    ("zh", "你好。再见。", 2),
]


@pytest.mark.parametrize(("language", "text", "count"), CUT)
def test_each_rule_on_a_sentence_of_its_own(language, text, count):
    assert len(segment(text, language)) == count, [text[a:b] for a, b in segment(text, language)]


ANY = st.text(st.characters(exclude_categories=()), max_size=200)
MARKS = st.text(st.sampled_from(list(".!?؟۔…()«»“”\"' \n\u200f😀أبقالWa3،؛")), max_size=120)


@given(st.one_of(ANY, MARKS), st.sampled_from(["ar", "en", "ur", "zh", "xx"]))
def test_pieces_and_gaps_rejoin_to_any_text(text, language):
    position, rebuilt = 0, ""
    for start, end in segment(text, language):
        assert position <= start < end
        gap = text[position:start]
        assert all(character.isspace() or is_format(character) for character in gap)
        assert not text[start].isspace() and not text[end - 1].isspace()
        rebuilt += gap + text[start:end]
        position = end
    rest = text[position:]
    assert all(character.isspace() or is_format(character) for character in rest)
    assert rebuilt + rest == text


def is_format(character):
    import unicodedata

    return unicodedata.category(character) == "Cf"


@given(st.one_of(ANY, MARKS))
def test_unwrapping_moves_nothing(text):
    assert len(unwrap(text)) == len(text)
    assert unwrap(text).split() == text.split() or "\n" in text or "\r" in text


def test_unwrapped_lines_are_one_sentence():
    text = "هذه جملة كُسرت\nعند عرض ثابت.\n\nوهذه فقرة أخرى."
    assert len(segment(text, "ar")) == 3
    assert len(segment(unwrap(text), "ar")) == 2


FLOORS = {
    "ar-news": 0.995,
    "ar-news-mt": 0.995,
    "ar-hard": 0.97,
    "en-news": 0.993,
    "fa-news": 0.993,
    "ur-news": 0.993,
    "he-news": 0.988,
}


@pytest.mark.skipif(not (SHARED / "segmentation").exists(), reason="the gold sets are not here")
@pytest.mark.parametrize("name", FLOORS)
def test_the_gold_sets_are_cut_as_people_cut_them(name):
    score = load_scorer()
    hits = dict.fromkeys(("tp", "fp", "fn", "bad"), 0)
    for line in (SHARED / "segmentation" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if record["cat"] != "hardwrap":
            found = score.score_doc(record, segment(score.text_of(record), record["lang"]))[0]
            hits = {key: hits[key] + found[key] for key in hits}
    assert hits["bad"] == 0
    assert score.f1(hits["tp"], hits["fp"], hits["fn"]) >= FLOORS[name]


@pytest.mark.skipif(not (SHARED / "articles").exists(), reason="the article is not here")
def test_the_real_article_has_21_sentences_with_and_without_its_lines():
    text = (SHARED / "articles" / "alaska-summit.ar.txt").read_text(encoding="utf-8")
    assert [len(segment(form, "ar")) for form in (text, unwrap(text), text.replace("\n", " "))] == [21, 21, 21]


def load_scorer():
    path = SHARED / "segmentation" / "score.py"
    spec = importlib.util.spec_from_file_location("segmentation_score", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules.setdefault("segmentation_score", module)
    spec.loader.exec_module(module)
    return module
