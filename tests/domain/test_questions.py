"""Questions asked of columns have the answers that they have when asked judgement by judgement."""

import numpy as np
import pytest
from hypothesis import given, settings

from annotator.domain.agreement.measure import coefficient_of, measure
from annotator.domain.agreement.ratings import from_rows
from annotator.domain.agreement.spans import (
    Mark,
    Marked,
    character_f1,
    character_ratings,
    f1_exact,
    f1_overlap,
    tidied,
)
from annotator.domain.characters import overlap as overlap_of
from annotator.domain.questions import QUESTIONS, Material
from annotator.domain.scoring import penalty
from annotator.domain.span_pairs import span_f1
from tests.domain.invented import NAMES, SCHEME, crowds, in_columns, material

RANK = {severity.id: number for number, severity in enumerate(SCHEME.severities)}
ANSWERS = {
    "issue_found": lambda one: one.review.state,
    "major_found": lambda one: any(RANK[issue.severity] >= 2 for issue in one.issues),
    "category": lambda one: frozenset(issue.category for issue in one.issues),
    "severity": lambda one: max(RANK[issue.severity] for issue in one.issues) if one.issues else None,
    "penalty": lambda one: penalty(one.issues, SCHEME, SCHEME.default_weights),
    "claim_found": lambda one: "claim" if one.claims else "none",
    "score": lambda one: one.review.score,
}
DECLARED = {"issue_found": ("clean", "issues"), "major_found": (False, True), "claim_found": ("claim", "none")}


def one_by_one(name, judged):
    rows = [(one.sentence.id, one.reviewer, ANSWERS[name](one), one.article.id) for one in judged]
    return _from(rows, DECLARED.get(name, ()))


def _from(rows, declared=()):
    rows = [row for row in rows if row[2] is not None]
    items, reviewers, values, articles = zip(*rows, strict=True) if rows else ((), (), (), ())
    return from_rows(items, reviewers, values, articles, declared)


def verdicts(judged):
    """Claims that overlap are one item."""
    by_sentence = {}
    for one in judged:
        by_sentence.setdefault(one.sentence.id, []).extend((one, claim) for claim in one.claims)
    rows = []
    for sentence, claims in by_sentence.items():
        group, reach = -1, -1
        for one, claim in sorted(claims, key=lambda pair: (pair[1].start, pair[1].end)):
            group += claim.start >= reach
            reach = max(reach, claim.end)
            rows.append((f"{sentence} {group}", one.reviewer, claim.verdict, one.article.id))
    return _from(rows)


def marked(judged):
    """Each sentence with the marks of the translation, for the functions of `spans`."""
    found = {}
    for one in judged:
        marks = [
            Mark(issue.start - one.sentence.start, issue.end - one.sentence.start, "x")
            for issue in one.issues
            if issue.side == "translation"
        ]
        found.setdefault(one.sentence.id, (one.text, one.article.id, {}))[2][one.reviewer] = marks
    articles = {article: number for number, article in enumerate(sorted({one.article.id for one in judged}))}
    names = sorted({one.reviewer for one in judged})
    return [
        Marked(text, tuple(own.get(name) for name in names), articles[article]) for text, article, own in found.values()
    ]


def same(ratings, other, level):
    for kind in ("alpha", "ac1", "percent"):
        if not other.n_pairable:
            assert not ratings.n_pairable
            continue
        mine, theirs = (coefficient_of(one, kind, level).estimate() for one in (ratings, other))
        assert mine == pytest.approx(theirs, nan_ok=True), kind
        a, b = measure(ratings, kind, level), measure(other, kind, level)
        assert (a.n_items, a.n_ratings, a.n_reviewers, a.flags) == (b.n_items, b.n_ratings, b.n_reviewers, b.flags)
        assert a.ci_low == pytest.approx(b.ci_low) and a.ci_high == pytest.approx(b.ci_high)


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_every_question_asked_of_columns_has_the_answers_of_the_judgements(judged):
    of = material(judged)
    for question in QUESTIONS:
        ratings = question.ratings(of)
        if question.name in ANSWERS:
            same(ratings, one_by_one(question.name, judged), question.level)
            same(ratings.condensed, one_by_one(question.name, judged), question.level)
        if question.name == "verdict":
            same(ratings, verdicts(judged), question.level)


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_the_place_of_marks_is_compared_as_character_by_character(judged):
    of, sentences = material(judged), marked(judged)
    if judged:
        place = next(question for question in QUESTIONS if question.name == "place")
        expected = character_ratings([tidied(one) for one in sentences], any_label=True)
        same(place.ratings(of), expected, "nominal")


@given(crowds())
@settings(max_examples=60, deadline=None)
def test_f1_of_characters_and_of_spans_is_that_of_the_span_functions(judged):
    of, sentences = material(judged), marked(judged)
    work, runs = of.work, of.runs
    visible, raw, spans = overlap_of(work, runs, runs.visible), overlap_of(work, runs, runs.length), span_f1(work)
    tidy = [tidied(one) for one in sentences if any(char.strip() for char in one.text)]
    blank = any(not one.text[m.start : m.end].strip() for one in sentences for own in one.marks for m in own or ())
    for first, second in spans:
        assert visible.f1(first, second) == pytest.approx(character_f1(sentences, first, second, labelled=False))
        x = [one.marks for one in sentences if one.marks[first] is not None and one.marks[second] is not None]
        covered = [[{p for m in own[who] for p in range(m.start, m.end)} for who in (first, second)] for own in x]
        total = sum(len(a) + len(b) for a, b in covered)
        wanted = 2 * sum(len(a & b) for a, b in covered) / total if total else None
        assert raw.f1(first, second) == pytest.approx(wanted)
        if not blank:
            assert spans[first, second][0] == pytest.approx(f1_exact(tidy, first, second, labelled=False))
            assert spans[first, second][1] == pytest.approx(f1_overlap(tidy, first, second, labelled=False))


def test_a_mark_over_the_end_of_its_sentence_counts_inside_it_only():
    work = in_columns([])
    assert Material(work, SCHEME, "wmt").runs.sentence.size == 0 and work.reviewers == ()
    assert len(NAMES) == 3 and np.array_equal(work.worst, np.zeros((0, 0)))
