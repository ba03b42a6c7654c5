"""The plain pages: they work without a script, in both languages, and keep what was typed."""

import re

import pytest
from starlette.applications import Starlette

from annotator.config import settings
from annotator.services.people import accounts
from annotator.web.assets import address
from annotator.web.routes import middleware, routes
from tests.conftest import PASSWORD
from tests.web import inside


@pytest.fixture
def client(store):
    app = Starlette(routes=routes(store), middleware=middleware(store))
    return inside.client(app, sec_fetch_site="same-origin")


@pytest.fixture
def link(store):
    return f"/welcome?token={accounts.first_account_link(store)}"


@pytest.fixture
def account(client, link):
    form = {"name": "سلمى", "password": PASSWORD, "again": PASSWORD}
    assert client.post(f"{link}&lang=en", data=form).status_code == 303
    client.cookies.clear()


def alert(page: str) -> str:
    return re.search(r'role="alert">(.*?)</p>', page)[1]


def test_while_nobody_has_an_account_the_page_says_where_the_link_is(client):
    page = client.get("/signin?lang=en").text
    assert "one-time link" in page and "<form" not in page


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("en", "ltr")])
def test_each_page_stands_in_its_language_and_direction(client, link, account, language, direction):
    for path in ("/signin?", "/signout?", "/welcome?token=x&"):
        page = client.get(f"{path}lang={language}").text
        assert f'<html lang="{language}" dir="{direction}">' in page


def test_a_chosen_language_is_remembered_without_an_account(client):
    client.get("/signin?lang=en")
    assert 'lang="en" dir="ltr"' in client.get("/signin", headers={"Accept-Language": "ar"}).text


def test_without_a_choice_the_browser_says_the_language(client):
    assert 'dir="ltr"' in client.get("/signin", headers={"Accept-Language": "en-GB,ar;q=0.5"}).text
    assert 'dir="rtl"' in client.get("/signin", headers={"Accept-Language": "fr"}).text  # the desk's own


def test_changing_the_language_keeps_the_link_and_the_way_back(client, link, account):
    assert f'href="?token={"x"}&amp;lang=ar"' in client.get("/welcome?token=x&lang=en").text
    assert 'href="?next=%2Freports&amp;lang=ar"' in client.get("/signin?next=/reports&lang=en").text


@pytest.mark.parametrize("path", ["/signin", "/signout"])
def test_the_pages_hold_one_script_by_its_address_and_no_style(client, account, path):
    page = client.get(path).text
    assert "<style" not in page and not re.search(r"\son\w+=|style=", page)
    assert re.findall(r"<script([^>]*)>(.*?)</script>", page) == [(f' type="module" src="{address("signin.js")}"', "")]


def test_every_field_has_a_label_and_tells_password_managers_what_it_is(client, link):
    page = client.get(link).text
    fields = re.findall(r'<input id="(\w+)".*?autocomplete="([\w-]+)"', page)
    assert fields == [("name", "username"), ("password", "new-password"), ("again", "new-password")]
    assert all(f'<label for="{name}">' in page for name, _ in fields)


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"name": "سلمى", "password": PASSWORD, "again": "another"}, "differ"),
        ({"name": "سلمى", "password": "short", "again": "short"}, "at least 10"),
        ({"name": "سلمى", "password": "password123", "again": "password123"}, "guess"),
        ({"name": " ", "password": PASSWORD, "again": PASSWORD}, "1 to 80"),
        ({}, "1 to 80"),
    ],
)
def test_a_refused_account_is_explained_and_the_link_stays_good(client, link, form, words):
    answer = client.post(f"{link}&lang=en", data=form)
    assert answer.status_code == 422 and words in alert(answer.text)
    assert f'value="{form.get("name", "")}"' in answer.text and PASSWORD not in answer.text
    assert client.get(link).status_code == 200


def test_the_first_account_is_signed_in_and_speaks_its_language(client, link, store):
    form = {"name": "سلمى", "password": PASSWORD, "again": PASSWORD}
    answer = client.post(f"{link}&lang=en", data=form)
    found = accounts.signed_in(store, answer.cookies["tadqiq"])
    assert found and found.actor.is_admin and found.actor.language == "en"
    assert client.get(link).status_code == 404


def test_signing_in_leads_to_the_page_that_was_wanted(client, account):
    form = {"name": "سلمى", "password": PASSWORD}
    answer = client.post("/signin?next=%2Fannotate%3Farticle%3D7", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/annotate?article=7")


@pytest.mark.parametrize("wanted", ["//[", "https://evil.example", "/\t/evil.example", "", "next"])
def test_a_broken_way_back_leads_to_the_first_page(client, account, wanted):
    answer = client.post("/signin", params={"next": wanted}, data={"name": "سلمى", "password": PASSWORD})
    assert (answer.status_code, answer.headers["location"]) == (303, "/")


def test_too_many_tries_are_answered_with_how_long_to_wait(client, account):
    for _ in range(5):
        assert client.post("/signin", data={"name": "سلمى", "password": "no"}).status_code == 401
    answer = client.post("/signin?lang=en", data={"name": "سلمى", "password": PASSWORD})
    assert answer.status_code == 429 and "5 minutes" in alert(answer.text)


def test_signing_out_needs_a_press_of_the_button(client, account, store):
    token = accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    client.cookies.set("tadqiq", token)
    client.get("/signout")
    assert accounts.signed_in(store, token)
    answer = client.post("/signout")
    assert accounts.signed_in(store, token) is None
    assert answer.headers["location"] == "/signin" and 'tadqiq=""' in answer.headers["set-cookie"]


def test_behind_https_the_cookie_is_bound_to_this_host(client, account, monkeypatch):
    monkeypatch.setenv("TADQIQ_HTTPS", "1")
    settings.cache_clear()
    cookie = client.post("/signin", data={"name": "سلمى", "password": PASSWORD}).headers["set-cookie"]
    assert cookie.startswith("__Host-tadqiq=")
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= {part.strip().lower() for part in cookie.split(";")}
    assert "domain" not in cookie.lower()


def test_a_stranger_can_not_fill_the_memory(client, account):
    assert client.post("/signin", data={"name": "x", "password": "x" * 2**17}).status_code == 400
    assert client.post("/signin", data={f"field{number}": "x" for number in range(50)}).status_code == 400


def test_another_site_signs_nobody_in(client, account):
    form = {"name": "سلمى", "password": PASSWORD}
    answer = client.post("/signin", data=form, headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 403 and "set-cookie" not in answer.headers
