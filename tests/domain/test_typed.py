"""Disagreements counted in columns are those that are found judgement by judgement, in the same order."""

from collections import Counter

from hypothesis import given, settings

from annotator.domain.disagreement import KINDS, disagreements, paired
from annotator.domain.pairing import confusion
from annotator.domain.typed import typed
from tests.domain.invented import SCHEME, crowds, material


@given(crowds())
@settings(max_examples=150, deadline=None)
def test_columns_and_objects_tell_the_same_disagreements(judged):
    of = material(judged)
    found, told = typed(of), disagreements(judged, SCHEME)
    names, ids = of.work.reviewers, of.work.sentence_ids
    rows = zip(found.sentence, found.first, found.second, found.kind, found.harm, found.kinds, strict=True)
    mine = Counter(
        (
            ids[sentence],
            names[a],
            names[b],
            KINDS[kind],
            int(harm),
            tuple(k for k, on in zip(KINDS, kinds, strict=True) if on),
        )
        for sentence, a, b, kind, harm, kinds in rows
    )
    theirs = Counter(
        (
            one.first.sentence.id,
            one.first.reviewer,
            one.second.reviewer,
            one.kind,
            one.harm,
            tuple(sorted(one.kinds, key=KINDS.index)),
        )
        for one in told
    )
    assert mine == theirs
    assert [(KINDS[kind], harm) for kind, harm in zip(found.kind, found.harm, strict=True)] == [
        (one.kind, one.harm) for one in told
    ]


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_the_sentences_of_a_kind_are_those_with_the_worst_first(judged):
    of = material(judged)
    found, told = typed(of), disagreements(judged, SCHEME)
    for kind in (None, *KINDS):
        wanted = dict.fromkeys(one.first.sentence.id for one in told if kind is None or kind in one.kinds)
        assert [of.work.sentence_ids[row] for row in found.sentences(kind)] == list(wanted)
        if kind:
            assert found.counts()[kind] == sum(kind in one.kinds for one in told)


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_the_confusion_of_categories_counts_every_meeting_at_a_place(judged):
    of = material(judged)
    met = confusion(of.work, of.issue_partners)
    wanted = Counter()
    by_sentence = {}
    for one in judged:
        by_sentence.setdefault(one.sentence.id, []).append(one)
    for said in by_sentence.values():
        said.sort(key=lambda one: one.reviewer)
        for index, first in enumerate(said):
            for second in said[index + 1 :]:
                pairs, alone = paired(first.issues, second.issues)
                wanted.update(tuple(sorted((a.category, b.category))) for a, b in pairs)
                wanted.update(("", one.category) for one in alone)
    names = (*met.categories, "")
    for row, one in enumerate(names):
        for column, other in enumerate(names):
            assert met.counts[row, column] == wanted[tuple(sorted((one, other)))]
    assert met.counts.sum() + met.counts.trace() == 2 * wanted.total()
