"""Whatever people type is shown as they typed it, wherever it shows: none of it runs, none of it leaves the server.

The short form takes some of the payloads in `tests/data/hostile`, `make faults` (FAULTS=long) all of them.
"""

import os
from itertools import islice
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from annotator.domain.invisible import visible
from annotator.domain.policy import COMMAND_LINE
from annotator.services.reports import exporting
from annotator.words import say
from exports.rows import REPORTS
from tests.browser.hostile import PAYLOADS, WATCH, hostile_desk, shown, squeezed
from tests.server import PASSWORD, Server

LONG = os.environ.get("FAULTS") == "long"
APART = ("a -> b <- c -- d --- e >= f", ":material/home:", "https://elsewhere.example/leak")  # treated like no others
CHOSEN = PAYLOADS if LONG else [*PAYLOADS[::20], *APART]
BATCH = 24  # articles of a batch stand on one page of the board
PREVIEWED = 20  # rows
FEW = 6 if LONG else 2  # pictures, names of files, texts being brought in
NAME = "<img src=x onerror=window.pwned=1> :red[x] **b** $x$"


@pytest.fixture(scope="module")
def hostile_server(tmp_path_factory):
    """A server of its own: what is on it is nobody else's business."""
    running = Server(tmp_path_factory.mktemp("hostile") / "data")
    running.first_account(NAME).close()
    yield running
    running.stop()


class Visitor:
    """Somebody signed in, in a browser that notices whatever comes alive."""

    def __init__(self, server, chromium, name: str = "") -> None:
        self.server, self.troubles = server, []
        self.context = chromium.new_context(viewport={"width": 1400, "height": 900})
        self.context.set_default_timeout(15_000)
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.page.on("dialog", self._asked)
        self.page.on("request", self._requested)
        self.page.on("pageerror", lambda error: self.troubles.append(str(error)))
        self.page.on("popup", lambda popup: self.troubles.append(f"popup {popup.url}"))
        self.page.on("console", lambda message: self._said(message.text))
        if name:
            self._sign_in(name)

    def _sign_in(self, name: str) -> None:
        self.page.goto(f"{self.server.url}/signin")
        self.page.fill("#name", name)
        self.page.fill("#password", PASSWORD)
        self.page.click("button[type=submit]")
        self.page.wait_for_url(lambda url: "signin" not in url)

    def _asked(self, dialog) -> None:
        self.troubles.append(dialog.message)
        dialog.dismiss()

    def _requested(self, request) -> None:
        ours = (self.server.url, self.server.url.replace("http", "ws"), "data:", "blob:")
        if not request.url.startswith(ours):
            self.troubles.append(request.url)

    def _said(self, text: str) -> None:
        if "Content Security Policy" in text:
            self.troubles.append(text)

    def open(self, path: str, *awaited: str):
        status = self.page.locator(".status[data-status]")
        if status.count():  # a page that is left while acts are on their way asks, and nothing but that may ask
            expect(status).to_have_attribute("data-status", "saved")
        self.troubles.clear()
        self.page.goto(f"{self.server.url}{path}")
        for selector in awaited:
            expect(self.page.locator(selector).first).to_be_visible(timeout=30_000)
        return self.page

    def shows(self, payloads) -> None:
        """Waits until every payload stands on the page letter by letter, what nobody would see by its number."""
        missing = list(payloads)
        for _ in range(60):
            text = shown(self.page)
            missing = [one for one in missing if squeezed(one) not in text and squeezed(visible(one)) not in text]
            if not missing:
                return
            self.page.wait_for_timeout(100)
        raise AssertionError(missing)

    def is_unharmed(self) -> None:
        """Nothing has run, nothing came alive, nothing left."""
        assert self.page.evaluate("window.pwned") is None
        assert self.page.evaluate("window.alive") == []
        assert not self.troubles, self.troubles


@pytest.fixture(scope="module")
def visitor(hostile_server, chromium):
    visiting = Visitor(hostile_server, chromium, NAME)
    yield visiting
    visiting.context.close()


@pytest.fixture(scope="module")
def stranger(hostile_server, chromium):
    """Somebody who has not signed in."""
    visiting = Visitor(hostile_server, chromium)
    yield visiting
    visiting.context.close()


