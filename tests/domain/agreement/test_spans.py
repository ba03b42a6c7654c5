"""Where marks stand is compared exactly, by overlap and by characters, and never over white space."""

from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement import matching, spans
from annotator.domain.agreement.spans import Mark, Marked
from tests.domain.agreement.tables import ALPHAS, cases, exact


def marked(text, *reviewers):
    return Marked(text, tuple(None if own is None else [Mark(*mark) for mark in own] for own in reviewers))


def both(fits):
    return lambda a, b: fits(a, b) and matching.same_label(a, b)


MEASURES = {
    "span_f1_exact": lambda docs, one, two: spans.f1_exact(docs, one, two),
    "span_f1_exact_boundary_only": lambda docs, one, two: spans.f1_exact(docs, one, two, labelled=False),
    "span_f1_overlap_same_label": lambda docs, one, two: spans.f1_overlap(docs, one, two),
    "span_f1_overlap_any_label": lambda docs, one, two: spans.f1_overlap(docs, one, two, labelled=False),
    "span_f1_iou50_same_label": lambda docs, one, two: spans.f1(docs, one, two, both(matching.half_overlap)),
    "char_f1_same_label": lambda docs, one, two: spans.character_f1(docs, one, two),
    "char_f1_any_label": lambda docs, one, two: spans.character_f1(docs, one, two, labelled=False),
}
RATINGS = {
    "char_alpha_nominal_with_O": lambda docs, _: spans.character_ratings(docs),
    "char_alpha_binary": lambda docs, label: spans.character_ratings(docs, label),
    "char_alpha_binary_any_label": lambda docs, _: spans.character_ratings(docs, any_label=True),
    "sentence_has_span_alpha": lambda docs, _: spans.sentence_ratings(docs),
}
CASES = [(case, entry) for case in cases("spans") for entry in case["expected"]]


@pytest.mark.skipif(not CASES, reason="the tables are not here")
@pytest.mark.parametrize(
    ("case", "entry"), CASES or [({}, {})], ids=lambda thing: thing.get("id") or thing.get("measure") or ""
)
def test_every_published_case(case, entry):
    docs = [marked("x" * size, *row) for row, size in zip(case["data"], case["lengths"], strict=True)]
    params = entry.get("params") or {}
    if entry["measure"] in MEASURES:
        value = MEASURES[entry["measure"]](docs, *params["raters"])
    else:
        value = ALPHAS["nominal"](RATINGS[entry["measure"]](docs, params.get("label"))).estimate()
    if entry["exact"] is None:
        assert value is None or value != value
    else:
        assert value == exact(entry["exact"])


def test_the_largest_matching_is_found_where_first_come_is_not_enough():
    own, other = [Mark(0, 4, "a"), Mark(4, 10, "a")], [Mark(3, 8, "a"), Mark(0, 3, "a")]
    assert matching.matched(own, other, matching.overlap) == 2
    assert matching.matched_overlaps(own, sorted(other), labelled=True) == 2


def largest(own, other, fits):
    """Every way there is, tried."""
    if not own:
        return 0
    rest = [
        1 + largest(own[1:], other[:index] + other[index + 1 :], fits)
        for index in range(len(other))
        if fits(own[0], other[index])
    ]
    return max([largest(own[1:], other, fits), *rest])


anything = st.tuples(st.integers(0, 9), st.integers(0, 4), st.sampled_from("ab")).map(
    lambda mark: Mark(mark[0], mark[0] + mark[1], mark[2])
)
in_a_row = st.lists(st.tuples(st.integers(0, 2), st.integers(1, 4), st.sampled_from("ab")), max_size=6).map(
    lambda steps: [Mark(end - step[1], end, step[2]) for end, step in zip(ends(steps), steps, strict=True)]
)


def ends(steps):
    return list(accumulate(gap + length for gap, length, _ in steps))


@given(
    st.one_of(in_a_row, st.lists(anything, max_size=5)),
    st.one_of(in_a_row, st.lists(anything, max_size=5)),
)
def test_the_matching_is_as_large_as_trying_every_way_finds(own, other):
    """Marks in a row and marks that overlap, points among them."""
    same = both(matching.overlap)
    assert matching.matched_overlaps(own, other, labelled=False) == largest(own, other, matching.overlap)
    assert matching.matched_overlaps(own, other, labelled=True) == largest(own, other, same)
    half = both(matching.half_overlap)
    assert matching.matched(own, other, half) == largest(own, other, half)


@given(in_a_row, in_a_row)
def test_the_sweep_and_the_augmenting_paths_agree(own, other):
    assert matching.in_a_row(own)
    for labelled, fits in ((False, matching.overlap), (True, both(matching.overlap))):
        assert matching.matched_overlaps(own, other, labelled=labelled) == matching.matched(own, other, fits)


def test_an_omission_is_a_point_and_meets_the_same_point_or_a_mark_around_it():
    point = [Mark(4, 4, "omission")]
    assert matching.matched_overlaps(point, [Mark(4, 4, "omission")], labelled=True) == 1
    assert matching.matched_overlaps(point, [Mark(2, 6, "omission")], labelled=True) == 1
    for apart in (Mark(4, 6, "omission"), Mark(2, 4, "omission"), Mark(5, 5, "omission")):
        assert matching.matched_overlaps(point, [apart], labelled=True) == 0


def test_a_sentence_of_very_many_marks_is_matched_without_deep_recursion():
    own = [Mark(2 * place, 2 * place + 2, "a") for place in range(3_000)]
    other = [Mark(max(2 * place - 1, 0), 2 * place + 1, "a") for place in range(3_000)]
    other.reverse()
    assert matching.matched_overlaps(own[:800], other[-800:], labelled=True) == 800


def test_a_boundary_that_moves_over_white_space_is_no_disagreement():
    sentence = spans.tidied(marked("قال  الوزير  إن", [(3, 13, "x")], [(5, 11, "x")]))
    assert spans.f1_exact([sentence], 0, 1) == 1 and spans.character_f1([sentence], 0, 1) == 1
    apart = marked("قال الوزير", [(0, 10, "x")], [(0, 3, "x"), (4, 10, "x")])
    assert spans.character_f1([apart], 0, 1) == 1


def test_marks_can_be_grown_to_whole_words():
    text = "وبالمدرسة الكبيرة"
    sentence = marked(text, [(3, 9, "x")], [(0, 9, "x")])
    assert spans.f1_exact([spans.tidied(sentence)], 0, 1) == 0
    assert spans.f1_exact([spans.tidied(sentence, whole_words=True)], 0, 1) == 1


def test_reviewed_with_nothing_found_counts_and_not_reviewed_does_not():
    nothing, missing = marked("نص", [(0, 2, "x")], []), marked("نص", [(0, 2, "x")], None)
    assert spans.f1_overlap([nothing], 0, 1) == 0 and spans.f1_overlap([missing], 0, 1) is None


places = st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from("ab")).map(
    lambda mark: Mark(min(mark[:2]), max(mark[:2]) + 1, mark[2])
)


@given(st.lists(places, max_size=5), st.lists(places, max_size=5))
def test_figures_are_the_same_from_either_side_and_one_with_oneself(own, other):
    docs = [Marked("x" * 12, (own, other))]
    for measure in MEASURES.values():
        value = measure(docs, 0, 1)
        assert value == measure(docs, 1, 0) and (value is None or 0 <= value <= 1)
        assert measure(docs, 0, 0) == (1 if own else None)
