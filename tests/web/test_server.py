"""The running server: who gets in, what every answer carries, what a stolen cookie is worth."""

import re
from contextlib import ExitStack

import httpx
import pytest
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from annotator.clock import new_id
from tests.server import PASSWORD, Server

pytestmark = pytest.mark.only("sqlite", "postgresql")


@pytest.fixture(scope="module")
def server(engine, tmp_path_factory, request):
    with ExitStack() as opened:
        settings = {}
        if engine == "postgresql":
            settings["TADQIQ_DATABASE_URL"] = opened.enter_context(request.getfixturevalue("cluster").database())
        running = Server(tmp_path_factory.mktemp("web") / "data", **settings)
        yield running
        running.stop()


@pytest.fixture(scope="module")
def client(server):
    return server.first_account()


@pytest.fixture
def anybody(server):
    return server.client()


@pytest.fixture(scope="module")
def example(server, client):
    """The ids of the example's article and project, read from the database that the server has open."""
    from db import articles, projects

    store = server.store()
    with store.read() as tx:
        project = projects.all_live(tx)[0]
        found = articles.of_project(tx, project.id)[0]
    store.close()
    return found.id, project.id


GUARDED = [
    ("/", 303),
    ("/reports", 303),
    ("/annotate?article=x", 303),
    ("/api/words", 401),
    ("/api/articles/x", 401),
    ("/api/projects/x/reports/sentences.csv", 401),
    ("/media/x.csv", 401),
    ("/_stcore/host-config", 401),
]


@pytest.mark.parametrize(("path", "status"), GUARDED)
@pytest.mark.parametrize("cookie", [None, "", "forged", "a" * 43])
def test_without_a_session_there_is_no_page_no_api_and_no_media(anybody, path, status, cookie):
    if cookie is not None:
        anybody.cookies.set("tadqiq", cookie)
    answer = anybody.get(path)
    assert answer.status_code == status
    if status == 303:
        assert answer.headers["location"].startswith("/signin")


@pytest.mark.parametrize("cookie", ["", "tadqiq=forged"])
def test_without_a_session_there_is_no_websocket(server, cookie):
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    with pytest.raises(InvalidStatus) as refusal, connect(address, additional_headers={"Cookie": cookie}):
        pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize("origin", [None, "null", "https://evil.example", "http://localhost:3000"])
def test_from_another_origin_there_is_no_websocket_even_with_the_cookie(server, client, origin):
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    headers = {"Cookie": f"tadqiq={client.cookies['tadqiq']}"}
    with pytest.raises(InvalidStatus) as refusal, connect(address, additional_headers=headers, origin=origin):
        pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize(
    "path", ["/health", "/signin", "/signin?lang=en", "/signout", "/welcome?token=x", "/favicon.png"]
)
def test_some_pages_need_no_session(anybody, path):
    assert anybody.get(path).status_code in (200, 404)


@pytest.mark.parametrize(
    "path", ["/health", "/signin", "/", "/api/words", "/nothing", "/static/nothing.js", "/assets/x/y"]
)
def test_every_answer_carries_the_security_headers(anybody, path):
    headers = anybody.get(path).headers
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["x-frame-options"] == "DENY"


def test_the_policy_names_no_other_host(anybody):
    policy = anybody.get("/signin").headers["content-security-policy"]
    hosts = set(re.findall(r"wss?://([^ ;]+)|https?://([^ ;]+)", policy))
    assert {host for pair in hosts for host in pair if host} == {anybody.base_url.netloc.decode()}


def test_the_cookie_is_for_the_server_alone(server, client):
    answer = server.client().post("/signin", data={"name": "سلمى", "password": PASSWORD})
    cookie = answer.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=lax" in cookie and "path=/" in cookie


def test_a_wrong_password_keeps_the_name_and_says_so_in_both_languages(anybody, client):
    for language, words in (("ar", "خطأ"), ("en", "wrong")):
        answer = anybody.post(f"/signin?lang={language}", data={"name": "هدى", "password": "not this one"})
        assert answer.status_code == 401 and words in answer.text and 'value="هدى"' in answer.text


@pytest.mark.parametrize("wanted", ["//evil.example", "https://evil.example", "/\\evil.example", "javascript:alert(1)"])
def test_after_signing_in_nobody_is_sent_to_another_site(server, client, wanted):
    answer = server.client().post("/signin", params={"next": wanted}, data={"name": "سلمى", "password": PASSWORD})
    assert answer.headers["location"] == "/"


def test_names_are_never_markup(anybody, client):
    answer = anybody.post("/signin", data={"name": '"><script>alert(1)</script>', "password": "x"})
    assert "<script>" not in answer.text


