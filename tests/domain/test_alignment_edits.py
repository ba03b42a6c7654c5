"""An alignment corrected by hand keeps its order and loses no source sentence."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.alignment_edits import EDITS, edited, join, shift, split
from annotator.errors import Invalid

THREE = [(0, 1), (1, 2), (2, 4)]


def test_a_join_shares_all_that_either_has():
    assert join(THREE, 1, 2) == [(0, 1), (1, 4), (1, 4)]
    assert join(join(THREE, 1, 2), 1, 0) == [(0, 4)] * 3
    assert join([(0, 1), (1, 1), (1, 2)], 1, 0) == [(0, 1), (0, 1), (1, 2)]


def test_a_split_undoes_a_join():
    assert split(join(THREE, 0, 1), 1) == THREE
    assert split([(0, 1), (0, 1)], 1) == [(0, 1), (1, 1)]


def test_a_shift_takes_from_a_neighbour_or_gives_to_it():
    assert shift(THREE, 1, "first", -1, 4) == [(0, 0), (0, 2), (2, 4)]
    assert shift(THREE, 1, "end", 1, 4) == [(0, 1), (1, 3), (3, 4)]
    assert shift(THREE, 2, "first", 1, 4) == [(0, 1), (1, 3), (3, 4)]
    assert shift([(0, 2), (2, 2), (2, 3)], 0, "end", -1, 3) == [(0, 1), (1, 2), (2, 3)]


def test_sentences_that_share_their_source_move_together():
    assert shift([(0, 1), (0, 1), (1, 3)], 0, "end", 1, 3) == [(0, 2), (0, 2), (2, 3)]
    assert shift([(0, 1), (0, 1), (1, 3)], 2, "first", 1, 3) == [(0, 2), (0, 2), (2, 3)]


@pytest.mark.parametrize(
    ("links", "index", "edit"),
    [
        (THREE, 0, "join_up"),
        (THREE, 2, "join_down"),
        (THREE, 0, "split"),
        (THREE, 0, "take_up"),
        (THREE, 0, "give_up"),
        (THREE, 2, "take_down"),
        (THREE, 2, "give_down"),
        ([(0, 0), (0, 0)], 0, "join_down"),
        (THREE, 3, "split"),
        (THREE, 1, "turn"),
    ],
)
def test_what_is_impossible_is_refused(links, index, edit):
    with pytest.raises(Invalid):
        edited(links, index, edit, 4)


@given(st.integers(1, 6), st.integers(1, 6), st.lists(st.tuples(st.integers(0, 5), st.sampled_from(sorted(EDITS)))))
def test_edits_keep_the_order_and_lose_no_source_sentence(sentences, count, edits):
    links = [(0, count), *[(count, count)] * (sentences - 1)]
    for index, edit in edits:
        try:
            links = edited(links, index, edit, count)
        except Invalid:
            continue
        assert len(links) == sentences
        assert {n for first, end in links for n in range(first, end)} == set(range(count))
        assert [first for first, _ in links] == sorted(first for first, _ in links)
        assert [end for _, end in links] == sorted(end for _, end in links)
