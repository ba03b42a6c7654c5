"""What no page of ours would ever send: answered with a refusal, never with a failure, and nothing is changed."""

import json
import logging
from base64 import urlsafe_b64encode

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from starlette.applications import Starlette

from annotator import log
from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.errors import TadqiqError
from annotator.services.library import articles
from annotator.services.people import accounts, invitations
from annotator.services.review import annotating
from annotator.web.routes import middleware, routes
from tests.conftest import TEXT
from tests.web import inside

PASSWORD = "four words of mine"
MARK = {"side": "translation", "start": 0, "end": 4, "category": "number_date", "severity": "major"}


@pytest.fixture
def app(store):
    return Starlette(routes=routes(store), middleware=middleware(store))


@pytest.fixture
def token(store):
    link = invitations.invite(store, COMMAND_LINE, None, "admin")
    return invitations.accept(store, link, "سلمى", PASSWORD, "ar", Device())


@pytest.fixture
def browser(app, token):
    return inside.client(app, cookie=f"tadqiq={token}", sec_fetch_site="same-origin")


@pytest.fixture
def article(store):
    project, _ = articles.project_named(store, COMMAND_LINE, "نشرة", create=True)
    return articles.add_article(store, COMMAND_LINE, project.id, articles.ArticleForm(TEXT))[0].id


def put(article: str, **changes) -> dict:
    operation = {"id": new_id(), "article": article, "act": "put", "kind": "issue", "thing": new_id(), "revision": 0}
    return {**operation, "fields": MARK, **changes}


def post(browser, body: str, path: str = "/api/operations"):
    return browser.post(path, content=body, headers={"content-type": "application/json"})


ODD = {
    "a list for a kind": lambda id: json.dumps(put(id, kind=[])),
    "an object for a kind": lambda id: json.dumps(put(id, kind={})),
    "half a letter for a field": lambda id: json.dumps(put(id, fields={"\ud800": 1})),
    "half a letter in a text": lambda id: json.dumps(put(id, fields={**MARK, "comment": "\udfff"})),
    "half a letter for a label": lambda id: json.dumps(put(id, fields={**MARK, "category": "\ud800"})),
    "a list for a side": lambda id: json.dumps(put(id, fields={**MARK, "side": []})),
    "no number": lambda id: json.dumps(put(id, fields={**MARK, "start": float("nan")})),
    "a number without end": lambda id: json.dumps(put(id, fields={**MARK, "end": float("inf")})),
    "a number too long to read": lambda id: json.dumps(put(id)).replace('"revision": 0', f'"revision": 1{"0" * 5_000}'),
    "a place far outside": lambda id: json.dumps(put(id, fields={**MARK, "start": 2**31, "end": 2**31})),
    "a hundred thousand lists in one another": lambda _: "[" * 100_000,
    "as many objects": lambda _: '{"a":' * 100_000,
}


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_operation_is_refused(browser, article, odd):
    answer = post(browser, ODD[odd](article))
    assert answer.status_code == 422 and answer.json()["message"]


TREES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters(codec=None), max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
NAMES = "id article act kind thing revision fields operation sentence seconds submitted take reason note as".split()


@settings(max_examples=150, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.dictionaries(st.sampled_from(NAMES), TREES, max_size=3), fields=st.booleans(), value=TREES)
def test_any_operation_is_carried_out_or_refused(store, token, article, changes, fields, value):
    actor = accounts.signed_in(store, token).actor
    operation = {**put(article), **changes}
    if fields:
        operation["fields"] = {**MARK, **dict.fromkeys(changes, value), "comment": value}
    for act in (operation.get("act"), "put", "undo", "work", "submit", "settle", "settle_all"):
        try:
            annotating.apply(store, actor, {**operation, "act": act})
        except TadqiqError as refusal:
            assert refusal.status < 500


@pytest.mark.parametrize("day", ["0001-01-01T00:00:00+23:59", "9999-12-31T23:59:59-23:59", "\0", "x" * 10_000])
def test_a_day_that_begins_nowhere_begins_at_midnight(browser, article, day):
    assert browser.get(f"/api/articles/{article}", params={"day_start": day}).status_code == 200


