"""Reviewers are compared in the browser: figures, pictures with their tables, and the way to a sentence."""

import re
from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.compare import comparing
from annotator.services.library import articles
from annotator.services.people import sessions
from annotator.words import say
from db.store import Store
from exports.csv_file import BOM
from tests.browser.conftest import reader_at
from tests.browser.contexts import signed_in
from tests.conftest import add_person
from tests.crowd import work_through

CHART = "[data-testid=stVegaLiteChart]"


@contextmanager
def compared(server, chromium, language="ar", sentences=120, **options):
    """The compare page of a project that three reviewers have worked through, with its comparison."""
    name = f"ثلاثة {new_id()}"
    store = Store(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
    project = work_through(store, sentences, 3, name)
    found = comparing.comparison(store, COMMAND_LINE, project.id)
    store.close()
    with reader_at(server, chromium, language, **options) as reader:
        reader.page.goto(f"{server.url}/compare?project={project.id}")
        expect(reader.page.locator(CHART).first).to_be_visible(timeout=20_000)
        yield reader.page, found


@pytest.mark.parametrize("language", ["ar", "en"])
def test_three_reviewers_are_compared_from_the_sentences_to_the_method(server, chromium, language):
    with compared(server, chromium, language) as (page, found):
        for question in found.questions:
            expect(page.get_by_text(say(f"compare.{question.question}", language)).first).to_be_attached()
        figure = found.questions[0].figures["alpha"]
        expect(page.get_by_text(f"{figure.value:.2f}").first).to_be_visible()
        # dots, heatmap, matrix, three cards, over time
        expect(page.locator(f"{CHART} svg")).to_have_count(7, timeout=20_000)
        expect(page.get_by_text(say("compare.table", language), exact=True)).to_have_count(5)
        drawn = "".join(page.locator(f"{CHART} svg").all_text_contents())
        assert f"{found.pairs[0].alpha_issue_found:.2f}" in drawn and "120" in drawn
        assert say("compare.issue_found", language) in drawn and say("compare.nothing", language) in drawn
        page.get_by_text(say("compare.method", language)).click()
        expect(page.get_by_text("jackknife-t").first).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_cell_of_the_heatmap_lists_its_sentences_and_opens_one(server, chromium, language):
    with compared(server, chromium, language) as (page, found):
        use = found.labels[0]
        rows = found.confusion.sentences(use.label, use.label)
        assert len(rows)
        heatmap = page.locator(f"{CHART}:has(.mark-rect)").first
        heatmap.scroll_into_view_if_needed()
        squares = heatmap.locator(".mark-rect path")
        expect(squares).not_to_have_count(0)
        squares.first.click()  # the most used category with itself
        title = page.get_by_role("button", name=re.compile(say("compare.open", language, number="").strip()))
        number = int(found.places.number[rows[0]])
        opening = page.get_by_role("button", name=say("compare.open", language, number=number), exact=True).first
        expect(opening).to_be_visible(timeout=20_000)
        assert title.count() >= min(len(rows), 10)
        opening.click()
        expect(page.locator(".sentence.in-hand")).to_have_id(f"s{number}", timeout=20_000)


def test_two_categories_are_chosen_by_keyboard_too(server, chromium):
    with compared(server, chromium, "en") as (page, found):
        use = next(use for use in found.labels if use.confused_with)
        names = {label.id: label.name["en"] for label in found.scheme.issue_categories}
        for side, label in (("one", use.label), ("other", use.confused_with)):
            box = page.get_by_role("combobox", name=say(f"compare.{side}_category", "en"))
            box.focus()
            page.keyboard.type(names[label])
            page.keyboard.press("Enter")
            expect(page.get_by_test_id("stAppViewContainer")).to_contain_text(names[label])
        row = found.confusion.sentences(use.label, use.confused_with)[0]
        number = int(found.places.number[row])
        opening = page.get_by_role("button", name=say("compare.open", "en", number=number), exact=True).first
        expect(opening).to_be_visible(timeout=20_000)


@pytest.mark.parametrize("language", ["ar", "en"])
def test_hidden_names_are_hidden_on_the_whole_page(server, chromium, language):
    with compared(server, chromium, language) as (page, found):
        name = found.cards[0].reviewer
        expect(page.locator(".stApp")).to_contain_text(name)
        page.get_by_text(say("compare.hide_names", language)).click()
        expect(page.locator(".stApp")).to_contain_text(say("compare.number", language, number=1))
        expect(page.locator(".stApp")).not_to_contain_text(name, timeout=20_000)
        drawn = "".join(page.locator(f"{CHART} svg").all_text_contents())
        assert name not in drawn and say("compare.number", language, number=1) in drawn


def test_the_table_of_a_picture_is_downloaded_for_excel(server, chromium):
    with compared(server, chromium, "en") as (page, found):
        page.get_by_text(say("compare.table", "en"), exact=True).nth(2).click()
        with page.expect_download() as downloading:
            page.get_by_role("button", name=say("compare.download", "en")).locator("visible=true").last.click()
        text = downloading.value.path().read_text(encoding="utf-8")
        assert text.startswith(BOM) and text.count("\n") == 1 + len(found.pairs)
        assert "kappa_major_found" in text and found.cards[2].reviewer in text


def test_who_reviews_sees_nothing_of_others_before_handing_in(server, chromium):
    store = Store(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
    project = work_through(store, 20, 2, f"سر {new_id()}")
    person = add_person(store, f"جديد {new_id()}", project.id)
    with store.write() as tx:
        token = sessions.opened(tx, person.id, Device())
    store.close()
    with signed_in(server, chromium, token) as context:
        page = context.new_page()
        page.goto(f"{server.url}/compare?project={project.id}")
        expect(page.get_by_text(say("compare.hand_in_first", "ar"))).to_be_visible(timeout=20_000)
        assert page.locator(CHART).count() == 0


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_examples_disagreements_are_filtered_and_one_is_opened(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        page = reader.page
        store = Store(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
        example = next(one for one in articles.visible_projects(store, COMMAND_LINE) if one.is_example)
        store.close()
        page.goto(f"{server.url}/compare?project={example.id}")
        expect(page.get_by_text(say("compare.issue_found", language)).first).to_be_visible(timeout=20_000)
        kinds = page.get_by_label(say("compare.kind_of", language))
        kinds.click()
        page.keyboard.type(say("compare.kind.verdict", language))  # the list shows its first eight only
        page.get_by_role("option").filter(has_text=say("compare.kind.verdict", language)).first.click()
        badge = page.locator("[data-testid=stMarkdownContainer]").filter(
            has_text="▲ " + say("compare.kind.verdict", language)
        )
        expect(badge.first).to_be_visible(timeout=20_000)
        expect(page.get_by_text("▲ " + say("compare.kind.clean_or_issues", language))).to_have_count(0, timeout=20_000)
        page.get_by_role("button", name=say("compare.open", language, number=3)).first.click()
        expect(page.locator(".sentence.in-hand")).to_have_id("s3", timeout=20_000)
        page.goto(f"{server.url}/compare?project={example.id}")
        page.get_by_role("button", name=say("compare.settle", language)).first.click(timeout=30_000)
        expect(page.locator(".version")).to_have_count(3, timeout=20_000)


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_whole_page_fits_a_phone(server, chromium, language, scheme):
    options = {"viewport": {"width": 390, "height": 844}, "color_scheme": scheme}
    with compared(server, chromium, language, **options) as (page, _found):
        expect(page.locator(f"{CHART} svg")).to_have_count(7, timeout=20_000)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        widths = page.locator(f"{CHART} svg").evaluate_all("all => all.map((one) => one.getBoundingClientRect().width)")
        assert max(widths) <= 390 and min(widths) > 200


def test_with_one_reviewer_there_is_nothing_to_compare(reader):
    reader.press("c", "c")
    reader.saved()
    reader.page.goto(f"{reader.server.url}/compare?project={reader.project}")
    expect(reader.page.get_by_text(say("compare.nobody", "ar"))).to_be_visible(timeout=20_000)