def batches():
    return [CHOSEN[at : at + BATCH] for at in range(0, len(CHOSEN), BATCH)]


@pytest.fixture(scope="module")
def hostile_store(hostile_server):
    opened = hostile_server.store()
    yield opened
    opened.close()


@pytest.fixture(scope="module", params=batches(), ids=lambda batch: batch[0][:20])
def desk(request, hostile_store):
    return hostile_desk(hostile_store, NAME, request.param)


def test_the_list_of_articles(visitor, desk):
    visitor.open(f"/articles?project={desk.project}", "[data-testid=stProgress]")
    visitor.shows([*desk.payloads, NAME])
    visitor.is_unharmed()


def test_the_choice_of_an_article_to_annotate(visitor, desk):
    visitor.open(f"/annotate?project={desk.project}", "[data-testid=stButton]")
    visitor.shows(desk.payloads)
    visitor.is_unharmed()


def test_the_annotate_page(visitor, desk):
    page = visitor.open(f"/annotate?article={desk.article}", ".sentence.in-hand")
    visitor.shows(desk.payloads)
    for number, payload in enumerate(desk.payloads, 1):
        page.locator(f"#s{number} .number").click()
        page.locator(f"#s{number} .chip.claim").click()
        expect(page.locator(".evidence textarea").first).to_have_value(payload.lstrip("\r\n"))
        links = page.locator(".evidence a.open[href]")  # the source and its copy
        expect(links).to_have_count(2 if payload.lower().startswith(("http://", "https://")) else 0)
    page.keyboard.press("?")
    visitor.is_unharmed()


def test_what_is_said_about_sentences(visitor, desk):
    page = visitor.open(f"/annotate?article={desk.article}", ".comment")
    for number, payload in enumerate(desk.payloads, 1):
        page.locator(f"#s{number} .number").click()
        expect(page.locator(".comment")).to_have_count(1)
        visitor.shows([f"؟ {payload}"])
    visitor.is_unharmed()


def test_the_board(visitor, desk):
    page = visitor.open(f"/progress?project={desk.project}", "[data-testid=stProgress]")
    visitor.shows(desk.payloads)
    page.get_by_role("radio", name=say("board.people", "ar"), exact=True).click()
    expect(page.locator(".table:visible")).to_have_count(1)
    visitor.shows(payload[:60] for payload in desk.payloads)
    visitor.is_unharmed()


def test_the_compare_page(visitor, desk):
    page = visitor.open(f"/compare?project={desk.project}", ".table:visible", "[data-testid=stVegaLiteChart]")
    for folded in page.get_by_text(say("compare.table", "ar"), exact=True).all():
        folded.click()
    visitor.shows(payload[:60] for payload in desk.payloads)
    charts = page.locator("[data-testid=stVegaLiteChart] canvas")
    for chart in charts.all()[:FEW]:
        chart.scroll_into_view_if_needed()
        for part in (0.1, 0.3, 0.5, 0.7, 0.9):
            box = chart.bounding_box()
            page.mouse.move(box["x"] + box["width"] * part, box["y"] + box["height"] * part)
    page.locator(".table a").first.click()
    expect(page.get_by_text(say("compare.open", "ar", number=1), exact=True).first).to_be_visible(timeout=30_000)
    visitor.shows(desk.payloads[:FEW])
    visitor.is_unharmed()


def test_the_settling_page_and_the_verdicts_that_stand(visitor, desk):
    page = visitor.open(f"/settle?project={desk.project}", ".version")
    for payload in desk.payloads:
        visitor.shows([payload])
        page.keyboard.press("1")
        page.keyboard.press("Enter")
    expect(page.locator(".done").first).to_be_visible()
    page.get_by_text(say("settle.verdicts", "ar")).click()
    expect(page.locator(".table")).to_be_visible()
    visitor.shows(desk.payloads)
    visitor.is_unharmed()


def test_the_previews_of_reports(visitor, desk, hostile_store):
    page = visitor.open(f"/reports?project={desk.project}", ".table")
    for report in ("issues", "claims", "evidence", "disagreements", "sentences", "comments", "progress"):
        page.get_by_role("radio", name=say(f"reports.{report}", "ar"), exact=True).click()
        expect(page.get_by_text(REPORTS[report].ar)).to_be_visible()
        rows = islice(exporting.report_rows(hostile_store, COMMAND_LINE, desk.project, report), PREVIEWED)
        texts = [column.name for column in REPORTS[report].columns if column.kind == "text"]
        visitor.shows(str(row[name]) for row in rows for name in texts if row[name])
    visitor.is_unharmed()


