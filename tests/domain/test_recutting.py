"""A recut leaves no word out and knows which old sentences each new one was made of."""

from itertools import count, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.records import Sentence
from annotator.domain.recutting import check, recut
from annotator.errors import Invalid

TEXT = "أ ب ج د ه و ز ح ط ي"


def ranges_of(cuts):
    """Words of TEXT, cut before each of the given word numbers."""
    edges = [0, *sorted(set(cuts)), 10]
    return [(2 * a, 2 * b - 1) for a, b in pairwise(edges) if a < b]


CUTS = st.sets(st.integers(1, 9))


@given(CUTS, CUTS)
def test_every_old_sentence_is_kept_or_retired_and_every_new_one_has_parts(before, after):
    old = [Sentence(f"s{i}", "a", *pair, None, None) for i, pair in enumerate(ranges_of(before))]
    fresh = count()
    plan = recut(old, ranges_of(after), lambda: f"n{next(fresh)}")
    assert [(s.start, s.end) for s in plan.sentences] == ranges_of(after)
    ids = [s.id for s in plan.sentences]
    assert len(set(ids)) == len(ids)
    assert {s.id for s in old} == {id for id in ids if id.startswith("s")} | {s.id for s in plan.retired}
    assert all(plan.parts[id] for id in ids)


@given(CUTS)
def test_the_same_cut_again_changes_nothing(cuts):
    old = [Sentence(f"s{i}", "a", *pair, None, None) for i, pair in enumerate(ranges_of(cuts))]
    plan = recut(old, ranges_of(cuts), lambda: "new")
    assert list(plan.sentences) == old and not plan.retired


@pytest.mark.parametrize(
    "bad", [[], [(0, 3)], [(0, 3), (2, 19)], [(3, 0)], [(0, 19), (19, 25)], [(0, 1), (1, 2), (2, 19)]]
)
def test_a_cut_that_leaves_words_out_is_refused(bad):
    with pytest.raises(Invalid):
        check(TEXT, bad)
