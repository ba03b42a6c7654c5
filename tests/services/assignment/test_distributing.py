"""Giving out evenly does what was shown: fair by open sentences, to nobody twice, or not at all."""

import pytest

from annotator.clock import new_id
from annotator.errors import Conflict
from annotator.services.assignment import assigning, distributing
from db import assignments
from db import people as stored_people
from tests.services.assignment.test_assigning import give, more, queue
from tests.services.review.test_submitting import judge_all, submit


@pytest.fixture
def team(desk):
    """Two reviewers who can sign in, one article of three sentences and two of ten."""
    with desk.store.write() as tx:
        for person in (desk.reviewer, desk.other):
            stored_people.set_password(tx, person.id, "no sound hash")
    for title in ("ألف", "باء"):
        more(desk, title, 10)
    return desk


def preview(desk, among=None):
    return distributing.preview(desk.store, desk.lead, desk.project.id, among)


def give_out(desk, seen, among=None):
    return distributing.give_out(desk.store, desk.lead, desk.project.id, seen.distribution, among)


def having(desk):
    with desk.store.read() as tx:
        return {(one.article_id, one.person_id) for one in assignments.of_project(tx, desk.project.id)}


def test_looking_changes_nothing_and_doing_does_what_was_shown(team):
    seen = preview(team)
    assert having(team) == set() and len(seen.distribution.shares) == 6
    assert give_out(team, seen) == 6
    assert having(team) == {(share.article, share.person) for share in seen.distribution.shares}
    assert preview(team).distribution.shares == ()


def test_open_sentences_are_balanced(team):
    assigning.set_needed(team.store, team.lead, team.project.id, 1)
    give(team, actor=team.other)  # three sentences
    seen = preview(team)
    assert seen.before == {team.reviewer.id: 0, team.other.id: 3}
    assert seen.after == {team.reviewer.id: 10, team.other.id: 13}


def test_what_is_judged_already_is_open_no_more(team):
    give(team)
    team.put("review", team.sentences[0].id, state="clean")
    assert preview(team).before[team.reviewer.id] == 2
    judge_all_but_first(team)
    submit(team)
    assert preview(team).before[team.reviewer.id] == 0


def judge_all_but_first(desk):
    for sentence in desk.sentences[1:]:
        desk.put("review", sentence.id, state="clean")


def test_who_handed_back_is_not_given_it_again_and_who_handed_in_counts(team):
    judge_all(team, team.other)
    submit(team, team.other)  # nobody had given it to them
    give(team)
    assigning.hand_back(team.store, team.reviewer, team.article.id, "لا وقت")
    seen = preview(team)
    assert team.article.id not in {share.article for share in seen.distribution.shares}
    assert dict(seen.distribution.lacking)[team.article.id] == 1


def test_an_article_may_need_more_or_fewer_than_its_project_says(team):
    assigning.set_plan(team.store, team.lead, team.article.id, 1, None)
    shares = preview(team).distribution.shares
    assert sum(share.article == team.article.id for share in shares) == 1 and len(shares) == 5


def test_what_has_changed_since_it_was_shown_is_not_done(team):
    seen = preview(team)
    more(team, "جيم")
    with pytest.raises(Conflict, match="distribution_overtaken"):
        give_out(team, seen)
    assert having(team) == set()


def test_only_the_chosen_take_part_and_strangers_are_no_choice(team):
    among = [team.other.id, new_id()]
    seen = preview(team, among)
    assert {share.person for share in seen.distribution.shares} == {team.other.id}
    give_out(team, seen, among)
    assert len(queue(team, team.other).waiting) == 3


def test_the_place_of_somebody_who_cannot_come_in_any_more_is_free(team):
    from annotator.services.people import members

    give_out(team, preview(team))
    members.set_disabled(team.store, team.lead, team.reviewer.id, True)
    assert dict(preview(team).distribution.lacking) == {id: 1 for id, _ in having(team)}
