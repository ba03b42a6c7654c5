"""Every route × every cookie × every origin: refused as it is stated here, and what is hidden looks like nothing."""

from datetime import timedelta

import pytest
from sqlmodel import col, update
from starlette.applications import Starlette
from starlette.routing import Route

from annotator.clock import new_id, now
from annotator.domain.access import Device
from annotator.domain.records import Person
from annotator.services.claims import evidence_files
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import accounts, sessions, tokens
from annotator.services.people.membership import give_role
from annotator.services.review import annotating
from annotator.web.routes import middleware, routes
from db import people
from db import sessions as stored
from db.store import Store
from db.tables import SignInRow
from tests.conftest import TEXT
from tests.web import inside

OPEN = {
    "/signin": "the way in",
    "/signin/with": "the way in through a provider",
    "/signin/callback": "back from there; the answer is checked",
    "/signout": "ends a session, where there is one",
    "/welcome": "whoever holds a one-time link",
    "/new-password": "whoever holds a one-time link",
    "/health": "says that the server is well",
    "/assets/{path:path}": "our scripts and fonts",
}
"""What needs no session, and why. A new route is refused without one, or has a line here."""

GUARDED = {
    "/password": "/password",
    "/articles": "/articles",
    "/api/articles/{id}": "/api/articles/{article}",
    "/api/articles/{id}/scheme": "/api/articles/{article}/scheme",
    "/api/articles/{id}/cut": "/api/articles/{article}/cut",
    "/api/articles/{id}/alignment": "/api/articles/{article}/alignment",
    "/api/articles/{id}/hints": "/api/articles/{article}/hints",
    "/api/articles/{id}/look-alikes": "/api/articles/{article}/look-alikes?first=0&count=5",
    "/api/operations": "/api/operations",
    "/api/articles/{id}/versions/{sentence}": "/api/articles/{article}/versions/{sentence}",
    "/api/projects/{id}/duplicates": "/api/projects/{project}/duplicates?first=0",
    "/api/articles/{id}/history/{sentence}": "/api/articles/{article}/history/{sentence}",
    "/api/articles/{id}/comments": "/api/articles/{article}/comments",
    "/api/projects/{id}/settling": "/api/projects/{project}/settling",
    "/api/projects/{project}/reports/{name}.csv": "/api/projects/{project}/reports/issues.csv",
    "/api/projects/{id}/claims": "/api/projects/{project}/claims",
    "/api/projects/{id}/claims/care": "/api/projects/{project}/claims/care",
    "/api/claims/{id}": "/api/claims/{claim}",
    "/api/claims/{id}/sources": "/api/claims/{claim}/sources",
    "/api/evidence/files": "/api/evidence/files",
    "/api/evidence/{id}/file": "/api/evidence/{evidence}/file",
    "/api/projects/{project}/scheme.toml": "/api/projects/{project}/scheme.toml",
    "/api/words": "/api/words",
    "/api/audit.csv": "/api/audit.csv",
}
"""Every other route, and an address of it."""

OF_NOTHING = (
    "/api/words",
    "/articles",
    "/password",
)  # about nobody's things: open to whoever is signed in
COOKIES = ("none", "expired", "idle", "revoked", "disabled", "forged")


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('routes') / 'desk.sqlite3'}")
    admin = _person(store, "admin", is_admin=True)
    actor = accounts.signed_in(store, admin).actor
    project = articles.create_project(store, actor, "نشرة")
    article, _ = articles.add_article(store, actor, project.id, ArticleForm(TEXT))
    given = {name: _person(store, name) for name in (*COOKIES[1:], "foreign")}
    given["reviewer"] = _person(store, "reviewer", project.id)
    given["admin"] = admin
    _spoil(store, given)
    from db import articles as stored_articles

    with store.read() as tx:
        sentence = stored_articles.sentences(tx, article.id)[0].id
    app = Starlette(routes=routes(store), middleware=middleware(store))
    things = {"article": article.id, "project": project.id, "sentence": sentence}
    things |= _checked_claim(store, actor, article.id)
    yield app, given, things
    store.close()


