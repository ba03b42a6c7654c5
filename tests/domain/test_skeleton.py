"""Names are known again in other letters, and figures by what they are worth."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.skeleton import skeletons


@pytest.mark.parametrize(
    ("name", "others"),
    [
        ("Oslo", ["أوسلو", "وأوسلو", "Осло", "אוסלו"]),
        ("Putin", ["بوتين", "لبوتين", "پوتین", "Путин", "פוטין"]),
        ("Michael", ["مايكل"]),
        ("Osman", ["عثمان"]),
        ("Darwish", ["درويش", "والدرويش"]),
        ("Guterres", ["غوتيريش", "جوتيريس"]),
        ("Vladimir", ["وفلاديمير"]),
    ],
)
def test_a_name_in_other_letters_is_known_again(name, others):
    for other in others:
        assert skeletons(name) & skeletons(other), other


def test_other_names_are_not():
    assert not skeletons("Oslo") & skeletons("برلين")
    assert not skeletons("Putin") & skeletons("بايدن")


@given(st.text(max_size=40))
def test_any_word_has_skeletons_of_known_sounds(word):
    assert all(set(one) <= set("BDKLMNRST") and len(one) >= 2 for one in skeletons(word))
