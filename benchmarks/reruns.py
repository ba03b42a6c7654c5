"""How fast Streamlit answers: a page's rerun with a full garbage collection after each, and without.

Streamlit's default is with: it holds the whole process up and caps it near 8 runs a second. `.streamlit/config.toml`
has it off.
"""

from playwright.sync_api import Page, sync_playwright

from benchmarks import desks
from benchmarks.table import p50_p95, show
from tests.browser.conftest import QUIET
from tests.browser.install import executable

RERUNS = 20


def main() -> None:
    """Prints both, off and on."""
    rows = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=executable(), args=QUIET)
        for setting in ("false", "true"):
            with desks.server(STREAMLIT_RUNNER_POST_SCRIPT_GC=setting) as running:
                store = desks.store_of(running)
                article = desks.add_article(store, 25)
                token = desks.session(store, desks.reviewer(store, article, "reader"))
                store.close()
                context = browser.new_context()
                context.add_cookies([{"name": "tadqiq", "value": token, "url": running.url}])
                page = context.new_page()
                page.goto(f"{running.url}/reports")
                rows.append([setting, p50_p95(_reruns(page))])
                context.close()
        browser.close()
    show("Reruns of the reports page", ["postScriptGC", "ms p50 / p95"], rows)


_WATCH = """() => {
  const app = document.querySelector("[data-testid=stApp]")
  window.rerun = new Promise((resolve) => {
    let start = 0
    const watcher = new MutationObserver(() => {
      const state = app.dataset.testScriptState
      if (state === "rerunRequested") start = performance.now()
      if (state === "notRunning" && start) resolve(performance.now() - start)
    })
    watcher.observe(app, { attributeFilter: ["data-test-script-state"] })
  })
}"""


def _reruns(page: Page) -> list[float]:
    """Milliseconds from asking for a rerun (Streamlit's key is R) to its end, as Streamlit marks the page."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1_000)
    times = []
    for _ in range(RERUNS):
        page.evaluate(_WATCH)
        page.keyboard.press("r")
        times.append(page.evaluate("rerun"))
    return times