def _checked_claim(store, actor, article) -> dict[str, str]:
    """A claim with a file on its evidence."""
    claim, evidence = new_id(), new_id()
    about = {"article": article, "act": "put", "revision": 0}
    put = {**about, "kind": "claim", "thing": claim, "fields": {"start": 0, "end": 3}}
    annotating.apply(store, actor, {**put, "id": new_id()})
    raw = {**about, "id": new_id(), "kind": "evidence", "thing": evidence, "fields": {"claim_id": claim}}
    evidence_files.attach(store, actor, raw, "تقرير.pdf", b"%PDF-1.7")
    return {"claim": claim, "evidence": evidence}


def _person(store, name, project="", is_admin=False) -> str:
    with store.write() as tx:
        person = Person(new_id(), name, "ar", is_admin, now(), None)
        people.add(tx, person, "no sound hash")
        if project:
            give_role(tx, accounts.Actor("", "", "ar"), project, person.id, "reviewer")
        return sessions.opened(tx, person.id, Device())


def _spoil(store, given) -> None:
    """Makes each session what its name says."""
    with store.write() as tx:
        for name, column in (("expired", "expires_at"), ("idle", "seen_at")):
            one = col(SignInRow.token_hash) == tokens.digest(given[name])
            tx.exec(update(SignInRow).where(one).values(**{column: now() - timedelta(days=10)}))
        stored.end(tx, tokens.digest(given["revoked"]))
        people.set_disabled(tx, people.by_name(tx, "disabled")[0].id, True)
    given["forged"] = tokens.fresh()


def client(world, who: str = "none", **headers: str):
    app, given, _ = world
    cookie = {"cookie": f"tadqiq={given[who]}"} if who in given else {}
    return inside.client(app, **cookie, **headers)


def ask(browser, method: str, address: str, article: str):
    """One call as our own pages make it."""
    if method == "POST" and address.startswith("/api/"):
        operation = {"id": new_id(), "article": article, "act": "work", "sentence": "x" * 10, "seconds": 1}
        about = {"seen": [], "ranges": [], "index": 0, "edit": "join_down", "claims": [], "name": "x", "data": "eA=="}
        put = {"act": "put", "kind": "evidence", "thing": new_id(), "revision": 0, "fields": {"claim_id": new_id()}}
        return browser.post(address, json={**operation, **about, "operation": {**operation, **put}})
    return browser.request(method, address)


def every_call():
    """Each route with each of its methods, as the server has them."""
    for route in routes(None):
        assert isinstance(route, Route)
        for method in sorted((route.methods or set()) - {"HEAD"}):
            yield route.path, method


def test_every_route_is_open_for_a_reason_or_guarded():
    assert {path for path, _ in every_call()} == set(OPEN) | set(GUARDED)


@pytest.mark.parametrize("who", COOKIES)
@pytest.mark.parametrize(("path", "method"), [call for call in every_call() if call[0] in GUARDED])
def test_without_a_living_session_a_route_is_refused(world, path, method, who):
    address = GUARDED[path].format(**world[2])
    answer = ask(client(world, who, sec_fetch_site="same-origin"), method, address, world[2]["article"])
    if path.startswith("/api/"):
        assert (answer.status_code, answer.json()["code"]) == (401, "sign_in_needed")
    else:
        assert answer.status_code == 303 and answer.headers["location"].startswith("/signin?next=")


@pytest.mark.parametrize(("path", "method"), [c for c in every_call() if c[0] in GUARDED and c[0] not in OF_NOTHING])
def test_another_projects_things_are_answered_like_things_that_are_not_there(world, path, method):
    browser = client(world, "foreign", sec_fetch_site="same-origin")
    unknown = {name: new_id() for name in world[2]}
    answers = [
        ask(browser, method, GUARDED[path].format(**things), things["article"]) for things in (world[2], unknown)
    ]
    first, second = ((answer.status_code, answer.content) for answer in answers)
    assert first == second
    assert first[0] == (403 if path == "/api/audit.csv" else 404)


@pytest.mark.parametrize("who", ["reviewer", "admin"])
def test_the_same_calls_are_answered_for_those_who_may(world, who):
    """So that the refusals above are not those of a server that answers nothing."""
    browser = client(world, who, sec_fetch_site="same-origin")
    for path in ("/api/articles/{id}", "/api/projects/{project}/reports/{name}.csv"):
        assert browser.get(GUARDED[path].format(**world[2])).status_code == 200
    assert browser.get("/api/audit.csv").status_code == (200 if who == "admin" else 403)


