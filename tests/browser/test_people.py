"""A desk's people: invited, brought in, given roles, shut out; each in a browser of their own."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, expect

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.people import accounts, invitations, members
from db.store import Store
from tests.browser.conftest import reader_at
from tests.browser.contexts import signed_in
from tests.server import PASSWORD, Server

WAIT = 20_000


@contextmanager
def desk(server: Server):
    store = Store(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
    yield store
    store.close()


@contextmanager
def somebody(server: Server, chromium: Browser, project: str, role: str = "reviewer"):
    """A page of somebody new in the project, signed in, and who they are."""
    with desk(server) as store:
        link = invitations.invite(store, COMMAND_LINE, project, role, f"ضيف {new_id()[-6:]}")
        token = invitations.accept(store, link, "", PASSWORD, "ar", Device())
        actor = accounts.signed_in(store, token).actor
    with signed_in(server, chromium, token) as context:
        yield context.new_page(), actor


def choose(page: Page, label: str, words: str) -> None:
    """Chooses in a list by typing."""
    page.get_by_label(label, exact=True).click()
    page.keyboard.type(words)
    page.keyboard.press("Enter")


def in_rail(page: Page, name: str):
    return page.locator("[data-testid=stSidebar]").get_by_text(name, exact=True)


def test_an_invited_reviewer_comes_in_and_sees_their_project_only(server, chromium):
    with desk(server) as store:
        hidden, _ = articles.project_named(store, COMMAND_LINE, f"سر {new_id()}", create=True)
        mine = articles.project_named(store, COMMAND_LINE, f"نشرة {new_id()}", create=True)[0]
        articles.add_article(store, COMMAND_LINE, mine.id, articles.ArticleForm("جملة أولى. جملة ثانية."))
    with reader_at(server, chromium) as reader:
        page = reader.page
        page.goto(f"{server.url}/people")
        choose(page, "أشخاص", mine.name)
        page.get_by_role("button", name="اصنع الرابط").click()
        link = page.locator("[data-testid=stCode] code")
        expect(link).to_contain_text("/welcome?token=", timeout=WAIT)
        address = link.inner_text().strip()
        assert address.startswith(f"{server.url}/welcome?token=")
        expect(page.get_by_text("دعوات لم تُقبل بعد")).to_be_visible()
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="ar")
    page, name = context.new_page(), f"مراجعة {new_id()[-6:]}"
    page.goto(address)
    page.fill("#name", name)
    page.fill("#password", PASSWORD)
    page.get_by_role("button", name="أظهرها").first.click()
    assert page.input_value("#password") == PASSWORD and page.get_attribute("#password", "type") == "text"
    page.fill("#again", PASSWORD)
    page.click("button[type=submit]")
    expect(page.get_by_text("0 من 2")).to_be_visible(timeout=WAIT)
    expect(page.get_by_text(hidden.name)).to_have_count(0)
    page.goto(f"{server.url}/people")
    expect(page.get_by_text("0 من 2").or_(page.get_by_text("Page not found"))).to_be_visible(timeout=WAIT)
    context.close()
    with desk(server) as store:
        found = members.members(store, COMMAND_LINE, mine.id)
        assert [(one.person.name, one.roles[mine.id]) for one in found] == [(name, "reviewer")]


def test_disabling_ends_an_open_page_at_its_next_act_and_shows_the_way_back(server, chromium):
    with reader_at(server, chromium) as reader, somebody(server, chromium, reader.project) as (theirs, actor):
        theirs.goto(f"{server.url}/account")
        expect(theirs.get_by_text("هذا المتصفح")).to_be_visible(timeout=WAIT)
        page = reader.page
        page.goto(f"{server.url}/people")
        choose(page, "اعتنِ بشخص", actor.name)
        page.get_by_role("button", name="عطّل الحساب").click()
        page.get_by_role("button", name="نعم").click()
        expect(page.get_by_text("عُطّل الحساب وانتهت جلساته.")).to_be_visible(timeout=WAIT)
        theirs.get_by_text("English", exact=True).click()
        ended = theirs.get_by_role("alertdialog", name="انتهت جلستك")
        expect(ended).to_be_visible(timeout=WAIT)
        expect(theirs.get_by_text("Connection error")).not_to_be_visible()
        assert theirs.evaluate("document.activeElement.shadowRoot.activeElement.tagName") == "A"
        theirs.keyboard.press("Enter")
        theirs.wait_for_url(lambda url: url.endswith("/signin?next=%2Faccount"))
        with desk(server) as store:
            found = next(one for one in members.everyone(store, COMMAND_LINE) if one.person.id == actor.id)
            assert found.person.disabled_at and found.person.language == "ar"  # the act that ended it changed nothing


def test_a_session_ended_from_another_browser_leads_back_to_the_same_page(server, chromium):
    with reader_at(server, chromium) as reader, somebody(server, chromium, reader.project) as (page, actor):
        page.goto(f"{server.url}/annotate?article={reader.article}")
        expect(page.locator(".sentence.in-hand")).to_be_visible(timeout=WAIT)
        with desk(server) as store:
            token = accounts.sign_in(store, actor.name, PASSWORD, "10.0.0.1")
            accounts.sign_out_others(store, actor, token)
        page.keyboard.press("c")
        expect(page.locator(".status")).to_have_attribute("data-status", "signed_out", timeout=WAIT)
        page.goto(f"{server.url}/annotate?article={reader.article}")
        page.fill("#name", actor.name)
        page.fill("#password", PASSWORD)
        page.click("button[type=submit]")
        page.wait_for_url(lambda url: f"article={reader.article}" in url and "signin" not in url)
        expect(page.locator(".status")).to_have_attribute("data-status", "saved", timeout=WAIT)
        expect(page.locator(".sentence").first).to_have_attribute("data-state", "clean")


def test_a_role_changes_what_a_person_is_shown(server, chromium):
    with reader_at(server, chromium) as reader, somebody(server, chromium, reader.project) as (theirs, actor):
        theirs.goto(server.url)
        expect(theirs.get_by_role("button", name="راجع")).to_be_visible(timeout=WAIT)
        expect(in_rail(theirs, "الأشخاص")).to_have_count(0)
        page = reader.page
        page.goto(f"{server.url}/people?project={reader.project}")
        with desk(server) as store:
            project = next(one for one in articles.visible_projects(store, COMMAND_LINE) if one.id == reader.project)
        choose(page, "أشخاص", project.name)
        expect(page.get_by_role("cell", name="مراجع", exact=True)).to_be_visible(timeout=WAIT)  # of this project alone
        choose(page, "اعتنِ بشخص", actor.name)
        for role, people_shown, button in (("مطّلع", 0, "اقرأ"), ("مشرف", 1, "راجع")):
            page.get_by_role("radiogroup", name="الصفة في المشروع").get_by_text(role).click()
            expect(page.get_by_text("تغيّرت الصفة.")).to_be_visible(timeout=WAIT)
            theirs.reload()
            expect(theirs.get_by_text(button, exact=True).first).to_be_visible(timeout=WAIT)
            expect(in_rail(theirs, "الأشخاص")).to_have_count(people_shown)
            expect(in_rail(theirs, "السجل")).to_have_count(0)
            expect(page.get_by_text("تغيّرت الصفة.")).to_have_count(0, timeout=WAIT)


SIZES = {"wide": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_pages_of_people_are_no_wider_than_their_window(server, chromium, language, size):
    with reader_at(server, chromium, language, viewport=SIZES[size]) as reader:
        page = reader.page
        for path in ("people", "audit", "password"):
            page.goto(f"{server.url}/{path}")
            expect(page.locator("h1").first).to_be_visible(timeout=WAIT)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
