"""Comments: between those who have handed in and those who lead; nobody else learns that there are any."""

import pytest
from sqlmodel import col, select

from annotator.clock import new_id
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.assignment import assigning, queueing
from annotator.services.comments import threads
from annotator.services.library import cutting
from annotator.services.reports import exporting
from annotator.services.review import annotating, reading
from db import people as stored_people
from db import projects
from db.tables import EventRow
from tests.conftest import add_person
from tests.services.assignment.test_assigning import TODAY
from tests.services.review.test_submitting import judge_all, submit


@pytest.fixture
def team(desk):
    """Both reviewers can sign in; the first has handed the article in. The lead is a lead of the project."""
    with desk.store.write() as tx:
        for person in (desk.lead, desk.reviewer, desk.other):
            stored_people.set_password(tx, person.id, "no sound hash")
    judge_all(desk)
    submit(desk)
    return desk


def act(desk, actor, **facts):
    operation = {"id": new_id(), "article": desk.article.id, **facts}
    return annotating.apply(desk.store, actor, operation)


def say(desk, actor, text, number=1, comment="", revision=0):
    comment = comment or new_id()
    sentence = desk.sentences[number - 1].id
    act(desk, actor, act="comment", sentence=sentence, comment=comment, revision=revision, text=text)
    return comment


def said(desk, actor):
    return [row["text"] for row in threads.threads(desk.store, actor, desk.article.id)["comments"]]


def waiting(desk, actor):
    return [one.text for one in threads.mentions(desk.store, actor, desk.project.id)]


def test_who_has_handed_in_and_who_leads_talk_to_each_other(team):
    say(team, team.reviewer, "أليس الرقم 13؟")
    say(team, team.lead, "بلى")
    assert said(team, team.reviewer) == said(team, team.lead) == ["أليس الرقم 13؟", "بلى"]


def test_before_handing_in_nobody_reads_says_counts_or_is_told_anything(team):
    before = everything_seen(team, team.other)
    say(team, team.reviewer, f"@{team.other.name} سرّ")
    say(team, team.lead, f"@{team.other.name} سرّ آخر")
    assert everything_seen(team, team.other) == before
    for facts in (
        {"act": "comment", "sentence": team.sentences[0].id, "comment": new_id(), "revision": 0, "text": "؟"},
        {"act": "resolve", "sentence": team.sentences[0].id, "resolved": True},
        {"act": "read", "sentence": team.sentences[0].id},
    ):
        with pytest.raises(Invalid, match="hand_in_first"):
            act(team, team.other, **facts)
    judge_all(team, team.other)
    submit(team, team.other)
    assert len(said(team, team.other)) == 2  # a reviewer can't name who may not read yet; a lead can
    assert waiting(team, team.other) == [f"@{team.other.name} سرّ آخر"]
    submit(team, team.other, submitted=False)
    assert said(team, team.other) == waiting(team, team.other) == []


def everything_seen(desk, actor):
    """Whatever a reviewer can ask for."""
    since = desk.article.created_at
    return (
        threads.threads(desk.store, actor, desk.article.id),
        threads.mentions(desk.store, actor, desk.project.id),
        queueing.queue(desk.store, actor, desk.project.id, TODAY),
        reading.article_for_reviewer(desk.store, actor, desk.article.id, "ar", since, since),
        reading.progress(desk.store, actor, desk.project.id),
        [list(exporting.report_rows(desk.store, actor, desk.project.id, name)) for name in ("comments", "progress")],
    )


def test_who_is_named_has_it_waiting_until_they_read_the_thread(team):
    say(team, team.lead, f"انظر يا @{team.reviewer.name}: الرقم", number=2)
    say(team, team.lead, f"و@{team.reviewer.name} ليست إشارة، فهي داخل كلمة", number=1)
    (one,) = threads.mentions(team.store, team.reviewer, team.project.id)
    assert (one.author, one.number, one.article.id) == ("ليلى", 2, team.article.id)
    act(team, team.reviewer, act="read", sentence=team.sentences[0].id)
    assert len(waiting(team, team.reviewer)) == 1
    act(team, team.reviewer, act="read", sentence=team.sentences[1].id)
    assert waiting(team, team.reviewer) == []


def test_a_comment_is_worded_anew_by_its_author_alone_and_its_history_is_kept(team):
    comment = say(team, team.reviewer, "الرقم 31")
    with pytest.raises(NotFound):
        say(team, team.lead, "لا", comment=comment, revision=1)
    say(team, team.reviewer, "الرقم 13", comment=comment, revision=1)
    with pytest.raises(Conflict) as refused:
        say(team, team.reviewer, "الرقم 3", comment=comment, revision=1)
    assert refused.value.params["current"]["text"] == "الرقم 13" and said(team, team.lead) == ["الرقم 13"]
    with team.store.read() as tx:
        query = select(EventRow).where(EventRow.thing_id == comment).order_by(col(EventRow.seq))
        kept = [(row.action, (row.before or {}).get("text"), row.after["text"]) for row in tx.exec(query)]
    assert kept == [("added", None, "الرقم 31"), ("changed", "الرقم 31", "الرقم 13")]


