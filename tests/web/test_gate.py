"""The gate: a session opens it, its end shuts it, and what breaks behind it is answered in one sentence."""

from urllib.parse import urljoin

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse
from starlette.routing import Route, WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from annotator.errors import Busy
from annotator.services.people import accounts
from annotator.web.gate import local_path
from annotator.web.routes import middleware
from tests.web import inside


async def whoami(request: Request) -> PlainTextResponse:
    return PlainTextResponse(request.state.signed_in.actor.name)


async def breaks(_request: Request) -> PlainTextResponse:
    raise RuntimeError("the secret inside")


async def is_busy(_request: Request) -> PlainTextResponse:
    raise Busy("busy")


async def takes(_request: Request) -> JSONResponse:
    return JSONResponse({})


async def echoes(socket: WebSocket) -> None:
    await socket.accept()
    try:
        while True:
            await socket.send_text(await socket.receive_text())
    except WebSocketDisconnect:
        await socket.send({"type": "websocket.send", "text": "said after the end"})  # as a page's thread may


@pytest.fixture
def token(store):
    return accounts.create_first_account(store, accounts.first_account_link(store), "سلمى", "four words of mine", "ar")


@pytest.fixture
def app(store):
    routes = [
        Route("/whoami", whoami),
        Route("/breaks", breaks),
        Route("/api/breaks", breaks),
        Route("/is-busy", is_busy),
        Route("/api/takes", takes, methods=["POST"]),
        Route("/media/takes", takes, methods=["POST"]),
        WebSocketRoute("/echoes", echoes),
    ]
    return Starlette(routes=routes, middleware=middleware(store))


@pytest.fixture
def stranger(app):
    return inside.client(app)


@pytest.fixture
def client(app, token):
    return inside.client(app, cookie=f"tadqiq={token}")


def test_the_page_behind_knows_who_is_signed_in(client):
    assert client.get("/whoami").text == "سلمى"


@pytest.mark.parametrize("other", ['theme={"a":1}', "a=b c", "=", "x", 'q="', "[]=1; $Path=/"])
def test_other_programs_cookies_on_this_host_hide_no_session(client, token, other):
    for header in (f"{other}; tadqiq={token}", f"tadqiq={token}; {other}"):
        assert client.get("/whoami", headers={"Cookie": header}).text == "سلمى"


def test_a_page_that_needs_a_session_comes_back_after_signing_in(stranger):
    answer = stranger.get("/whoami?article=7&at=ب")
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        "/signin?next=%2Fwhoami%3Farticle%3D7%26at%3D%25D8%25A8",
    )


def test_an_ended_session_is_out_at_once(client, store, token):
    assert client.get("/whoami").status_code == 200
    accounts.sign_out(store, token)
    assert client.get("/whoami").status_code == 303


def test_signing_out_closes_an_open_page_at_its_next_message(app, store, token):
    messages = ["one", lambda: accounts.sign_out(store, token), "two"]
    sent = inside.websocket(app, f"tadqiq={token}", messages)
    assert [(message["type"], message.get("text", message.get("code"))) for message in sent] == [
        ("websocket.accept", None),
        ("websocket.send", "one"),
        ("websocket.close", 1008),
    ]


@pytest.mark.parametrize("cookie", ["", "tadqiq=", "tadqiq=forged"])
def test_without_a_session_a_websocket_is_never_accepted(app, cookie):
    assert [message["type"] for message in inside.websocket(app, cookie, ["one"])] == ["websocket.close"]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "same-origin"}, 200),
        ({"Sec-Fetch-Site": "none"}, 200),
        ({"Origin": "http://desk.example"}, 200),
        ({}, 403),
        ({"Origin": "null"}, 403),
        ({"Origin": "http://desk.example.evil.example"}, 403),
        ({"Origin": "http://["}, 403),
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://desk.example"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
    ],
)
def test_only_our_own_pages_change_anything(client, headers, status):
    assert client.post("/media/takes", headers=headers).status_code == status


@pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_the_api_takes_nothing_that_a_form_could_send(client, kind):
    headers = {"Sec-Fetch-Site": "same-origin", "Content-Type": kind}
    assert client.post("/api/takes", content=b"{}", headers=headers).status_code == 403
    assert client.post("/api/takes", json={}, headers={"Sec-Fetch-Site": "same-origin"}).status_code == 200


@pytest.mark.parametrize("path", ["/breaks", "/api/breaks"])
def test_what_breaks_is_answered_with_a_reference_and_nothing_from_inside(client, path, caplog):
    answer = client.get(path)
    reference = caplog.records[-1].getMessage().split()[1]
    assert answer.status_code == 500 and reference in answer.text
    assert "secret" not in answer.text and "Traceback" not in answer.text
    assert answer.headers["x-frame-options"] == "DENY" and answer.headers["cache-control"] == "no-store"


def test_a_known_trouble_keeps_its_own_status_and_sentence(client):
    answer = client.get("/is-busy")
    assert answer.status_code == 503 and "حاول" in answer.text


def test_a_database_that_is_gone_is_a_failure_and_no_way_in(client, store):
    store.engine.dispose()
    with store.write() as tx:
        tx.connection().exec_driver_sql("drop table sign_in")
    answer = client.get("/whoami")
    assert answer.status_code == 500 and "سلمى" not in answer.text and "sign_in" not in answer.text


BEGINNINGS = ["/", "//", "/\\", "/\t/", "\\", "https:", "javascript:", ""]


@given(st.sampled_from(BEGINNINGS), st.text(alphabet=st.sampled_from("/\\.:@?#%[]evil\t\n\r \u2028"), max_size=12))
def test_after_signing_in_a_browser_stays_on_this_site(beginning, rest):
    path = local_path(beginning + rest)
    as_read = path.translate(str.maketrans("\\", "/", "\t\n\r"))  # as browsers read an address
    assert as_read.startswith("/") and not as_read.startswith("//")
    assert urljoin("https://desk.example/signin", as_read).startswith("https://desk.example/")


@pytest.mark.parametrize("path", ["/", "/annotate?article=7#s3", "/reports?project=أ"])
def test_a_page_of_this_site_is_where_it_was_wanted(path):
    assert local_path(path) == path
