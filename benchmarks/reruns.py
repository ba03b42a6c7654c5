"""How fast Streamlit answers: a page's rerun with the garbage collector's full run after each, and without.

Streamlit's default is with: it holds the whole process up and caps it near 8 runs a second. `.streamlit/config.toml` has
it off.
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


_RERUN = """() => new Promise((resolve) => {
  const app = document.querySelector("[data-testid=stApp]")
  const start = performance.now()
  const watcher = new MutationObserver((changes) => {
    const ran = changes.some(({ oldValue }) => oldValue === "running")
    if (ran && app.dataset.testScriptState === "notRunning") resolve(performance.now() - start)
  })
  watcher.observe(app, { attributeFilter: ["data-test-script-state"], attributeOldValue: true })
  document.body.dispatchEvent(new KeyboardEvent("keydown", { key: "r", code: "KeyR", keyCode: 82, bubbles: true }))
})"""


def _reruns(page: Page) -> list[float]:
    """Milliseconds from asking for a rerun to its end: Streamlit marks the page while a script runs."""
    page.locator("[data-testid=stApp][data-test-script-state=notRunning]").wait_for()
    page.wait_for_timeout(1_000)
    return [page.evaluate(_RERUN) for _ in range(RERUNS)]