def test_a_comment_that_is_taken_back_shows_and_waits_nowhere(team):
    comment = say(team, team.lead, f"@{team.reviewer.name} سهو")
    with pytest.raises(NotFound):
        act(team, team.reviewer, act="uncomment", comment=comment, revision=1)
    act(team, team.lead, act="uncomment", comment=comment, revision=1)
    assert said(team, team.reviewer) == waiting(team, team.reviewer) == []


def test_who_is_no_longer_named_need_not_read_and_who_is_new_must(team):
    comment = say(team, team.lead, f"@{team.reviewer.name} انظر")
    say(team, team.lead, "لا شيء", comment=comment, revision=1)
    assert waiting(team, team.reviewer) == []
    second = say(team, team.lead, "لا أحد")
    say(team, team.lead, f"بل @{team.reviewer.name}", comment=second, revision=1)
    assert waiting(team, team.reviewer) == [f"بل @{team.reviewer.name}"]


def test_a_thread_is_resolved_until_somebody_says_more(team):
    say(team, team.reviewer, "لماذا؟")
    sentence = team.sentences[0].id
    resolved = act(team, team.lead, act="resolve", sentence=sentence, resolved=True)
    assert [row["resolved_at"] is not None for row in resolved["comments"]] == [True]
    say(team, team.reviewer, "وهذا؟")
    rows = threads.threads(team.store, team.lead, team.article.id)["comments"]
    assert [row["resolved_at"] is None for row in rows] == [False, True]
    act(team, team.reviewer, act="resolve", sentence=sentence, resolved=False)
    assert not any(row["resolved_at"] for row in threads.threads(team.store, team.lead, team.article.id)["comments"])


def test_an_operation_that_comments_is_done_once_and_undone_by_none(team):
    operation = {"id": new_id(), "article": team.article.id, "act": "comment", "sentence": team.sentences[0].id}
    operation |= {"comment": new_id(), "revision": 0, "text": "مرة"}
    first = annotating.apply(team.store, team.lead, operation)
    assert annotating.apply(team.store, team.lead, operation) == first and said(team, team.lead) == ["مرة"]
    assert act(team, team.lead, act="undo", operation=operation["id"])["rows"] == {}
    assert said(team, team.lead) == ["مرة"]


def test_a_comment_belongs_to_a_sentence_of_its_article(team):
    with pytest.raises(NotFound):
        act(team, team.lead, act="comment", sentence=new_id(), comment=new_id(), revision=0, text="أين؟")


def test_comments_go_along_where_sentences_are_joined(team):
    say(team, team.lead, f"@{team.reviewer.name} هنا", number=2)
    seen = [(one.start, one.end) for one in team.sentences]
    cutting.recut_article(team.store, team.lead, team.article.id, seen, [(seen[0][0], seen[1][1]), seen[2]])
    (row,) = threads.threads(team.store, team.lead, team.article.id)["comments"]
    assert (row["number"], row["sentence_id"]) == (1, team.sentences[0].id)
    assert threads.mentions(team.store, team.reviewer, team.project.id)[0].number == 1


def test_whom_one_can_name(team):
    def names(actor):
        return {one["name"] for one in threads.threads(team.store, actor, team.article.id)["people"]}

    assert names(team.lead) == {"سامي", "هدى"} and names(team.reviewer) == {"ليلى"}
    judge_all(team, team.other)
    submit(team, team.other)
    assert names(team.reviewer) == {"ليلى", "هدى"}
    stranger = add_person(team.store, "عمر", team.project.id)  # can't sign in
    with team.store.write() as tx:
        projects.set_role(tx, team.project.id, stranger.id, "reviewer")
    assert "عمر" not in names(team.lead)


def test_a_lead_who_reopens_closes_the_discussion_for_its_reviewer(team):
    say(team, team.lead, "انظر")
    assigning.reopen(team.store, team.lead, team.article.id, team.reviewer.id, "السطر الثاني")
    assert said(team, team.reviewer) == []


def test_the_report_has_every_comment_for_who_leads_and_no_other(team):
    say(team, team.lead, f"=1+1 @{team.reviewer.name}", number=2)
    say(team, team.reviewer, "<b>لا</b>", number=1)
    rows = list(exporting.report_rows(team.store, team.lead, team.project.id, "comments"))
    assert [(row["sentence_no"], row["author"], row["mentions"]) for row in rows] == [
        (1, "سامي", ""),
        (2, "ليلى", "سامي"),
    ]
    assert list(exporting.report_rows(team.store, team.reviewer, team.project.id, "comments")) == rows
    assert list(exporting.report_rows(team.store, team.other, team.project.id, "comments")) == []
