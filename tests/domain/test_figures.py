"""Figures are found where they stand, with what they are worth, in digits or spelled out."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.figures import figures


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a £11million deal", [("11million", {11e6})]),
        ("1.3 million of 9,000", [("1.3 million", {1.3e6}), ("9,000", {9000, 9})]),
        ("1,234.56 beside 1.234.567", [("1,234.56", {1234.56}), ("1.234.567", {1234567})]),
        ("twenty-five men, two hundred and twelve women", [("twenty-five", {25}), ("two hundred and twelve", {212})]),
        ("a $3bn loan and 40m more", [("3bn", {3e9}), ("40m", {40e6})]),
        ("two thousand three hundred", [("two thousand three hundred", {2300})]),
        ("Thousands came", []),
        ("٢٥٫٥ مليون و١٬٢٠٠", [("٢٥٫٥ مليون", {25.5e6}), ("١٬٢٠٠", {1200, 1.2})]),
        ("لمدة أحد عشر عامًا", [("أحد عشر", {11})]),
        ("وثلاثمئة وسبعة وعشرون", [("وثلاثمئة وسبعة وعشرون", {327})]),
        ("بخمسة وعشرين رجلًا", [("بخمسة وعشرين", {25})]),
        ("مليوني دولار و3 ملايين", [("مليوني", {2e6}), ("3 ملايين", {3e6})]),
        ("ألف وتسعمئة وواحد وستين", [("ألف وتسعمئة وواحد وستين", {1961})]),
        ("ملايين الناس", []),
    ],
)
def test_figures_are_found_with_their_worth(text, expected):
    assert [(text[figure.start : figure.end], set(figure.values)) for figure in figures(text)] == expected


def test_ordinals_and_a_spelt_one_or_two_are_loose():
    assert [figure.loose for figure in figures("The first of two, one, fourth, 2 and three")] == [True] * 4 + [
        False
    ] * 2


@given(st.text(alphabet="0123456789٠٩.,٫٬ -kmbنوالفمئةثلاثة twohundredmillionand\u0000\ud7ff", max_size=60))
def test_figures_stand_apart_in_the_text(text):
    found, position = figures(text), 0
    for figure in found:
        assert position <= figure.start < figure.end <= len(text) and figure.values
        position = figure.end