@pytest.mark.only("sqlite", "postgresql")
@pytest.mark.parametrize(
    "path",
    [
        "/api/articles/%00",
        "/api/articles/{article}/versions/%00",
        "/api/projects/%00/settling",
        "/api/projects/%00/reports/issues.csv",
        "/assets/x/%00",
        "/assets/x/..%2f..%2f..%2fconfig.py",
        "/assets/%2e%2e/%2e%2e/x",
    ],
)
def test_an_address_that_can_not_be_is_not_there(browser, article, path):
    assert browser.get(path.format(article=article)).status_code == 404


@pytest.mark.only("sqlite", "postgresql")
@pytest.mark.parametrize("name", ["a\0b", "\0"])
def test_a_name_that_no_database_can_hold_is_refused(app, name):
    answer = inside.client(app, sec_fetch_site="same-origin").post("/signin", data={"name": name, "password": "x" * 12})
    assert answer.status_code == 422


def test_a_form_in_an_alphabet_of_its_own_is_refused(app):
    parts = [
        f'--b\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n\\ud800\r\n' for name in ("name", "password")
    ]
    kind = {"content-type": "multipart/form-data; boundary=b; charset=unicode_escape"}
    stranger = inside.client(app, sec_fetch_site="same-origin")
    assert stranger.post("/signin", content="".join([*parts, "--b--\r\n"]).encode(), headers=kind).status_code == 422


def test_a_form_is_read_to_its_limit_and_no_further(app):
    read = 0

    def body():
        nonlocal read
        yield b"name=x&password="
        while read < 64 * 2**20:
            read += 2**16
            yield b"p" * 2**16

    kind = {"content-type": "application/x-www-form-urlencoded"}
    stranger = inside.client(app, sec_fetch_site="same-origin")
    assert stranger.post("/signin", content=b"".join(body()), headers=kind).status_code == 400


@pytest.mark.parametrize(
    "host", ["evil.example", "evil.example/signin?", "[", "a b", "x" * 5_000, "evil.example:99999999"]
)
def test_who_lies_about_the_host_gets_no_page_that_leads_there(browser, host):
    for path in ("/signin", "/password", "/welcome?token=x", "/articles?x=1"):
        answer = browser.get(path, headers={"host": host})
        assert answer.status_code < 500
        assert "evil" not in answer.text + answer.headers.get("location", "")


@pytest.mark.parametrize("state", ["é", "\u202e", "", "x" * 5_000])
@pytest.mark.parametrize(
    "kept",
    [
        {"asked": {"state": "a", "nonce": "b", "verifier": "c"}, "next": "/", "link": ""},
        {"asked": {"state": 1, "nonce": [], "verifier": None}, "next": {}, "link": 5},
        {"asked": {"state": "a"}, "next": "/", "link": ""},
        {"asked": []},
        [],
    ],
)
def test_a_cookie_for_the_provider_that_is_not_ours_lets_nobody_in(app, monkeypatch, kept, state):
    from annotator import config

    monkeypatch.setenv("TADQIQ_OIDC_ISSUER", "https://id.example")
    monkeypatch.setenv("TADQIQ_OIDC_CLIENT_ID", "tadqiq")
    config.settings.cache_clear()
    cookie = urlsafe_b64encode(json.dumps(kept).encode()).decode()
    stranger = inside.client(app, cookie=f"tadqiq_openid={cookie}", sec_fetch_site="cross-site")
    answer = stranger.get("/signin/callback", params={"state": state, "code": "1"})
    assert answer.status_code == 401 and "tadqiq=" not in answer.headers.get("set-cookie", "")


def test_nobody_writes_lines_of_their_own_into_the_log(caplog):
    with caplog.at_level(logging.INFO, "tadqiq"):
        log.failure("GET /x\n2026 failure 0 in \x1b[2J")
        log.event("openid_failed", why="a\r\nb\x9bc")
    assert all("\n" not in line.getMessage() and line.getMessage().isprintable() for line in caplog.records)
