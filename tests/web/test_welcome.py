"""What one-time links lead to, as plain pages: an account, a project for the account that one has, a new password."""

import re

import pytest
from starlette.applications import Starlette

from annotator.services.library import articles
from annotator.services.people import accounts, invitations, resetting
from annotator.web.routes import middleware, routes
from tests.conftest import PASSWORD
from tests.web import inside

AGENT = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


@pytest.fixture
def client(store):
    app = Starlette(routes=routes(store), middleware=middleware(store))
    return inside.client(app, sec_fetch_site="same-origin", accept_language="en", user_agent=AGENT)


@pytest.fixture
def link(store, admin, project):
    return f"/welcome?token={invitations.invite(store, admin, project.id, 'reviewer')}"


def text(answer) -> str:
    return re.sub(r"<[^>]+>", " ", answer.text)


def new_account(name="سامي", password=PASSWORD, again=PASSWORD):
    return {"name": name, "password": password, "again": again}


@pytest.mark.parametrize(
    ("language", "words"),
    [("ar", "يدعوك \u2068سلمى\u2069 إلى المشروع \u2068نشرة\u2069"), ("en", "invites you to the project")],
)
def test_an_invitation_says_who_invites_to_what(client, link, language, words):
    page = client.get(f"{link}&lang={language}")
    assert words in text(page) and f'lang="{language}"' in page.text


def test_an_account_is_made_signed_in_and_the_link_is_spent(client, link, store, project):
    answer = client.post(link, data=new_account())
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    actor = accounts.signed_in(store, answer.cookies["tadqiq"]).actor
    assert (actor.name, actor.roles, actor.language) == ("سامي", {project.id: "reviewer"}, "en")
    client.cookies.clear()
    spent = client.get(link)
    assert spent.status_code == 404 and "doesn&#39;t work any more" in spent.text


@pytest.mark.parametrize(
    ("form", "words"),
    [
        (new_account(again="another"), "differ"),
        (new_account(password="short", again="short"), "at least 10"),
        (new_account(password="sunshine2024", again="sunshine2024"), "guess"),
        (new_account(name="سلمي"), "almost so"),
        ({}, "1 to 80"),
    ],
)
def test_a_refused_account_is_explained_and_the_link_stays_good(client, link, form, words):
    answer = client.post(link, data=form)
    assert answer.status_code == 422 and words in text(answer) and PASSWORD not in answer.text
    assert client.get(link).status_code == 200


def test_a_name_that_was_chosen_can_be_read_and_not_changed(client, store, admin, project):
    link = f"/welcome?token={invitations.invite(store, admin, project.id, 'viewer', 'كريم')}"
    assert re.search(r'name="name"[^>]*value="كريم"[^>]*readonly', client.get(link).text)
    token = client.post(link, data=new_account("غيره")).cookies["tadqiq"]
    assert accounts.signed_in(store, token).actor.name == "كريم"


def test_who_is_signed_in_joins_with_a_press_and_never_by_looking(client, store, admin, project):
    other = invitations.invite(store, admin, project.id, "lead")
    token = invitations.accept(store, other, "هدى", PASSWORD, "en", accounts._NOWHERE)
    second = articles.create_project(store, admin, "أخرى")
    link = f"/welcome?token={invitations.invite(store, admin, second.id, 'viewer')}"
    client.cookies.set("tadqiq", token)
    page = client.get(link)
    assert "هدى" in page.text and 'type="password"' not in page.text
    client.post(link, data=new_account())  # the form of a page from before signing in
    assert second.id not in accounts.signed_in(store, token).actor.roles
    assert client.post(link, data={"join": "1"}).headers["location"] == "/"
    assert accounts.signed_in(store, token).actor.roles == {project.id: "lead", second.id: "viewer"}


def test_who_has_an_account_is_led_past_the_sign_in_and_back(client, link):
    way = re.search(r'href="(/signin\?next=[^"]+)"', client.get(link).text)[1]
    answer = client.post(way.replace("&amp;", "&"), data={"name": "سلمى", "password": PASSWORD})
    assert answer.headers["location"] == link


def test_signing_in_over_another_session_ends_that_one(client, store, link, admin):
    before = accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    client.cookies.set("tadqiq", before)
    after = client.post("/signin", data={"name": "سلمى", "password": PASSWORD}).cookies["tadqiq"]
    assert after != before and accounts.signed_in(store, before) is None and accounts.signed_in(store, after)


def test_a_password_link_opens_the_account_of_its_person_and_no_other(client, store, admin):
    link = f"/new-password?token={resetting.reset_link(store, admin, admin.id)}"
    page = client.get(link)
    assert re.search(r'name="name"[^>]*value="سلمى"[^>]*readonly', page.text)
    answer = client.post(link, data=new_account("هدى", "another four words", "another four words"))
    assert accounts.signed_in(store, answer.cookies["tadqiq"]).actor.name == "سلمى"
    client.cookies.clear()
    assert client.get(link).status_code == 404
    assert client.post("/signin", data={"name": "سلمى", "password": PASSWORD}).status_code == 401


def test_changing_the_password_renews_the_session(client, store, admin):
    client.cookies.set("tadqiq", accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1"))
    form = {"current": PASSWORD, "password": "another four words", "again": "another four words"}
    wrong = client.post("/password", data={**form, "current": "not this one"})
    assert wrong.status_code == 403 and "current password is wrong" in text(wrong)
    before = client.cookies["tadqiq"]
    answer = client.post("/password", data=form)
    assert (answer.status_code, answer.headers["location"]) == (303, "/account")
    client.cookies.clear()
    after = answer.cookies["tadqiq"]
    assert accounts.signed_in(store, before) is None and accounts.signed_in(store, after).actor.id == admin.id


def test_where_a_session_was_opened_is_remembered_in_short_words(client, store, link):
    from annotator.services.people import sessions

    actor = accounts.signed_in(store, client.post(link, data=new_account()).cookies["tadqiq"]).actor
    (session,) = sessions.own_sessions(store, actor)
    assert session.browser == "Firefox · Linux"


@pytest.mark.parametrize("path", ["/new-password", "/welcome"])
@pytest.mark.parametrize("token", ["", "x", "a" * 5_000, "\u202e"])
def test_a_link_that_is_none_opens_nothing(client, admin, path, token):
    for answer in (client.get(path, params={"token": token}), client.post(path, params={"token": token}, data={})):
        assert answer.status_code == 404 and "set-cookie" not in answer.headers


def test_a_kind_of_link_opens_nothing_else(client, store, admin, link):
    password = resetting.reset_link(store, admin, admin.id)
    assert client.get(f"/welcome?token={password}").status_code == 404
    assert client.get(link.replace("/welcome", "/new-password")).status_code == 404


def test_names_and_projects_are_never_markup(client, store, admin):
    project = articles.create_project(store, admin, "<script>alert(1)</script>")
    link = invitations.invite(store, admin, project.id, "viewer", "<b>x</b>")
    page = client.get(f"/welcome?token={link}").text
    assert "<script>alert" not in page and "<b>" not in page