def test_source_beside_translation_and_the_cut_of_what_is_stored(visitor, desk):
    page = visitor.open(f"/articles?project={desk.project}", "[data-testid=stExpander]")
    page.get_by_text(say("articles.look_after", "ar"), exact=True).first.click()
    page.get_by_text(say("articles.beside", "ar"), exact=True).first.click()
    expect(page.locator(".beside li.cut").first).to_be_visible(timeout=30_000)
    visitor.shows(desk.payloads)
    page.get_by_text(say("articles.cut", "ar"), exact=True).first.click()
    expect(page.locator(".cuts:not(.beside) li.cut").first).to_be_visible(timeout=30_000)
    visitor.is_unharmed()


def test_people_and_the_invited(visitor, desk):
    page = visitor.open("/people", ".table", "[data-testid=stExpander]")
    visitor.shows([*desk.people, *desk.invited])
    for name in desk.people[:FEW]:
        chooser = page.get_by_role("combobox", name=say("people.in_hand", "ar"))
        chooser.focus()
        page.keyboard.type(name[-6:])
        page.keyboard.press("Enter")
        expect(page.get_by_text(say("people.state_none_help", "ar"))).to_be_visible()
        visitor.shows([name])
    visitor.is_unharmed()


def test_the_audit_and_ones_own_account(visitor, desk):
    visitor.open("/audit", ".table")
    visitor.shows(list(desk.invited)[-FEW:])
    visitor.is_unharmed()
    visitor.open("/account", "[data-testid=stHeading]")
    visitor.shows([NAME])
    visitor.is_unharmed()


def test_the_pages_behind_links(stranger, desk):
    for name, token in desk.invited.items():
        stranger.open(f"/welcome?token={token}", "#name")
        stranger.shows([name, desk.payloads[0][:40], NAME])
        stranger.is_unharmed()
    stranger.open(f"/new-password?token={desk.password_link}", "#name")
    stranger.shows(desk.people[-1:])
    stranger.is_unharmed()


def test_what_is_being_brought_in_and_what_is_said_of_it(visitor, desk):
    page = visitor.open(f"/articles?project={desk.project}", "[data-testid=stExpander]")
    for payload in desk.payloads[:FEW]:
        page.get_by_label(say("adding.text", "ar")).fill(payload + " " + payload)
        page.get_by_label(say("adding.title", "ar")).fill(payload)
        page.keyboard.press("Tab")
        expect(page.locator(".cut").first).to_be_visible()
        visitor.shows([f"\u2068{payload.strip()}\u2069 ("])
        page.reload()
    visitor.is_unharmed()


def test_the_names_of_files(visitor, desk):
    page = visitor.open(f"/articles?project={desk.project}", "[data-testid=stExpander]")
    for payload in desk.payloads[-FEW:]:
        name = payload.replace("/", "∕").replace("\\", "∖")[:80] + ".txt"
        file = {"name": name, "mimeType": "text/plain", "buffer": b"\0\0\0 no text"}
        page.locator("input[type=file]").first.set_input_files(file)
        expect(page.get_by_text(say("error.upload_binary", "ar"))).to_be_visible()
    visitor.is_unharmed()


def test_the_page_for_signing_in_and_answers_about_what_is_not_there(visitor, desk):
    payload = desk.payloads[3]
    visitor.page.goto(f"{visitor.server.url}/signin?next={payload}&lang={payload}")
    visitor.page.fill("#name", payload)
    visitor.page.fill("#password", "wrong")
    visitor.page.click("button[type=submit]")
    expect(visitor.page.locator("#name")).to_have_value(payload)
    visitor.is_unharmed()
    api = visitor.context.request
    for payload in desk.payloads:
        for path in (f"projects/{desk.project}/reports/", "articles/"):
            answer = api.get(f"{visitor.server.url}/api/{path}{quote(payload, safe='')}.csv")
            assert answer.headers["x-content-type-options"] == "nosniff"
            assert payload not in answer.text() or "html" not in answer.headers["content-type"]
