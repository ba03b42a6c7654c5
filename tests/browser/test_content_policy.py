"""Under the content policy everything of Streamlit that Tadqiq may use still works, and nothing is reported."""

import os
import subprocess
import sys
import time

import httpx
import pytest
from playwright.sync_api import expect

from tests.conftest import REPO

PAGE = '''
import altair as alt
import pandas as pd
import streamlit as st

SCRIPT = """
export default function ({ parentElement, data }) {
  const root = parentElement.querySelector(".probe")
  parentElement.querySelector("link").href = location.origin + data.style
  import(location.origin + data.script).then(() => { root.textContent = "imported" })
}
"""
probe = st.components.v2.component(
    "probe", html='<link rel="stylesheet"><div class="probe"></div>', js=SCRIPT, isolate_styles=True
)
probe(key="probe", data={"script": "/assets/x/pane/dom.js", "style": "/assets/x/signin.css"})
table = pd.DataFrame({"a": [1, 2, 3], "b": [3, 1, 2]})
st.altair_chart(alt.Chart(table).mark_bar().encode(x="a:O", y="b:Q", tooltip=["a", "b"]))
st.table(table)
st.dataframe(table)
given = st.file_uploader("file")
st.text(f"got {given.name}" if given else "got nothing")
st.download_button("take", b"x,y", "x.csv")
st.html("<style>@import url('/assets/x/fonts/fonts.css');</style>")
st.button("icon", icon=":material/edit:")
st.selectbox("choice", ["a", "b"])
st.date_input("day")
st.code("x = 1")
st.latex("x^2")
st.text("end")
'''
APP = """
import sys
from pathlib import Path
sys.path.insert(0, {repo!r})
import streamlit as st
from starlette.middleware import Middleware
from annotator.web import assets
from annotator.web.headers import SecurityHeaders
app = st.App(Path(__file__).parent / "page.py", routes=[assets.route], middleware=[Middleware(SecurityHeaders)])
"""
LISTEN = """
window.violations = []
addEventListener("securitypolicyviolation", (event) =>
  window.violations.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`))
"""


@pytest.fixture
def url(tmp_path):
    (tmp_path / "page.py").write_text(PAGE, encoding="utf-8")
    (tmp_path / "app.py").write_text(APP.format(repo=str(REPO)), encoding="utf-8")
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.port", "0"]
    options = ["--server.headless", "true", "--browser.gatherUsageStats", "false", "--server.address", "127.0.0.1"]
    log = tmp_path / "log"
    with log.open("wb") as output:
        process = subprocess.Popen([*command, *options], cwd=tmp_path, env=os.environ, stdout=output, stderr=output)
    try:
        yield _address(log)
    finally:
        process.terminate()
        process.wait()


def _address(log) -> str:
    for _ in range(600):
        found = [word for word in log.read_text(encoding="utf-8").split() if word.startswith("http://")]
        if found and httpx.get(f"{found[0]}/_stcore/health").status_code == 200:
            return found[0]
        time.sleep(0.05)
    raise RuntimeError(log.read_text(encoding="utf-8"))


def test_the_policy_stops_nothing_that_a_page_needs(url, chromium):
    page = chromium.new_page()
    page.add_init_script(LISTEN)
    errors = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.goto(url)
    expect(page.get_by_text("end", exact=True)).to_be_visible(timeout=30_000)
    expect(page.locator(".probe")).to_have_text("imported")
    expect(page.locator("[data-testid=stVegaLiteChart] svg .mark-rect path")).to_have_count(3)
    expect(page.locator("[data-testid=stDataFrame] canvas").first).to_be_visible()
    page.set_input_files("input[type=file]", {"name": "u.txt", "mimeType": "text/plain", "buffer": b"x"})
    expect(page.get_by_text("got u.txt")).to_be_visible()
    with page.expect_download() as download:
        page.get_by_role("button", name="take", exact=True).click()
    assert download.value.suggested_filename == "x.csv"
    assert page.evaluate("violations") == [] and errors == []
    page.close()


def test_the_policy_stops_what_is_smuggled_in(url, chromium):
    page = chromium.new_page()
    page.add_init_script(LISTEN)
    page.goto(url)
    expect(page.get_by_text("end", exact=True)).to_be_visible(timeout=30_000)
    page.evaluate(
        """() => {
          const script = document.createElement("script")
          script.textContent = "window.smuggled = true"
          document.body.append(script)
          document.body.insertAdjacentHTML("beforeend", '<img src="x" onerror="window.smuggled = true">')
          document.body.insertAdjacentHTML("beforeend", '<img src="https://elsewhere.example/leak">')
          fetch("https://elsewhere.example/leak").catch(() => {})
        }"""
    )
    page.wait_for_function("violations.length >= 4")
    assert page.evaluate("window.smuggled") is None
    reported = {violation.split()[0] for violation in page.evaluate("violations")}
    assert reported == {"script-src-elem", "script-src-attr", "img-src", "connect-src"}
    page.close()
