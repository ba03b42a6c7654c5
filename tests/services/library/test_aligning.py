"""Which part of the source stands beside a sentence is corrected by hand, and nobody's work is lost."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import Issue
from annotator.errors import Conflict, Forbidden, Invalid
from annotator.services.library import aligning, articles, cutting
from annotator.services.library.articles import ArticleForm
from db import operations, work


def parts(desk):
    return aligning.alignment(desk.store, desk.lead, desk.article.id).parts


def beside(desk):
    return [desk.article.source_text[slice(*part)] if part else "" for part in parts(desk)]


def edit(desk, index, name, actor=None, seen=None):
    seen = parts(desk) if seen is None else seen
    return aligning.edit_alignment(desk.store, actor or desk.lead, desk.article.id, seen, index, name)


def source_issue(desk, quote):
    start = desk.article.source_text.index(quote)
    given = {"side": "source", "category": "number_date", "severity": "major"}
    id = new_id()
    desk.put("issue", id, start=start, end=start + len(quote), **given)
    return id


def sentence_of(desk, issue):
    with desk.store.read() as tx:
        return work.get(tx, Issue, issue).sentence_id


def test_a_source_sentence_is_given_to_the_one_below(desk):
    edit(desk, 0, "take_down")
    assert beside(desk) == [
        "The minister said that prices rose by 13%. The committee did not agree.",
        "",
        "Critics called it a drop in the ocean.",
    ]
    edit(desk, 1, "take_up")
    assert beside(desk)[:2] == ["The minister said that prices rose by 13%.", "The committee did not agree."]


def test_joined_sentences_share_their_source_and_are_split_again(desk):
    before = parts(desk)
    joined = edit(desk, 1, "join_up")
    assert joined[0] == joined[1] == (before[0][0], before[1][1])
    edit(desk, 1, "split")
    assert parts(desk) == before


def test_marks_stay_in_the_text_and_go_to_the_sentence_whose_part_they_begin_in(desk):
    issue = source_issue(desk, "did not agree")
    first, second, _ = desk.sentences
    assert sentence_of(desk, issue) == second.id
    edit(desk, 0, "take_down")
    assert sentence_of(desk, issue) == first.id
    assert [desk.state(1), desk.state(2)] == ["issues", "in_progress"]
    with desk.store.read() as tx:
        stored = work.get(tx, Issue, issue)
    assert desk.article.source_text[stored.start : stored.end] == stored.quote == "did not agree"


def test_of_sentences_that_share_their_source_the_first_has_its_marks(desk):
    edit(desk, 1, "join_down")
    earlier = source_issue(desk, "did not agree")
    later = source_issue(desk, "a drop in the ocean")
    assert sentence_of(desk, earlier) == sentence_of(desk, later) == desk.sentences[1].id


def test_setting_back_undoes_a_correction(desk):
    issue, before, sentence = source_issue(desk, "did not agree"), parts(desk), desk.sentences[1].id
    after = edit(desk, 0, "take_down")
    aligning.set_alignment(desk.store, desk.lead, desk.article.id, after, before)
    assert parts(desk) == before and sentence_of(desk, issue) == sentence
    assert desk.state(2) == "issues"


def test_a_correction_is_an_event_of_its_own(desk):
    with desk.store.read() as tx:
        newest = operations.newest_of_article(tx, desk.article.id)
    edit(desk, 0, "take_down")
    with desk.store.read() as tx:
        assert operations.newest_of_article(tx, desk.article.id) != newest


def test_a_correction_of_an_old_alignment_is_a_conflict(desk):
    seen = parts(desk)
    edit(desk, 0, "take_down")
    with pytest.raises(Conflict):
        edit(desk, 2, "take_up", seen=seen)


def test_a_recut_keeps_what_shares_its_source(desk):
    edit(desk, 1, "join_up")
    shared = parts(desk)[0]
    seen = [(sentence.start, sentence.end) for sentence in desk.sentences]
    place = desk.article.text.index("الرقم")
    halves = [(seen[2][0], place - 1), (place, seen[2][1])]
    cutting.recut_article(desk.store, desk.lead, desk.article.id, seen, [*seen[:2], *halves])
    assert parts(desk)[:2] == [shared, shared]


@pytest.mark.parametrize("bad", [[(5, 3), None, None], [(0, 9_999), None, None], [None, (10, 20), (0, 5)], [None]])
def test_parts_out_of_order_or_outside_are_refused(desk, bad):
    with pytest.raises(Invalid):
        aligning.set_alignment(desk.store, desk.lead, desk.article.id, parts(desk), bad)


def test_a_reviewer_may_not_correct(desk):
    with pytest.raises(Forbidden):
        edit(desk, 0, "take_down", desk.reviewer)


def test_an_article_without_a_source_has_nothing_to_correct(desk):
    article, _ = articles.add_article(desk.store, desk.lead, desk.project.id, ArticleForm("جملة. أخرى."))
    assert aligning.alignment(desk.store, desk.lead, article.id).parts == [None, None]
    with pytest.raises(Invalid):
        aligning.edit_alignment(desk.store, desk.lead, article.id, [None, None], 0, "take_down")
