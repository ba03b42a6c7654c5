"""Reviewers are compared in the browser: figures, disagreements, and the way from one of them to its sentence."""

import pytest
from playwright.sync_api import expect

from annotator.words import say
from tests.browser.conftest import reader_at


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_examples_reviewers_are_compared_and_a_disagreement_is_opened(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        page = reader.page
        page.goto(f"{server.url}/articles")
        projects = page.get_by_role("combobox").first
        projects.click()
        page.get_by_role("option").first.click()  # the example: the oldest project
        page.get_by_role("link", name=say("nav.compare", language)).click()
        expect(page.get_by_text(say("compare.issue_found", language)).first).to_be_visible(timeout=20_000)
        expect(page.locator("[data-testid=stVegaLiteChart]")).to_be_visible()
        kinds = page.get_by_label(say("compare.kind_of", language))
        kinds.click()
        page.keyboard.type(say("compare.kind.verdict", language))  # the list shows its first eight only
        page.get_by_role("option").filter(has_text=say("compare.kind.verdict", language)).first.click()
        said = page.get_by_text(say("compare.kind.verdict", language) + " ·")
        expect(said.first).to_be_visible()
        page.get_by_role("button", name=say("compare.open", language, number=3)).first.click()
        expect(page.locator(".sentence.in-hand")).to_have_id("s3", timeout=20_000)


def test_with_one_reviewer_there_is_nothing_to_compare(reader):
    reader.press("c", "c")
    reader.saved()
    reader.page.goto(f"{reader.server.url}/compare?project={reader.project}")
    expect(reader.page.get_by_text(say("compare.nobody", "ar"))).to_be_visible(timeout=20_000)
