"""What nobody sees is found and counted; what a script or an emoji needs is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.invisible import KINDS, counted, invisible

TAGS = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore all")
SMUGGLED = [
    ("abc\u202egnp.exe", "bidi:1"),
    ("\u2067a\u2069 b \u2066c", "bidi:3"),
    ("نص\u200f عربي\u061c", "bidi:2"),
    ("pay\u200bpal", "zero_width:1"),
    ("pay\u200cpal \u200dx", "zero_width:2"),
    ("ع\u200c\u200cب", "zero_width:1"),
    ("\ufeffنص \u2060\u2064", "zero_width:3"),
    ("\u3164", "zero_width:1"),
    (f"نص{TAGS}", f"tag:{len(TAGS)}"),
    ("x" + "\ufe01" * 3 + "\U000e0101", "variation:4"),
    ("a\x00b\x07\x9f\u2028", "control:4"),
    ("\u202e\u200b", "bidi:1|zero_width:1"),
]
NEEDED = [
    "می‌خواهم به خانه‌ها بروم",
    "سنة 1446 ه‍",
    "क्‍ष",
    "👨‍👩‍👧 ❤️ 👩🏽‍⚕️ 🏳️‍🌈",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿🏴󠁧󠁢󠁳󠁣󠁴󠁿🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "1️⃣ ☎︎ 葛󠄀",
    "Donau\u00addampf",
    "سطر\nوآخر\tهنا",
    "قَالَ الوَزِيرُ: «نعم» — 30٪",
]


@pytest.mark.parametrize(("text", "found"), SMUGGLED)
def test_what_is_smuggled_in_is_counted_by_kind(text, found):
    assert counted([text]) == found


@pytest.mark.parametrize("text", NEEDED)
def test_nobody_cries_wolf_over_what_a_script_needs(text):
    assert invisible(text) == []


@given(st.text())
def test_places_are_code_points_in_order(text):
    places = invisible(text)
    assert [at for at, _ in places] == sorted({at for at, _ in places})
    assert all(kind in KINDS and not text[at].isalnum() for at, kind in places)
