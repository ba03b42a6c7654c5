"""Giving articles to reviewers: by hand, taken away, handed back, reminded, reopened; and the queue it makes."""

from datetime import date

import pytest

from annotator.clock import new_id
from annotator.domain.policy import Actor
from annotator.errors import Forbidden, Invalid, NotFound
from annotator.services.assignment import assigning, queueing
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import members
from db import assignments, projects
from db import people as stored_people
from tests.services.review.test_submitting import judge_all, submit

TODAY = date(2026, 11, 25)


@pytest.fixture
def team(desk):
    """A desk whose reviewers can sign in."""
    with desk.store.write() as tx:
        for person in (desk.reviewer, desk.other):
            stored_people.set_password(tx, person.id, "no sound hash")
    return desk


def more(desk, title, sentences=2):
    return articles.add_article(desk.store, desk.lead, desk.project.id, ArticleForm("جملة. " * sentences, title))[0].id


def queue(desk, actor=None, today=TODAY):
    return queueing.queue(desk.store, actor or desk.reviewer, desk.project.id, today)


def titles(desk, actor=None, today=TODAY):
    return [one.article.title for one in queue(desk, actor, today).waiting]


def give(desk, article=None, actor=None):
    assigning.assign(desk.store, desk.lead, article or desk.article.id, (actor or desk.reviewer).id)


def test_who_is_given_an_article_has_it_in_their_queue_and_nobody_else_has(team):
    assert titles(team) == []
    give(team)
    assert titles(team) == ["الأسعار"] and titles(team, team.other) == []


def test_an_article_that_is_handed_in_leaves_the_queue_and_comes_back_when_it_is_reopened(team):
    give(team)
    judge_all(team)
    submit(team)
    assert titles(team) == []
    submit(team, submitted=False)
    assert titles(team) == ["الأسعار"]


def test_who_hands_an_article_back_says_why_and_keeps_their_work(team):
    give(team)
    team.put("review", team.sentences[0].id, state="clean")
    with pytest.raises(Invalid, match="reason_missing"):
        assigning.hand_back(team.store, team.reviewer, team.article.id, " ")
    assigning.hand_back(team.store, team.reviewer, team.article.id, "أعرف الكاتب")
    assert titles(team) == [] and team.state(1) == "clean"
    with team.store.read() as tx:
        kept = assignments.get(tx, team.article.id, team.reviewer.id)
    assert (kept.state, kept.reason) == ("handed_back", "أعرف الكاتب")
    give(team)
    assert titles(team) == ["الأسعار"]


def test_nobody_hands_back_what_is_not_theirs_or_is_handed_in(team):
    give(team)
    with pytest.raises(NotFound):
        assigning.hand_back(team.store, team.other, team.article.id, "لا وقت")
    judge_all(team)
    submit(team)
    with pytest.raises(Invalid, match="handed_in_already"):
        assigning.hand_back(team.store, team.reviewer, team.article.id, "لا وقت")


def test_what_is_taken_away_leaves_the_queue_and_its_work_stays(team):
    give(team)
    team.put("review", team.sentences[0].id, state="clean")
    assigning.take_away(team.store, team.lead, team.article.id, team.reviewer.id)
    assert titles(team) == [] and team.state(1) == "clean"


def test_only_who_reviews_there_and_can_come_in_is_given_articles(desk):
    with pytest.raises(Invalid, match="not_able"):
        give(desk)  # a rater without an account
    with desk.store.write() as tx:
        stored_people.set_password(tx, desk.reviewer.id, "no sound hash")
    give(desk)
    members.set_disabled(desk.store, desk.lead, desk.reviewer.id, True)
    with desk.store.write() as tx:
        projects.set_role(tx, desk.project.id, desk.other.id, "viewer")
        stored_people.set_password(tx, desk.other.id, "no sound hash")
    for person in (desk.reviewer, desk.other, Actor(new_id(), "", "ar")):
        with pytest.raises(Invalid, match="not_able"):
            give(desk, more(desk, "آخر"), person)


def test_the_queue_stands_in_its_order(team):
    late, soon = more(team, "متأخر"), more(team, "قريب")
    for article, day in ((team.article.id, None), (late, "2026-11-20"), (soon, "2026-11-26")):
        give(team, article)
        assigning.set_plan(team.store, team.lead, article, None, day)
    found = queue(team).waiting
    assert [one.article.title for one in found] == ["متأخر", "قريب", "الأسعار"]
    assert [one.is_overdue(TODAY) for one in found] == [True, False, False]


def test_one_goes_on_where_one_stopped(team):
    give(team)
    assert queue(team).stopped_at is None
    _, second, third = team.sentences
    team.put("review", second.id, state="clean")
    place = queue(team).stopped_at
    assert (place.article.id, place.number) == (team.article.id, 3)
    team.put("review", third.id, state="clean")
    assert queue(team).stopped_at.number == 1
    other = more(team, "آخر")
    give(team, other)
    following = queueing.next_article(team.store, team.reviewer, team.project.id, TODAY, team.article.id)
    assert (following.article.id, following.number) == (other, 1)
    assert queueing.next_article(team.store, team.other, team.project.id, TODAY) is None


def test_a_lead_reopens_with_a_reason_that_its_reviewer_sees_until_they_hand_in_again(team):
    with pytest.raises(Invalid, match="not_handed_in"):
        assigning.reopen(team.store, team.lead, team.article.id, team.reviewer.id, "السطر الثاني")
    judge_all(team)
    submit(team)
    with pytest.raises(Invalid, match="reason_missing"):
        assigning.reopen(team.store, team.lead, team.article.id, team.reviewer.id, "")
    assigning.reopen(team.store, team.lead, team.article.id, team.reviewer.id, "السطر الثاني")
    (one,) = queue(team).waiting  # though nobody had given it to them
    assert (one.reopened_by, one.reopened_because, one.assigned) == ("ليلى", "السطر الثاني", False)
    team.put("review", team.sentences[0].id, revision=1, flagged=True)
    submit(team)
    submit(team, submitted=False)
    assert titles(team) == []


def test_a_reminder_stands_in_the_queue(team):
    give(team)
    give(team, more(team, "آخر"))
    assert [one.reminded_at for one in queue(team).waiting] == [None, None]
    assigning.remind(team.store, team.lead, team.article.id, team.reviewer.id)
    assert [one.reminded_at is None for one in queue(team).waiting] == [False, True]
    assert assigning.remind_all(team.store, team.lead, team.project.id, team.reviewer.id) == 2
    assert all(one.reminded_at for one in queue(team).waiting)
    with pytest.raises(NotFound):
        assigning.remind(team.store, team.lead, team.article.id, team.other.id)


def test_a_reviewer_assigns_nothing_and_still_reviews_what_is_not_theirs(team):
    give(team, actor=team.other)
    team.put("review", team.sentences[0].id, state="clean")
    with pytest.raises(Forbidden):
        assigning.assign(team.store, team.reviewer, team.article.id, team.reviewer.id)
    assert team.state(1) == "clean"


def test_assigning_and_handing_back_are_kept_as_events(team):
    from sqlmodel import col, select

    from db.tables import EventRow

    give(team)
    assigning.hand_back(team.store, team.reviewer, team.article.id, "لا وقت")
    give(team)
    with team.store.read() as tx:
        query = select(EventRow).where(EventRow.kind == "assignment").order_by(col(EventRow.seq))
        found = [(row.action, row.person_id, row.thing_id) for row in tx.exec(query)]
    lead, reviewer = team.lead.id, team.reviewer.id
    assert found == [("added", lead, reviewer), ("handed_back", reviewer, reviewer), ("restored", lead, reviewer)]
