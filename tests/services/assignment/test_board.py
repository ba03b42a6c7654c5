"""The lead's board tells how far everybody is; a reviewer's report tells of nobody else."""

import pytest

from annotator.clock import new_id
from annotator.services.assignment import assigning, board
from annotator.services.people import members
from annotator.services.reports import exporting
from annotator.services.review import annotating
from db import people as stored_people
from exports import csv_file
from tests.services.assignment.test_assigning import TODAY, give, more
from tests.services.review.test_submitting import judge_all, submit


@pytest.fixture
def team(desk):
    """One article with both reviewers: one has handed it in, the other has begun it; and one that nobody has."""
    with desk.store.write() as tx:
        for person in (desk.reviewer, desk.other):
            stored_people.set_password(tx, person.id, "no sound hash")
    for person in (desk.reviewer, desk.other):
        give(desk, actor=person)
    judge_all(desk)
    for sentence, seconds in zip(desk.sentences, (10, 20, 60), strict=True):
        work(desk, sentence, seconds)
    submit(desk)
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    more(desk, "ثانٍ")
    return desk


def work(desk, sentence, seconds):
    operation = {"id": new_id(), "article": desk.article.id, "act": "work", "sentence": sentence.id, "seconds": seconds}
    annotating.apply(desk.store, desk.reviewer, operation)


def seen(desk):
    return board.board(desk.store, desk.lead, desk.project.id, TODAY)


def test_an_article_says_who_has_it_and_how_far_they_are(team):
    first, second = seen(team).lines
    assert [(part.stage, part.reviewed) for part in first.parts] == [("handed_in", 3), ("begun", 1)]
    assert (first.handed_in, first.needed, first.lacking, first.is_done) == (1, 2, 0, False)
    assert (first.parts[0].seconds, first.parts[0].median_seconds, first.median_seconds) == (90, 20, 20)
    assert (second.parts, second.lacking, second.last_at) == ((), 2, None)


def test_a_person_says_what_waits_what_is_done_and_how_long_it_took(team):
    of_reviewer, of_other = seen(team).people
    assert (of_other.name, of_other.waiting, of_other.begun, of_other.handed_in) == ("هدى", 1, 1, 0)
    assert (of_reviewer.waiting, of_reviewer.handed_in, of_reviewer.reviewed, of_reviewer.of) == (0, 1, 3, 3)
    assert (of_reviewer.seconds, of_reviewer.median_seconds, of_other.median_seconds) == (90, 20, None)


def test_what_is_overdue_is_so_for_who_has_not_handed_in(team):
    assigning.set_plan(team.store, team.lead, team.article.id, None, "2026-11-24")
    assert [line.is_overdue(TODAY) for line in seen(team).lines] == [True, False]
    assert {share.name: share.overdue for share in seen(team).people} == {"هدى": 1, "سامي": 0}
    assigning.set_plan(team.store, team.lead, team.article.id, 1, "2026-11-24")
    assert not seen(team).lines[0].is_overdue(TODAY)


def test_who_reviews_unasked_stands_there_too_and_who_handed_back_with_their_reason(team):
    assigning.hand_back(team.store, team.other, team.article.id, "لا وقت")
    handed_back = seen(team).lines[0].parts[1]
    assert (handed_back.stage, handed_back.reason, seen(team).lines[0].lacking) == ("handed_back", "لا وقت", 1)
    article = more(team, "ثالث")
    from db import articles

    with team.store.read() as tx:
        sentence = articles.sentences(tx, article)[0].id
    operation = {"id": new_id(), "article": article, "act": "put", "kind": "review", "thing": sentence, "revision": 0}
    annotating.apply(team.store, team.other, {**operation, "fields": {"state": "clean"}})
    (unasked,) = seen(team).lines[2].parts
    assert (unasked.stage, unasked.assigned_at, seen(team).lines[2].lacking) == ("begun", None, 2)


def test_the_last_activity_is_any_act_and_not_only_a_judgement(team):
    before = seen(team).lines[0].parts[1].last_at
    issue = team.issue(actor=team.other)
    team.put("issue", issue, revision=1, actor=team.other, comment="تعليق")
    assert seen(team).lines[0].parts[1].last_at > before


def test_the_board_is_kept_until_anything_in_it_changes(team):
    other = next(line for line in seen(team).lines if not line.parts).article
    work = {"id": new_id(), "article": team.article.id, "act": "work", "sentence": team.sentences[0].id, "seconds": 30}
    for change in (
        lambda: give(team, other),
        lambda: assigning.remind(team.store, team.lead, other, team.reviewer.id),
        lambda: assigning.set_plan(team.store, team.lead, other, 1, None),
        lambda: assigning.set_needed(team.store, team.lead, team.project.id, 3),
        lambda: annotating.apply(team.store, team.other, work),
        lambda: team.put("review", team.sentences[1].id, actor=team.other, state="clean"),
        lambda: submit(team, submitted=False),
        lambda: members.remove_member(team.store, team.lead, team.project.id, team.other.id),
    ):
        before = seen(team)
        assert seen(team) is before
        change()
        assert seen(team) != before


def rows(desk, actor):
    return list(exporting.report_rows(desk.store, actor, desk.project.id, "progress"))


def test_the_report_has_a_row_for_each_article_and_person(team):
    found = rows(team, team.lead)
    assert [(row["article"], row.get("reviewer"), row.get("stage")) for row in found] == [
        ("الأسعار", "سامي", "handed_in"),
        ("الأسعار", "هدى", "begun"),
        ("ثانٍ", None, None),
    ]
    data = b"".join(exporting.report_csv(team.store, team.lead, team.project.id, "progress"))
    assert [row["median_seconds"] for row in csv_file.read(data)] == ["20", "", ""]


def test_a_reviewers_report_tells_of_nobody_else_and_counts_nobody_else(team):
    (row,) = rows(team, team.other)
    assert (row["reviewer"], row["stage"]) == ("هدى", "begun")
    assert row["handed_in"] is None and row["lacking"] is None and row["seconds"] == 0
    before = rows(team, team.other)
    submit(team, submitted=False)
    assert rows(team, team.other) == before
