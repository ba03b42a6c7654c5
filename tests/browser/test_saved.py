"""Saved means saved: through a lost connection, a reload, a killed server, a second tab."""

import re

from playwright.sync_api import expect

from tests.browser.conftest import reader_at
from tests.server import Server


def states(reader):
    return [row["state"] for row in reader.report("sentences")]


def test_work_goes_on_without_a_connection_and_is_sent_once_when_it_returns(reader):
    reader.context.set_offline(True)
    reader.press("c", "c", "f")
    expect(reader.page.locator(".status")).to_have_attribute("data-status", "offline", timeout=10_000)
    expect(reader.page.locator("#s1")).to_have_attribute("data-state", "clean")
    expect(reader.page.locator("#s1.unsaved")).to_be_attached()
    reader.context.set_offline(False)
    reader.saved()
    expect(reader.page.locator(".unsaved")).to_have_count(0)
    assert states(reader) == ["clean", "clean", "in_progress", "unseen", "unseen"]


def test_what_was_unsent_survives_a_reload_and_is_sent_once(reader):
    page = reader.page
    page.route("**/api/operations", lambda route: route.abort())
    reader.press("c", "Control+Shift+ArrowLeft", "Enter", "1", "2")
    expect(page.locator("#s2 .chip.issue.unsaved")).to_be_attached()
    page.on("dialog", lambda dialog: dialog.accept())
    reader.open()
    expect(page.locator("#s2 .chip.issue.unsaved")).to_be_attached()
    page.unroute("**/api/operations")
    reader.saved()
    assert len(reader.report("issues")) == 1 and states(reader)[:2] == ["clean", "issues"]
    reader.press("z")
    reader.saved()
    assert reader.report("issues") == []


def test_an_answer_that_got_lost_does_not_make_the_act_happen_twice(reader):
    page, lost = reader.page, []

    def lose(route):
        if lost:
            route.continue_()
        else:
            lost.append(route.fetch())  # the server carries it out, the browser never hears of it
            route.abort()

    page.route("**/api/operations", lose)
    reader.press("Control+Shift+ArrowLeft", "Enter", "1", "2")
    reader.saved()
    assert lost[0].status == 200 and len(reader.report("issues")) == 1


def test_the_second_tab_is_shown_both_versions_and_overwrites_nothing_in_silence(reader):
    second = reader.open(reader.context.new_page())
    reader.press("n")
    reader.page.keyboard.type("من اللسان الأول")
    reader.press("Escape")
    reader.saved()
    second.keyboard.press("n")
    second.keyboard.type("من الثاني")
    second.keyboard.press("Escape")
    message = second.locator(".message")
    expect(message).to_contain_text("من اللسان الأول")
    expect(message).to_contain_text("من الثاني")
    assert reader.report("sentences")[0]["note"] == "من اللسان الأول"
    message.get_by_role("button", name="أبقِ ما عندي").click()
    expect(second.locator(".status")).to_have_attribute("data-status", "saved")
    assert reader.report("sentences")[0]["note"] == "من الثاني"
    second.keyboard.press("z")
    expect(second.locator(".status")).to_have_attribute("data-status", "saved")
    assert reader.report("sentences")[0]["note"] == "من اللسان الأول"


def test_the_stored_version_may_stand_instead(reader):
    second = reader.open(reader.context.new_page())
    reader.press("c")
    reader.saved()
    second.keyboard.press("f")
    second.locator(".message").get_by_role("button", name="خذ المحفوظ").click()
    expect(second.locator("#s1")).to_have_attribute("data-state", "clean")
    row = reader.report("sentences")[0]
    assert (row["state"], row["flagged"]) == ("clean", "false")


def test_undo_reaches_back_over_a_reload(reader):
    reader.press("c", "c")
    reader.saved()
    reader.open()
    reader.press("z")
    reader.saved()
    assert states(reader)[:2] == ["clean", "unseen"]
    reader.press("Shift+Z")
    reader.saved()
    assert states(reader)[:2] == ["clean", "clean"]


def test_the_place_in_the_text_is_kept_over_a_reload(reader):
    reader.press("ArrowDown", "ArrowDown")
    expect(reader.page).to_have_url(re.compile("sentence=3"))
    reader.page.reload()
    expect(reader.page.locator(".sentence.in-hand")).to_have_id("s3", timeout=20_000)


def test_a_killed_server_loses_nothing_and_the_page_carries_on(chromium, tmp_path):
    server = Server(tmp_path / "data")
    server.first_account().close()
    with reader_at(server, chromium) as reader:
        reader.open()
        reader.press("c")
        reader.saved()
        server.kill()
        reader.press("c")
        server.start()
        reader.saved()
        assert states(reader)[:2] == ["clean", "clean"]
    server.stop()


def test_a_session_that_ended_keeps_the_work_until_one_signs_in_again(reader):
    page = reader.page
    cookies = reader.context.cookies()
    reader.context.clear_cookies()
    reader.press("c")
    expect(page.locator(".status")).to_have_attribute("data-status", "signed_out")
    reader.context.add_cookies(cookies)
    reader.saved()
    assert states(reader)[0] == "clean"
