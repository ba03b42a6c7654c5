"""Source beside translation, corrected by hand; by mouse and by keyboard, in both languages."""

import pytest
from playwright.sync_api import expect

from annotator.words import say
from tests.browser.conftest import reader_at


@pytest.mark.parametrize("language", ["ar", "en"])
def test_an_alignment_is_corrected_and_undone(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        page = reader.page
        page.goto(f"{server.url}/articles?project={reader.project}")
        page.get_by_text(say("articles.look_after", language)).click()
        page.get_by_text(say("articles.beside", language)).click()
        rows = page.locator(".beside li.cut")
        expect(rows).to_have_count(5, timeout=15_000)
        sources = page.locator(".beside p.source")
        expect(sources.nth(2)).to_have_text("Critics called the figure a drop in the ocean.")
        rows.nth(1).get_by_role("button", name=say("cuts.take_down", language)).click()
        expect(sources.nth(2)).to_have_text(say("cuts.nothing_beside", language))
        page.get_by_role("button", name=say("cuts.undo", language)).click()
        expect(sources.nth(2)).to_have_text("Critics called the figure a drop in the ocean.")
        rows.nth(2).focus()
        page.keyboard.press("Shift+ArrowDown")
        expect(sources.nth(3)).to_contain_text("Critics called")
        expect(rows.nth(2)).to_be_focused()
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
        expect(sources.nth(3)).to_have_text("The pair met in Oslo on Tuesday.")
        page.keyboard.press("BracketLeft")
        expect(sources.nth(2)).to_have_text(say("cuts.nothing_beside", language))
        beside = [row["source_sentence"] for row in reader.report("sentences")]
        assert beside[2] == "" and beside[3].startswith("Critics called")