ORIGINS = {
    "missing": {},
    "null": {"origin": "null"},
    "foreign": {"origin": "https://evil.example"},
    "this machine's, another port": {"origin": "http://localhost:3000"},
    "another port of the host": {"origin": "http://desk.example:8080"},
    "cross-site": {"sec_fetch_site": "cross-site"},
    "same-site": {"sec_fetch_site": "same-site"},
}


@pytest.mark.parametrize("origin", ORIGINS)
@pytest.mark.parametrize("path", [path for path, method in every_call() if method == "POST"])
def test_nothing_is_changed_from_another_origin_whoever_is_signed_in(world, path, origin):
    address = GUARDED.get(path, path).format(**world[2])
    answer = ask(client(world, "admin", **ORIGINS[origin]), "POST", address, world[2]["article"])
    assert answer.status_code == 403 and "set-cookie" not in answer.headers


@pytest.mark.parametrize(
    "origin", [None, "null", "https://evil.example", "http://localhost:3000", "http://desk.example:1"]
)
def test_a_websocket_from_another_origin_is_never_accepted(world, origin):
    app, given, _ = world
    sent = inside.websocket(app, f"tadqiq={given['admin']}", ["one"], origin)
    assert [message["type"] for message in sent] == ["websocket.close"]


@pytest.mark.parametrize("who", COOKIES)
def test_a_websocket_without_a_living_session_is_never_accepted(world, who):
    app, given, _ = world
    sent = inside.websocket(app, f"tadqiq={given.get(who, '')}", ["one"])
    assert [message["type"] for message in sent] == ["websocket.close"]


def test_what_waited_in_a_page_is_not_saved_as_somebody_elses_work(world):
    browser = client(world, "reviewer", sec_fetch_site="same-origin", tadqiq_person="another")
    answer = ask(browser, "POST", "/api/operations", world[2]["article"])
    assert (answer.status_code, answer.json()["code"]) == (401, "signed_in_as_another")


def test_an_attached_file_is_a_download_and_nothing_else(world):
    answer = client(world, "admin").get(f"/api/evidence/{world[2]['evidence']}/file")
    assert (answer.status_code, answer.content) == (200, b"%PDF-1.7")
    assert answer.headers["content-type"] == "application/octet-stream"
    assert answer.headers["content-disposition"].startswith("attachment; filename*=utf-8''%D8%AA%D9%82")
    assert answer.headers["x-content-type-options"] == "nosniff" and answer.headers["cache-control"] == "no-store"
    assert client(world, "reviewer").get(f"/api/evidence/{world[2]['evidence']}/file").status_code == 404


def test_the_desk_answers_whatever_conditions_it_is_asked_under(world):
    _, _, things = world
    browser = client(world, "admin")
    for query in ("start=-1", "start=9999999999999", "words=%00%D9%91", "order=x&board=1", "evidence=missing&kind=x"):
        answer = browser.get(f"/api/projects/{things['project']}/claims?{query}")
        assert answer.status_code == 200 and set(answer.json()["counts"]) >= {"checked", "disputed"}
    shown = browser.get(f"/api/projects/{things['project']}/claims?words=قال").json()
    assert [row["id"] for row in shown["rows"]] == [things["claim"]]


def test_a_time_out_of_every_calendar_is_no_condition_on_the_audit(world):
    browser = client(world, "admin")
    whole = browser.get("/api/audit.csv").text
    for moment in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "yesterday"):
        assert browser.get("/api/audit.csv", params={"from": moment}).text == whole


def test_a_file_that_is_no_base64_or_too_large_is_refused_in_words(world, monkeypatch):
    browser = client(world, "admin", sec_fetch_site="same-origin")
    for data in ("not base64!", "ملف", 7):
        answer = browser.post("/api/evidence/files", json={"operation": {}, "name": "a", "data": data})
        assert answer.status_code == 422
    answer = browser.post(
        "/api/evidence/files", content=b"x" * (16 * 2**20), headers={"content-type": "application/json"}
    )
    assert answer.status_code == 422 and answer.json()["code"] == "operation_bad"
