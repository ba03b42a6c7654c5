"""Whom a comment names: names with spaces and Arabic letters, however they are spelled, and nobody by accident."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.comments import MAX_COMMENT, mentioned, read_comment
from annotator.domain.operations import Say, parse
from annotator.errors import Invalid

NAMES = {"1": "سامي", "2": "سامي عبد الرحمن", "3": "هدى", "4": "Huda Karim", "5": "أحمد"}


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("@سامي انظر", ["1"]),
        ("انظر يا @سامي عبد الرحمن، الرقم خطأ", ["2"]),
        ("@سامي عبد الله", ["1"]),
        ("(@Huda Karim) and @هدى!", ["4", "3"]),
        ("@huda karim", ["4"]),
        ("@احمد @أحْمَد @أحمـد", ["5"]),
        ("@\u2068سامي\u2069 قال", ["1"]),
        ("＠هدى", ["3"]),
        ("@هدى @هدى", ["3"]),
        ("@سامية", []),
        ("x@هدى.org", []),
        ("@ سامي", []),
        ("سامي", []),
        ("@", []),
    ],
)
def test_who_is_named(text, ids):
    assert mentioned(text, NAMES) == ids


@given(st.text(), st.sampled_from(sorted(NAMES)), st.text())
def test_a_name_between_spaces_is_always_found(before, id, after):
    found = mentioned(f"{before.replace('@', '').replace('＠', '')} @{NAMES[id]} . {after}", NAMES)
    assert found[:1] == [id]


def test_no_more_than_a_hundred_signs_are_looked_at():
    assert mentioned("@س " * 99 + "@هدى", NAMES) == ["3"]
    assert mentioned("@س " * 100 + "@هدى", NAMES) == []


SAYS_NOTHING = [("", "comment_empty"), (" \n\u200f", "comment_empty"), (3, "operation_bad")]


@pytest.mark.parametrize(("text", "code"), SAYS_NOTHING)
def test_a_comment_says_something(text, code):
    with pytest.raises(Invalid, match=code):
        read_comment(text)


def test_a_comment_is_kept_as_it_was_typed_and_no_longer_than_it_may_be():
    assert read_comment(" <b>*مهم*</b>\r\n$x$ ") == " <b>*مهم*</b>\n$x$ "
    with pytest.raises(Invalid, match="field_too_long"):
        read_comment("س" * (MAX_COMMENT + 1))


def test_an_operation_that_comments_is_checked_for_form():
    raw = {"id": "0" * 26, "article": "1" * 26, "act": "comment", "sentence": "2" * 26, "comment": "3" * 26}
    assert parse({**raw, "revision": 0, "text": "لماذا؟"}) == Say("0" * 26, "1" * 26, "2" * 26, "3" * 26, 0, "لماذا؟")
    for bad in ({"text": None}, {"revision": -1}, {"sentence": "../x"}, {"comment": 7}):
        with pytest.raises(Invalid, match="operation_bad"):
            parse({**raw, "revision": 0, "text": "لماذا؟", **bad})
