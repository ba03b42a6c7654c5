"""Characters that nobody sees are boxes on the page; what stands around them keeps its order, offsets stay exact."""

import json
import random

from playwright.sync_api import expect

from annotator.domain.invisible import invisible
from tests.browser.conftest import reader_at
from tests.domain.test_invisible import NEEDED, SMUGGLED

HIDDEN = "في العام 1\u200b3 من abc\u202edef ثم \u2067واحد\u2069 نهاية. "
HIDDEN += "قال\u200f الوزير: می\u200cخواهم 👨\u200d👩\u200d👧 تم.\U000e0041\U000e0042 بقية."
PLACES = """() => {
  const roots = [...document.querySelectorAll('*')].map((element) => element.shadowRoot)
  const root = roots.find((root) => root?.querySelector('.list'))
  const walker = document.createTreeWalker(root.querySelector('#s1 p.translation'), NodeFilter.SHOW_TEXT)
  const places = {}
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    for (let at = 0; at < node.length; at++) {
      const range = new Range()
      range.setStart(node, at)
      range.setEnd(node, at + 1)
      places[node.data[at]] ??= range.getBoundingClientRect().left
    }
  return places
}"""
FINDINGS = """async (texts) => {
  const roots = [...document.querySelectorAll('*')].map((element) => element.shadowRoot)
  const style = roots.find((root) => root?.querySelector('link')).querySelector('link').href
  const { invisible } = await import(style.replace('style.css', 'invisible.js'))
  return texts.map((text) => invisible(text).flatMap(({ start, run, kind }) => {
    let at = [...text.slice(0, start)].length
    return [...run].map(() => [at++, kind])
  }))
}"""


def test_both_find_the_same(reader):
    chance = random.Random(7)
    letters = "ab ع\u200c\u200d\u202e\ufe0f\ufe00❤👨🏴\U000e0067\U000e0062\u00ad\u180eᠠक्1#\u200b\ufeff葛\u061c\u0085"
    texts = ["".join(chance.choices(letters, k=12)) for _ in range(2_000)]
    texts += [text for text, _ in SMUGGLED] + NEEDED
    found = reader.page.evaluate(FINDINGS, texts)
    for text, places in zip(texts, found, strict=True):
        assert [tuple(place) for place in places] == invisible(text), ascii(text)


def test_they_are_boxes_and_their_neighbours_keep_their_order(server, chromium):
    with reader_at(server, chromium, text=HIDDEN) as reader:
        page = reader.open()
        boxes = page.locator(".list p.translation .invisible")
        expect(boxes).to_have_count(6)
        titles = boxes.evaluate_all("boxes => boxes.map((box) => box.title)")
        assert titles == ["U+200B", "U+202E", "U+2067", "U+2069", "U+200F", "U+E0041 U+E0042"]
        assert all(box["width"] > 3 for box in (boxes.nth(at).bounding_box() for at in range(6)))
        lefts = page.evaluate(PLACES)
        assert lefts["1"] < lefts["3"], "a figure reads from left to right"
        assert lefts["a"] < lefts["b"] < lefts["c"] < lefts["d"] < lefts["e"] < lefts["f"], "nothing is overridden"


def test_marks_around_them_have_exact_offsets_and_reports_count_them(server, chromium):
    with reader_at(server, chromium, text=HIDDEN) as reader:
        page = reader.open()
        page.locator("#s2 .number").click()
        reader.select("می\u200cخواهم")
        reader.choose("اسم علم", "طفيف")
        reader.saved()
        page.locator("#s1 .number").click()
        forward = "ArrowLeft"
        reader.press("Home", *[f"Control+{forward}"] * 2, *[f"Control+Shift+{forward}"] * 3, "Enter", "6", "3")
        reader.saved()
        rows = reader.report("issues")
        assert len(rows) == 2
        for row in rows:
            assert row["sentence"][int(row["start"]) : int(row["end"])] == row["quote"], json.dumps(row)
        assert {row["sentence_no"]: row["invisible"] for row in reader.report("sentences")}[
            "1"
        ] == "bidi:3|zero_width:1"
