"""Beside the text: a look-alike opened and related, a hint accepted and one dismissed; in both languages."""

import time

import pytest
from playwright.sync_api import expect

from annotator.domain.policy import COMMAND_LINE
from annotator.services.already_checked import known_claims
from annotator.services.hints import offering
from annotator.words import say
from db.store import Store
from tests.browser.conftest import reader_at

KNOWN = (
    "id,claim,title,verdict,url,publisher,date,language\n"
    "k1,ارتفعت الأسعار 13% منذ مارس كما قال الوزير,,خطأ,https://example.org/1,مرصد,2026-01-31,ar\n"
)


def bring(server, project: str) -> None:
    store: Store = server.store()
    with store.read() as tx:
        from db import projects

        name = projects.get(tx, project).name
    known_claims.import_collection(store, COMMAND_LINE, KNOWN.encode(), name)
    store.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_look_alike_is_opened_its_differing_figure_seen_and_nothing_inherited(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        bring(server, reader.project)
        page = reader.open()
        expect(page.locator("#s1 .number .alike")).to_be_visible(timeout=15_000)
        expect(page.locator(".number .alike")).to_have_count(1)
        reader.press("r")
        known = page.locator(".known")
        expect(known).to_be_focused()
        expect(known.locator("mark.differs.figure")).to_have_text(["30", "13"])
        expect(known.locator(".differences")).to_contain_text(say("aside.difference_figure", language))
        expect(known).to_contain_text("خطأ")
        link = known.get_by_role("link")
        assert (link.get_attribute("href"), link.get_attribute("rel")) == (
            "https://example.org/1",
            "noopener noreferrer",
        )
        reader.press("4")
        pressed = page.locator(".known [aria-pressed=true]")
        expect(pressed).to_contain_text(say("aside.relation_contradicts", language))
        reader.press("z")
        expect(pressed).to_have_count(0)
        known.get_by_role("button", name=say("aside.relation_narrower", language)).click()
        expect(pressed).to_contain_text(say("aside.relation_narrower", language))
        reader.press("Escape")
        reader.saved()
        (relation,) = reader.report("resemblances")
        assert (relation["relation"], relation["known_verdict"]) == ("narrower", "خطأ")
        assert reader.report("claims") == [] and reader.report("issues") == []
        assert {row["state"] for row in reader.report("sentences")} == {"unseen"}
        reader.press("t")
        expect(page.locator("#s1 .chip.claim")).to_be_visible()
        reader.press("Escape")
        reader.saved()
        (claim,) = reader.report("claims")
        assert claim["verdict"] == "" and claim["suggested_by"] == ""


def answered_late(route):
    time.sleep(0.3)
    route.continue_()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_hint_is_accepted_by_one_key_and_another_dismissed(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        page = reader.open()
        hints = page.locator(".hint-row")
        expect(hints).to_have_count(2, timeout=15_000)
        expect(page.locator("#s1 .hinted").first).to_be_visible()
        assert reader.report("issues") == []
        expect(page.locator(".hint-row.held")).to_contain_text("13")
        page.route(
            "**/api/operations", answered_late
        )  # the panel shows the mark before the answer says whose hint it was
        reader.press("a")
        expect(page.locator("#s1 .chip.issue")).to_be_visible()
        expect(hints).to_have_count(1)
        expect(page.locator(".row.held")).to_contain_text(say("aside.by_rules", language))
        reader.press("Escape", "x")
        expect(hints).to_have_count(0)
        reader.press("z")
        expect(hints).to_have_count(1)
        reader.press("Shift+Z")
        expect(hints).to_have_count(0)
        reader.saved()
        (issue,) = reader.report("issues")
        assert (issue["category"], issue["suggested_by"]) == ("number_date", "rules:figure_differs")
        assert reader.report("claims") == []
        page = reader.open()
        expect(page.locator("#s2 .hinted")).to_have_count(1, timeout=15_000)
        expect(page.locator("#s1 .hinted")).to_have_count(0)


def test_hints_are_hidden_by_their_reader_and_switched_off_by_a_lead(reader):
    page = reader.page
    expect(page.locator("#s1 .hinted").first).to_be_visible(timeout=15_000)
    reader.press("i")
    expect(page.locator(".hinted")).to_have_count(0)
    reader.open()
    button = page.get_by_role("button", name=say("aside.hints_switch", "ar"))
    expect(button).to_have_attribute("aria-pressed", "false", timeout=15_000)
    expect(page.locator(".hinted")).to_have_count(0)
    button.click()
    expect(page.locator("#s1 .hinted").first).to_be_visible()
    store = reader.server.store()
    offering.choose_hints(store, COMMAND_LINE, reader.project, False)
    store.close()
    reader.open()
    expect(page.locator("#s1 .number")).to_be_visible()
    page.wait_for_load_state("networkidle")
    expect(page.locator(".hinted")).to_have_count(0)
    expect(button).to_be_hidden()


def test_a_drag_goes_on_over_hints_that_arrive_meanwhile(reader):
    page = reader.page
    expect(page.locator("#s1 .hinted").first).to_be_visible(timeout=15_000)
    reader.press("i")
    expect(page.locator(".hinted")).to_have_count(0)
    reader.select("الأسعار", during=lambda: reader.press("i"))
    expect(page.locator("#s1 .hinted").first).to_be_visible()
    page.locator(".palette .option").first.click()
    page.locator(".palette .option").first.click()
    reader.saved()
    assert [row["quote"] for row in reader.report("issues")] == ["الأسعار"]


def test_the_letters_of_a_hinted_arabic_word_stay_joined(reader):
    """A hint decorates and nothing more: padding, borders and the like would tear joined letters apart."""
    hinted = reader.page.locator("#s1 .hinted").first
    expect(hinted).to_be_visible(timeout=15_000)
    style = hinted.evaluate(
        """(element) => { const style = getComputedStyle(element)
          return [style.padding, style.margin, style.borderWidth, style.display, style.letterSpacing] }"""
    )
    assert style == ["0px", "0px", "0px", "inline", "normal"]
