"""The board and the queue, as Streamlit runs them: previewed, given out, handed back; and only for whom they are."""

import re
from datetime import timedelta

import pytest

from annotator.clock import now
from annotator.domain.policy import COMMAND_LINE
from annotator.services.assignment import assigning, board
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.words import say
from tests.ui.pages import page, press
from tests.ui.tables import tables

TODAY = now().date()


@pytest.fixture
def project(store):
    """A project of three articles."""
    made = articles.project_named(store, COMMAND_LINE, "نشرة", create=True)[0]
    for number in range(3):
        articles.add_article(store, COMMAND_LINE, made.id, ArticleForm("جملة. أخرى.", title=f"مقال {number}"))
    return made


def lines(store, project):
    return board.board(store, COMMAND_LINE, project.id, TODAY).lines


def test_what_the_preview_shows_is_given_out(store, come, project, language):
    come("هدى", "reviewer")
    come("سلمى", "lead")
    app = page("board").run()
    assert [line.parts for line in lines(store, project)] == [(), (), ()]
    press(app, say("board.give_out", language, count=3))
    assert [[part.stage for part in line.parts] for line in lines(store, project)] == [["assigned"]] * 3
    assert any("مقال 2" in text.value and say("board.lacks", language, count=1) not in text.value for text in app.text)


def test_a_lead_assigns_plans_reminds_and_takes_away_by_hand(store, come, project, language):
    reviewer = come("هدى", "reviewer")
    come("سلمى", "lead")
    app = press(page("board").run(), say("board.assign", language))
    article = lines(store, project)[0].article
    next(one for one in app.selectbox if one.label == say("board.give_to", language)).set_value(reviewer)
    press(app, say("board.give", language))  # the later ones open the other articles
    assert [part.person for part in lines(store, project)[0].parts] == [reviewer]
    next(one for one in app.date_input if one.label == say("board.due_on", language)).set_value(TODAY)
    press(app, say("board.plan_save", language))
    assert lines(store, project)[0].due_on == TODAY
    press(app, say("board.remind", language))
    assert lines(store, project)[0].parts[0].reminded_at
    press(app, say("board.take_away", language))
    assert lines(store, project)[0].parts[0].stage == "taken_away"
    assert article == lines(store, project)[0].article


def test_filters_leave_what_they_say(store, come, project, language):
    reviewer = come("هدى", "reviewer")
    come("سلمى", "lead")
    first, second, _ = (line.article for line in lines(store, project))
    assigning.assign(store, COMMAND_LINE, first, reviewer)
    assigning.set_plan(store, COMMAND_LINE, second, None, (TODAY - timedelta(days=3)).isoformat())
    app = page("board").run()

    def shown() -> list[str]:
        return [text.value[1:-1] for text in app.text if re.fullmatch("\u2068مقال .\u2069", text.value)]

    assert shown() == ["مقال 0", "مقال 1", "مقال 2"]
    app.selectbox(key="board-show").set_value("overdue").run()
    assert shown() == ["مقال 1"]
    app.selectbox(key="board-show").set_value("all")
    app.selectbox(key="board-person").set_value(reviewer).run()
    assert shown() == ["مقال 0"]
    app.selectbox(key="board-person").set_value(None)
    app.text_input(key="board-search").set_value("مقال ٢").run()
    assert shown() == ["مقال 2"]


def test_the_people_of_the_board_have_a_line_each(store, come, project, language):
    reviewer = come("هدى", "reviewer")
    come("سلمى", "lead")
    assigning.assign(store, COMMAND_LINE, lines(store, project)[0].article, reviewer)
    app = page("board").run()
    app.segmented_control(key="board-view").set_value("people").run()
    (row,) = tables(app)[-1]
    assert (row[say("board.person", language)], row[say("board.waiting", language)]) == ("هدى", "1")
    app.selectbox(key="board-whose").set_value(reviewer).run()
    press(app, say("board.remind_all", language))
    assert lines(store, project)[0].parts[0].reminded_at


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_the_board_is_for_who_leads(come, project, language, role):
    come("هدى", role)
    app = page("board").run()
    assert [info.value for info in app.info] == [say("board.not_yours", language)] and not app.button


def test_the_queue_stands_on_top_of_the_articles_and_an_article_is_handed_back(store, come, project, language):
    reviewer = come("هدى", "reviewer")
    assert not page("articles").run().subheader
    article = lines(store, project)[1].article
    assigning.assign(store, COMMAND_LINE, article, reviewer)
    app = page("articles").run()
    assert [one.value for one in app.subheader] == [say("queue.title", language), say("queue.others", language)]
    press(app, say("queue.hand_back", language))
    assert any(say("error.reason_missing", language) in text.value for text in app.text)
    next(one for one in app.text_input if one.label == say("queue.hand_back_why", language)).set_value("لا وقت")
    press(app, say("queue.hand_back", language))
    (part,) = lines(store, project)[1].parts
    assert (part.stage, part.reason) == ("handed_back", "لا وقت") and not app.subheader