def test_the_one_time_link_works_once(server, client):
    assert server.client().get(server.link).status_code == 404


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site"},
        {"Sec-Fetch-Site": "", "Origin": "https://evil.example"},
        {"Content-Type": "text/plain"},
    ],
)
def test_another_sites_page_changes_nothing_even_with_the_cookie(client, example, headers):
    operation = {"id": new_id(), "article": example[0], "act": "work", "sentence": "x" * 10, "seconds": 1}
    assert client.post("/api/operations", json=operation, headers=headers).status_code == 403


def test_an_operation_is_answered_with_the_row_on_disk(client, example):
    opened = client.get(f"/api/articles/{example[0]}").json()
    sentence = opened["sentences"][0]["id"]
    operation = {
        "id": new_id(),
        "article": example[0],
        "act": "put",
        "kind": "review",
        "thing": sentence,
        "revision": 0,
        "fields": {"state": "clean"},
    }
    answer = client.post("/api/operations", json=operation)
    assert answer.status_code == 200
    assert answer.json()["rows"]["review"][0]["state"] == "clean"
    stale = client.post("/api/operations", json={**operation, "id": new_id()})
    assert (stale.status_code, stale.json()["code"], stale.json()["current"]["state"]) == (409, "conflict", "clean")


def test_an_article_opens_with_ones_own_work_only(client, example):
    opened = client.get(f"/api/articles/{example[0]}").json()
    assert len(opened["sentences"]) == 24
    assert opened["rows"]["issue"] == [] and opened["article"]["direction"] == "rtl"


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b'{"id":"' + b"x" * 2**21 + b'"}'])
def test_a_broken_call_is_refused_with_a_sentence(client, body):
    answer = client.post("/api/operations", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422 and answer.json()["message"]


def test_a_report_is_streamed_as_a_file(client, example):
    answer = client.get(f"/api/projects/{example[1]}/reports/issues.csv")
    assert answer.status_code == 200 and answer.content.startswith("\ufeffproject,".encode())
    assert "attachment" in answer.headers["content-disposition"]
    assert client.get(f"/api/projects/{example[1]}/reports/nothing.csv").status_code == 422
    assert client.get("/api/projects/nothing/reports/issues.csv").status_code == 404


def test_signing_out_makes_a_stolen_cookie_worthless_and_ends_the_open_page(server, client):
    thief = server.sign_in()
    stolen = dict(thief.cookies)
    address = server.url.replace("http", "ws") + "/_stcore/stream"
    headers = {"Cookie": f"tadqiq={stolen['tadqiq']}", "Origin": server.url}
    with connect(address, additional_headers=headers) as socket:
        assert thief.post("/signout").status_code == 303
        assert httpx.get(f"{server.url}/api/words", cookies=stolen).status_code == 401
        socket.send(b"\x00")
        with pytest.raises(ConnectionClosed) as ended:
            while True:
                socket.recv(timeout=5)
        assert ended.value.rcvd.code == 1008  # "policy violation": the gate's own word, not a broken line


def test_assets_may_be_kept_for_good_and_lead_nowhere_else(anybody):
    page = anybody.get("/signin").text
    address = re.search(r"/assets/\w+/signin\.css", page)[0]
    answer = anybody.get(address)
    assert answer.headers["content-type"].startswith("text/css") and "immutable" in answer.headers["cache-control"]
    for path in ("/assets/x/../gate.py", "/assets/x/%2e%2e/gate.py", "/assets/x//etc/passwd", "/assets/x/pane"):
        assert anybody.get(path).status_code in (303, 400, 404)


def test_an_alignment_is_corrected_once_and_an_old_one_is_a_conflict(client, example):
    address = f"/api/articles/{example[0]}"
    seen = [[s["source_start"], s["source_end"]] for s in client.get(address).json()["sentences"]]
    answer = client.post(f"{address}/alignment", json={"seen": seen, "index": 1, "edit": "take_down"})
    assert answer.status_code == 200
    parts = answer.json()["parts"]
    assert parts[1] == [seen[1][0], seen[2][1]] and parts[2] is None and parts[3:] == seen[3:]
    assert client.post(f"{address}/alignment", json={"seen": seen, "parts": seen}).status_code == 409
    assert client.post(f"{address}/alignment", json={"seen": parts, "parts": seen}).json() == {"parts": seen}
    for bad in ({}, [], {"seen": seen, "index": "1", "edit": "split"}, {"seen": seen, "index": 1, "edit": "turn"}):
        assert client.post(f"{address}/alignment", json=bad).status_code == 422
