"""The annotate page in Chromium: from the key press to the paint and to the answer that says "on disk".

All times begin with the browser's own time stamp of the key press. Painted: to the moment after the frame that shows
the act. Committed: to the first byte of the answer, which leaves once the row is on disk. Confirmed: to the moment when
the page has the answer in hand. All in one page, beside the raw commit on the same disk.
"""

import time
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks import desks, raw_sqlite
from benchmarks.table import p50_p95, show
from tests.browser.conftest import QUIET
from tests.browser.install import executable
from tests.server import Server

SIZES = ((25, 0), (500, 0), (500, 2_000), (500, 20_000), (5_000, 0), (5_000, 20_000))  # sentences, own marks stored
ACTS = 60

MEASURE = """
  window.measured = { painted: [], committed: [], confirmed: [], bytes: [] }
  const pressed = [] // time stamps of key presses whose operations have not been answered
  const bytes = (text) => new TextEncoder().encode(text).length
  addEventListener("keydown", (event) => {
    if (!["f", "2"].includes(event.key)) return
    const start = event.timeStamp
    pressed.push(start)
    const channel = new MessageChannel()
    channel.port1.onmessage = () => measured.painted.push(performance.now() - start)
    requestAnimationFrame(() => channel.port2.postMessage(null))
  }, true)
  const fetched = window.fetch
  window.fetch = async (address, options) => {
    const isAct = String(address).endsWith("/api/operations") && JSON.parse(options.body).act !== "work"
    if (!isAct) return fetched(address, options)
    const start = pressed.shift()
    performance.clearResourceTimings()
    const response = await fetched(address, options)
    const text = await response.clone().text()
    const [entry] = performance.getEntriesByType("resource").filter(({ name }) => name.endsWith("/api/operations"))
    measured.confirmed.push(performance.now() - start)
    measured.committed.push(entry.responseStart - start)
    measured.bytes.push(bytes(options.body) + bytes(text))
    return response
  }
"""


def main() -> None:
    """Prints one line for each size and act."""
    rows: list[list[object]] = []
    with sync_playwright() as playwright, desks.server() as running:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        floor = raw_sqlite.commits(running.data)
        rows.append(["", "", "raw SQLite commit", "", "", p50_p95(floor), "", ""])
        for number, (sentences, stored) in enumerate(SIZES):
            rows += _measured(running, browser, f"reader{number}", sentences, stored)
        browser.close()
    head = [
        "sentences",
        "own marks",
        "act",
        "open ms",
        "painted ms p50 / p95",
        "committed ms p50 / p95",
        "confirmed",
        "bytes",
    ]
    show("The annotate page in Chromium", head, rows)


def _measured(running: Server, browser: Browser, name: str, sentences: int, stored: int) -> list[list[object]]:
    store = desks.store_of(running)
    article = desks.add_article(store, sentences)
    actor = desks.reviewer(store, article, name)
    desks.add_marks(store, article, actor, stored)
    token = desks.session(store, actor)
    store.close()
    context = browser.new_context(viewport={"width": 1400, "height": 900})
    context.add_cookies([{"name": "tadqiq", "value": token, "url": running.url}])
    page = context.new_page()
    page.add_init_script(MEASURE)
    address = f"{running.url}/annotate?article={article.id}"
    opened = min(_open(page, address) for _ in range(3))
    rows = [[sentences, stored, act, f"{opened:.0f}", *_acts(page, *keys)] for act, keys in _ACTS.items()]
    context.close()
    return rows


_ACTS = {
    "mark a word": (["Control+Shift+ArrowLeft", "Enter", "1"], "2", ["Escape", "ArrowDown"]),
    "flag a sentence": ([], "f", ["ArrowDown"]),
}


def _open(page: Page, address: str) -> float:
    start = time.perf_counter()
    page.goto(address)
    page.locator(".sentence.in-hand").wait_for()
    return (time.perf_counter() - start) * 1000


def _acts(page: Page, before: list[str], act: str, after: list[str]) -> list[object]:
    page.evaluate("for (const name in measured) measured[name] = []")
    for done in range(ACTS):
        _press(page, before)
        _press(page, [act])
        while page.evaluate("Math.min(measured.painted.length, measured.committed.length)") <= done:
            page.wait_for_timeout(50)  # looked at seldom: who polls each frame measures the polling
        _press(page, after)
    measured: dict[str, Any] = page.evaluate("measured")
    size = sum(measured["bytes"]) / max(len(measured["bytes"]), 1)
    return [
        p50_p95(measured["painted"]),
        *(p50_p95(measured[name]) for name in ("committed", "confirmed")),
        f"{size:.0f}",
    ]


def _press(page: Page, keys: list[str]) -> None:
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_timeout(50)  # a quick typist's pause
