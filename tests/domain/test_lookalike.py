"""Names that the eye can't tell apart are the same name; names that it can are not."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.lookalike import alike, hides

FAKES = [
    ("admin", "аdmin"),  # Cyrillic a
    ("Sarah", "Ѕаrаh"),
    ("HOPE", "НОРЕ"),  # all Cyrillic
    ("Nikos", "Νikοs"),
    ("Omar", "0mar"),
    ("Omar", "Оmаr"),
    ("Bill", "BiII"),
    ("Bill", "Bi11"),
    ("Adam", "Adarn"),
    ("Walid", "VValid"),
    ("Sara Ali", "Sara\u00a0 Ali"),
    ("Sara Ali", "SaraAli"),
    ("Sara-Ali", "Sara‐Ali"),
    ("O'Brien", "O’Brien"),
    ("Sara", "Ｓａｒａ"),
    ("Sara", "𝐒𝐚𝐫𝐚"),
    ("Sara", "Sára"),
    ("Sara", "Sa\u0301\u0301ra"),
    ("سلمى", "ﺳﻠﻤﻰ"),
    ("سلمى", "سلمي"),
    ("كريم", "کریم"),
    ("هدى", "ھدى"),
    ("هدى", "ہدی"),
    ("علي", "عـلي"),
    ("عَلِيّ", "علي"),
    ("محمد٥", "محمد5"),
    ("rater١", "rater1"),
    ("consensus", "соnsеnsus"),
]
APART = [
    "سلمى",
    "سليم",
    "سامي",
    "علي",
    "عالي",
    "هدى",
    "نور",
    "كريم",
    "كرم",
    "Sara",
    "Sarah",
    "Omar",
    "Amar",
    "Adam",
    "Ali",
]
APART += [
    "Анна",
    "Иван",
    "Νίκος",
    "Γιώργος",
    "rater1",
    "rater2",
    "rater11",
    "Bill",
    "Beth",
    "李明",
    "王芳",
    "प्रिया",
    "प्रीति",
]


@pytest.mark.parametrize(("name", "fake"), FAKES)
def test_a_name_that_looks_like_another_is_the_same(name, fake):
    assert alike(name, fake) and alike(fake, name)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(APART, 2)))
def test_names_that_can_be_told_apart_are_apart(one, other):
    assert not alike(one, other)


@given(st.text(max_size=30), st.text(max_size=30))
def test_a_name_looks_like_itself_and_likeness_goes_both_ways(one, other):
    assert alike(one, one) and alike(one, other) == alike(other, one)


@pytest.mark.parametrize(
    "name", ["sa\u200bra", "سل\u3164مى", "Z\u0300\u0301\u0302\u0303", "x\u2800", "a\ufe0fb", "\U000e0041"]
)
def test_a_name_that_hides_something_is_told(name):
    assert hides(name)


@pytest.mark.parametrize("name", ["سلمى", "عَلِيٌّ", "Nguyễn Thị", "प्रीति", "O'Brien"])
def test_a_name_with_ordinary_signs_hides_nothing(name):
    assert not hides(name)
