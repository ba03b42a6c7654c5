"""A reviewer goes on where they stopped, hands in, and goes to what comes next; a lead gives out and sees it."""

from contextlib import contextmanager

from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.assignment import assigning
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import sessions
from annotator.words import say
from db import articles as stored_articles
from db import people, projects
from tests.browser.conftest import TEXT, reader_at
from tests.browser.contexts import signed_in
from tests.conftest import Desk, add_person


@contextmanager
def team_at(server, chromium, language="ar", **options):
    """A lead at an article of five sentences, and a reviewer who can sign in."""
    with reader_at(server, chromium, language, **options) as reader:
        store = server.store()
        with store.read() as tx:
            project, article = projects.get(tx, reader.project), stored_articles.get(tx, reader.article)
        reviewer = add_person(store, f"سامي عبد الرحمن {new_id()[-4:]}", project.id)
        with store.write() as tx:
            people.set_password(tx, reviewer.id, "no sound hash")
        reader.desk = Desk(store, project, article, None, reviewer, None)
        yield reader
        store.close()


@contextmanager
def page_of(reader, chromium, actor, **options):
    """A page in a browser in which somebody else is signed in."""
    with reader.desk.store.write() as tx:
        token = sessions.opened(tx, actor.id, Device())
    with signed_in(reader.server, chromium, token, **options) as context:
        yield context.new_page()


def test_a_reviewer_goes_on_where_they_stopped_hands_in_and_goes_to_the_next(server, chromium):
    with team_at(server, chromium) as reader:
        desk, store = reader.desk, reader.desk.store
        form = ArticleForm(TEXT, title="التالي")
        following, _ = articles.add_article(store, COMMAND_LINE, desk.project.id, form)
        for article in (desk.article.id, following.id):
            assigning.assign(store, COMMAND_LINE, article, desk.reviewer.id)
        for sentence in desk.sentences[:3]:
            desk.put("review", sentence.id, state="clean")
        with page_of(reader, chromium, desk.reviewer) as page:
            page.goto(f"{server.url}/?project={desk.project.id}")
            page.get_by_role("button", name=say("queue.go_on", "ar", title="\u2068مقال\u2069", number=4)).click()
            expect(page.locator(".sentence.in-hand .number")).to_contain_text("4")
            page.locator(".list").focus()
            for key in ("c", "c", "h", "1"):
                page.keyboard.press(key)
            expect(page.locator(".banner")).to_contain_text(say("pane.submitted", "ar"))
            expect(page.locator(".status")).to_have_attribute("data-status", "saved")
            page.get_by_role("link", name=say("pane.next_article", "ar")).click()
            expect(page.locator(".toolbar .title")).to_contain_text("التالي")


def test_a_lead_gives_out_with_one_click_and_a_phone_shows_it_all(server, chromium):
    with team_at(server, chromium, viewport={"width": 390, "height": 844}, has_touch=True) as reader:
        page = reader.page
        page.goto(f"{server.url}/progress?project={reader.project}")
        page.get_by_text(say("board.evenly", "ar")).tap()
        page.get_by_role("button", name=say("board.give_out", "ar", count=1)).tap()
        expect(page.get_by_text(say("board.stage_assigned", "ar")).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        (row,) = reader.report("progress")
        assert (row["reviewer"], row["stage"]) == (reader.desk.reviewer.name, "assigned")
