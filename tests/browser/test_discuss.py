"""Comments in the browser: a name completed by keyboard, a mention that waits until it is read, a thread resolved."""

import pytest
from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.services.review import annotating
from annotator.words import say
from db import people
from tests.browser.test_queue import page_of, team_at
from tests.browser.test_settle import differing_at, settle
from tests.services.review.test_submitting import judge_all, submit


def open_article(page, reader, sentence=1):
    page.goto(f"{reader.server.url}/annotate?article={reader.article}&sentence={sentence}")
    expect(page.locator(".sentence.in-hand")).to_be_visible(timeout=20_000)
    page.wait_for_load_state("networkidle")  # what is said about it comes after the text
    return page


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_name_is_completed_by_keyboard_and_waits_for_its_reader_until_it_is_read(server, chromium, language):
    with team_at(server, chromium, language) as reader:
        desk, name = reader.desk, reader.desk.reviewer.name
        judge_all(desk)
        submit(desk)
        page = open_article(reader.page, reader, 2)
        page.locator(".list").focus()
        page.keyboard.press("m")
        page.keyboard.type("<b>انظر</b> يا @عبد")  # from the middle of a name of three words
        expect(page.locator(".names [role=option]")).to_have_count(1)
        page.keyboard.press("Enter")
        expect(page.locator(".thread .with-names textarea").last).to_have_value(f"<b>انظر</b> يا @{name} ")
        page.keyboard.press("Control+Enter")
        reader.saved()
        expect(page.locator(".comment .named")).to_have_text(f"@{name}")
        assert page.locator(".comment b").count() == 0
        expect(page.locator(".sentence[data-comments]")).to_have_count(1)
        with page_of(reader, chromium, desk.reviewer) as theirs:
            theirs.goto(f"{server.url}/?project={desk.project.id}")
            theirs.get_by_text(say("queue.mentions", "ar")).wait_for()
            theirs.get_by_role("button", name=say("queue.mention_open", "ar"), exact=True).click()
            expect(theirs.locator(".sentence.in-hand .number")).to_contain_text("2")
            expect(theirs.locator(".comment")).to_have_count(1)
            expect(theirs.locator(".comment.unread")).to_have_count(0)  # once it has shown for a while
            expect(theirs.locator(".status")).to_have_attribute("data-status", "saved")
            theirs.goto(f"{server.url}/?project={desk.project.id}")
            theirs.get_by_role("button", name=say("articles.open", "ar"), exact=True).wait_for()  # it stands below
            expect(theirs.get_by_text(say("queue.mentions", "ar"))).to_have_count(0)


def test_who_has_not_handed_in_is_shown_no_comment_and_no_sign_of_one(server, chromium):
    with team_at(server, chromium) as reader:
        desk = reader.desk
        page = open_article(reader.page, reader)
        page.locator(".list").focus()
        page.keyboard.press("m")
        page.keyboard.type("سرّ")
        page.keyboard.press("Control+Enter")
        reader.saved()
        with page_of(reader, chromium, desk.reviewer) as theirs:
            with theirs.expect_response("**/comments") as told:
                open_article(theirs, reader)
            assert told.value.json() == {"open": False, "comments": [], "people": []}
            expect(theirs.locator(".discussion")).to_be_hidden()
            assert theirs.locator(".sentence[data-comments]").count() == 0
            theirs.locator(".list").focus()
            for key in ("c", "c", "c", "c", "c", "h", "1"):
                theirs.keyboard.press(key)
            expect(theirs.locator(".threads")).to_contain_text("سرّ")
            theirs.locator(".threads summary").click()
            theirs.locator(".threads .row").click()
            expect(theirs.locator(".comment .said")).to_have_text("سرّ")


def test_one_words_anew_takes_back_and_resolves(server, chromium):
    with team_at(server, chromium) as reader:
        page = open_article(reader.page, reader)
        page.locator(".list").focus()
        page.keyboard.press("m")
        page.keyboard.type("الرقم 31")
        page.keyboard.press("Control+Enter")
        reader.saved()
        page.get_by_role("button", name=say("discuss.comment_change", "ar"), exact=True).click()
        page.keyboard.press("End")
        page.keyboard.press("Backspace")
        page.keyboard.press("Backspace")
        page.keyboard.type("13")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".comment .said")).to_have_text("الرقم 13")
        reader.saved()
        expect(page.locator(".comment .quiet")).to_contain_text(say("discuss.comment_edited", "ar"))
        page.get_by_role("button", name=say("discuss.thread_resolve", "ar")).click()
        expect(page.locator(".discussion .badge")).to_contain_text(say("discuss.thread_resolved", "ar"))
        reader.saved()
        page.get_by_role("button", name=say("discuss.comment_take_back", "ar")).click()
        expect(page.locator(".comment")).to_have_count(0)
        reader.saved()
        page.reload()
        expect(page.locator(".discussion")).to_be_visible(timeout=20_000)
        expect(page.locator(".comment")).to_have_count(0)


def test_a_comment_is_kept_without_a_connection_and_sent_when_it_is_back(server, chromium):
    with team_at(server, chromium) as reader:
        page = open_article(reader.page, reader)
        expect(page.locator(".discussion")).to_be_visible()
        reader.context.set_offline(True)
        page.locator(".list").focus()
        page.keyboard.press("m")
        page.keyboard.type("بلا شبكة")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".comment")).to_contain_text(say("discuss.comment_unsaved", "ar"))
        reader.context.set_offline(False)
        reader.saved()
        assert [row["text"] for row in reader.report("comments")] == ["بلا شبكة"]


def test_the_settling_page_shows_the_thread_of_its_sentence(server, chromium):
    with differing_at(server, chromium) as reader:
        actor = reader.team[0]
        with reader.desk.store.write() as tx:
            people.set_password(tx, actor.id, "no sound hash")
        for sentence in reader.desk.sentences[3:]:
            if reader.desk.state(sentence_number(reader, sentence), actor) == "unseen":
                reader.desk.put("review", sentence.id, actor=actor, state="clean")
        submit(reader.desk, actor)
        operation = {"id": new_id(), "article": reader.article, "act": "comment", "comment": new_id(), "revision": 0}
        said = {"sentence": reader.desk.sentences[0].id, "text": "ارجع إلى الأصل"}
        annotating.apply(reader.desk.store, actor, {**operation, **said})
        page = settle(reader)
        expect(page.locator(".comment .said")).to_have_text("ارجع إلى الأصل")
        reader.press("m")
        page.keyboard.type("صحيح")
        page.keyboard.press("Control+Enter")
        expect(page.locator(".comment")).to_have_count(2)
        reader.saved()
        page.keyboard.press("Escape")
        reader.press("1")
        expect(page.locator(".outcome strong")).to_be_visible()
        expect(page.locator(".comment")).to_have_count(2)


def sentence_number(reader, sentence):
    return [one.id for one in reader.desk.sentences].index(sentence.id) + 1
