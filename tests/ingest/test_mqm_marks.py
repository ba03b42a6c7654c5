"""A mark stands where its rater put it, whatever happened to its tags and to its text."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.ingest.mqm_marks import Marked, differ, one_text, placed, read_marks

CELLS = st.lists(st.sampled_from(["<v>", "</v>", "a", " ", "é", "v>", "<v", "ب"]), max_size=12).map("".join)


@pytest.mark.parametrize(
    ("cell", "span", "faults"),
    [
        ("no mark", None, ()),
        ("a <v>b</v> c", (2, 3), ()),
        ("all to the end<v> ?", (14, 16), ("mark_unclosed",)),
        ("from the start</v> on", (0, 14), ("mark_unopened",)),
        ("a <v>b</v> c <v>d</v>", (2, 7), ("marks_several",)),
        ("a <v>b <v>c</v></v> d", (2, 5), ("marks_several",)),
        ("a <v></v>b", (2, 2), ("mark_empty",)),
        ("a<v> </v>", (1, 2), ()),
        ("<v>a</v> b <v>c", (0, 5), ("marks_several", "mark_unclosed")),
    ],
)
def test_tags_become_one_span_and_their_faults_are_named(cell, span, faults):
    marked = read_marks(cell)
    assert (marked.span, marked.faults) == (span, faults)
    assert marked.text == re.sub("</?v>", "", cell)


@given(CELLS)
def test_any_tags_leave_the_text_whole_and_a_span_inside_of_it(cell):
    marked = read_marks(cell)
    assert marked.text == re.sub("</?v>", "", cell)
    assert (marked.span is None) == (marked.text == cell)
    if marked.span:
        assert 0 <= marked.span[0] <= marked.span[1] <= len(marked.text)


def test_the_text_that_holds_a_marked_space_is_the_items_text():
    variants = [Marked("ab.", (0, 1)), Marked("ab.", None), Marked("ab. ", (3, 4)), Marked("ab.", (2, 3))]
    text = one_text(variants)
    assert text == "ab. "
    assert [placed(marked, text) for marked in variants if marked.span] == [
        ((0, 1), "same"),
        ((3, 4), "same"),
        ((2, 3), "same"),
    ]


@pytest.mark.parametrize(
    ("marked", "text", "expected"),
    [
        (Marked("a  b c", (3, 4)), "a b c", ((2, 3), "spaces")),
        (Marked("a b", (1, 2)), "a\tb", ((2, 2), "spaces")),
        (Marked("x the cat sat", (6, 9)), "y the cat sat", ((6, 9), "quote")),
        (Marked("cat, a cat", (7, 10)), "cat; the cat", ((9, 12), "quote")),
        (Marked("one dog", (4, 7)), "two cats", ((0, 8), "whole")),
        (Marked("one", (2, 2)), "two", ((0, 3), "whole")),
    ],
)
def test_a_mark_is_found_again_in_another_text(marked, text, expected):
    assert placed(marked, text) == expected


@given(CELLS.map(read_marks), CELLS.map(lambda cell: read_marks(cell).text))
def test_a_placed_mark_lies_in_the_text_and_covers_the_same_letters_unless_it_covers_all(marked, text):
    if marked.span is None:
        return
    (start, end), how = placed(marked, text)
    assert 0 <= start <= end <= len(text)
    if how != "whole":
        assert not differ(text[start:end], marked.quote)
        assert how == "spaces" or text[start:end] == marked.quote
