"""A real Chromium on a real server. One server for all browser tests; every test brings its own article."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import sessions
from db import people
from db.store import Store
from exports.csv_file import read
from tests.browser.contexts import signed_in
from tests.browser.install import executable
from tests.server import Server

TEXT = (
    "قال الوزير إن الأسعار ارتفعت 30% منذ مارس. لم توافق اللجنة على القرار ، وقالت إنه متسرع. "
    "وصف النقاد الرقم بأنه قطرة في المحيط. التقى الزوج في مدينة Oslo يوم الثلاثاء. انتهى الاجتماع بلا بيان."
)
SOURCE = (
    "The minister said that prices rose by 13% since March. The committee did not agree and called it hasty. "
    "Critics called the figure a drop in the ocean. The pair met in Oslo on Tuesday. "
    "The meeting ended without a statement."
)
expect.set_options(timeout=15_000)  # a busy machine is no failure
# Chromium would else look its maker's hosts up at every start.
QUIET = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
QUIET += ["--process-per-site"]  # what one page has compiled the next one has, see `contexts`


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker("browser")


@pytest.fixture(scope="package")  # its event loop would stand in the way of the tests after these
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("browser") / "data")
    running.first_account().close()
    yield running
    running.stop()


@dataclass
class Reader:
    """Somebody at the annotate page of an article of their own."""

    server: Server
    context: BrowserContext
    page: Page
    project: str
    article: str

    def open(self, page: Page | None = None) -> Page:
        """Opens the article; gives back the page once the text is there."""
        page = page or self.page
        page.goto(f"{self.server.url}/annotate?article={self.article}")
        expect(page.locator(".sentence.in-hand")).to_be_visible(timeout=20_000)
        return page

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def saved(self) -> None:
        """Waits until the page says that everything is saved."""
        expect(self.page.locator(".status")).to_have_attribute("data-status", "saved", timeout=15_000)

    def report(self, name: str) -> list[dict[str, str]]:
        """The rows of a report, as the reader downloads them."""
        answer = self.context.request.get(f"{self.server.url}/api/projects/{self.project}/reports/{name}.csv")
        assert answer.ok
        return read(answer.body())

    def select(self, words: str, side: str = "translation", during: Callable[[], None] = lambda: None) -> None:
        """Drags the mouse over words of the text; `during` is done while the button is down."""
        box = self.page.evaluate(
            """([words, side]) => {
              const roots = [...document.querySelectorAll('*')].map((element) => element.shadowRoot)
              const root = roots.find((root) => root?.querySelector('.list'))
              for (const paragraph of root.querySelectorAll('p.' + side)) {
                const at = paragraph.textContent.indexOf(words)
                if (at < 0) continue
                paragraph.scrollIntoView({ block: 'center' })
                const range = new Range()
                const place = (offset, ends) => { // words may run over marks and hints
                  const walker = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT)
                  for (let passed = 0; walker.nextNode(); passed += walker.currentNode.length) {
                    const inside = offset - passed
                    if (inside < walker.currentNode.length + ends) return [walker.currentNode, inside]
                  }
                }
                range.setStart(...place(at, 0))
                range.setEnd(...place(at + words.length, 1))
                const pieces = [...range.getClientRects()] // more than one where words wrap or change direction
                const rtl = getComputedStyle(paragraph).direction === 'rtl'
                const edge = (piece, start) => {
                  const line = pieces.filter(({ top }) => Math.abs(top - piece.top) < 8)
                  const right = Math.max(...line.map((other) => other.right))
                  const left = Math.min(...line.map((other) => other.left))
                  return [rtl === start ? right - 2 : left + 2, (piece.top + piece.bottom) / 2]
                }
                return { from: edge(pieces[0], true), to: edge(pieces.at(-1), false) }
              }
            }""",
            [words, side],
        )
        mouse = self.page.mouse
        mouse.move(*box["from"])
        mouse.down()
        mouse.move(*[(start + end) / 2 for start, end in zip(box["from"], box["to"], strict=True)])
        during()
        mouse.move(*box["to"], steps=6)
        mouse.up()

    def choose(self, *names: str) -> None:
        """Clicks options of the palettes that open one after the other."""
        for name in names:
            self.page.locator(".palette .option").filter(has=self.page.get_by_text(name, exact=True)).click()


@contextmanager
def reader_at(server: Server, chromium: Browser, language: str = "ar", text: str = TEXT, **options) -> Iterator[Reader]:
    store = server.store()
    project, _ = articles.project_named(store, COMMAND_LINE, f"نشرة {new_id()}", create=True)
    form = ArticleForm(text, title="مقال", source_text=SOURCE if text is TEXT else "")
    article, _ = articles.add_article(store, COMMAND_LINE, project.id, form)
    store.close()
    token = session_of(store, "سلمى", language)
    troubles: list[str] = []
    with signed_in(server, chromium, token, **options) as context:
        page = watched_page(server, context, troubles)
        yield Reader(server, context, page, project.id, article.id)
    assert not troubles, troubles


def watched_page(server: Server, context: BrowserContext, troubles: list[str]) -> Page:
    """A page that tells of scripts that broke, of what the policy forbade, and of calls that left our server."""
    page = context.new_page()
    page.on("pageerror", lambda error: troubles.append(str(error)))
    page.on(
        "console", lambda message: troubles.append(message.text) if "Content Security Policy" in message.text else None
    )
    page.on("request", lambda request: troubles.append(request.url) if not _is_ours(request.url, server) else None)
    return page


def session_of(store: Store, name: str, language: str) -> str:
    """The token of a new session of somebody, who from now on reads this language. Signing in is tested elsewhere."""
    with store.write() as tx:
        person, _ = people.by_name(tx, name)
        people.set_language(tx, person.id, language)
        token = sessions.opened(tx, person.id, Device())
    store.close()
    return token


def _is_ours(url: str, server: Server) -> bool:
    return url.startswith((server.url, server.url.replace("http", "ws"), "data:", "blob:")) or not re.match(
        r"\w+://", url
    )


@pytest.fixture
def reader(server: Server, chromium: Browser) -> Iterator[Reader]:
    """Somebody who reads Arabic, at a wide window, with their article open."""
    with reader_at(server, chromium) as opened:
        opened.open()
        yield opened
