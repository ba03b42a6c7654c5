"""What three reviewers differ on is settled in the browser, by keys; who is still reviewing sees none of it."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.services.people import sessions
from annotator.words import say
from db import articles, projects
from tests.browser.conftest import reader_at
from tests.browser.contexts import signed_in
from tests.conftest import Desk, add_person


@contextmanager
def differing_at(server, chromium, language="ar", **options):
    """A lead, at an article of five sentences on which three reviewers differ in four, all but the second."""
    with reader_at(server, chromium, language, **options) as reader:
        store = server.store()
        with store.read() as tx:
            project, article = projects.get(tx, reader.project), articles.get(tx, reader.article)
        team = [add_person(store, f"{name} {new_id()}", project.id) for name in ("ألف", "باء", "جيم")]
        reader.desk = Desk(store, project, article, None, team[0], team[1])
        disagree(reader.desk, *team)
        reader.team = team
        yield reader
        store.close()


def disagree(desk, first, second, third):
    number = {"category": "number_date"}
    desk.issue("30%", actor=first, severity="major", **number)
    desk.issue("ارتفعت 30%", actor=second, severity="critical", **number)
    desk.put("review", desk.sentences[0].id, actor=third, state="clean")
    claim = desk.claim("الأسعار ارتفعت 30% منذ مارس", actor=first, verdict="false", verdict_in_source="true")
    desk.put("evidence", new_id(), actor=first, claim_id=claim, url="https://example.org/x")
    for person in (first, second, third):
        desk.put("review", desk.sentences[1].id, actor=person, state="clean")
    for person, category in ((first, "idiom"), (second, "mistranslation"), (third, "idiom")):
        desk.issue("قطرة في المحيط", actor=person, category=category, severity="minor")
    for person, severity in ((first, "major"), (second, "major"), (third, "minor")):
        desk.issue("الزوج", actor=person, category="mistranslation", severity=severity)
    for person, quote in ((first, "بيان"), (second, "بلا بيان"), (third, "بيان")):
        desk.issue(quote, actor=person, category="terminology", severity="minor")


def settle(reader, address=""):
    page = reader.page
    page.goto(f"{reader.server.url}/settle?project={reader.project}{address}")
    expect(page.locator(".version").first).to_be_visible(timeout=20_000)
    return page


def standing(reader):
    return {int(row["sentence_no"]): (row["consensus"], row["state"]) for row in reader.report("consensus")}


@pytest.mark.parametrize("language", ["ar", "en"])
def test_versions_are_taken_refused_and_undone_by_key(server, chromium, language):
    with differing_at(server, chromium, language) as reader:
        page = settle(reader)
        expect(page.locator(".queue .row")).to_have_count(4)
        expect(page.locator(".card h2")).to_contain_text("1")  # the worst: major against clean
        expect(page.locator(".lane.core").first).to_be_visible()
        expect(page.locator(".lane.edge").first).to_be_visible()
        reader.press("1")
        reader.saved()
        expect(page.locator(".outcome strong")).to_contain_text(say("settle.how_taken", language))
        reader.press("s")
        reader.saved()
        expect(page.locator(".reasons [aria-pressed=true]")).to_contain_text("S")
        reader.press("Enter", "0")
        expect(page.locator(".outcome strong")).to_contain_text(say("settle.how_none", language))
        reader.saved()
        rows = {int(row["sentence_no"]): row for row in reader.report("consensus")}
        assert (rows[1]["consensus"], rows[1]["reason"], rows[1]["issues"]) == ("taken", "reviewers_slip", "1")
        assert rows[2]["consensus"] == "unanimous" and rows[1]["decided_by"] == "سلمى"
        none = next(row for row in rows.values() if row["consensus"] == "none")
        assert (none["state"], none["issues"]) == ("clean", "0")
        reader.press("z")
        reader.saved()
        assert [how for how, _ in standing(reader).values()].count("none") == 0
        reader.press("z", "z")
        expect(page.locator(".figures")).to_contain_text(f"{say('settle.count_open', language)} 4")
        assert [how for how, _ in standing(reader).values()].count("open") == 4


def test_small_splits_are_settled_in_bulk_and_all_undone_with_one_key(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        reader.press("b", "1", "2")  # where ends differ the core, where severity does the graver
        expect(page.locator(".figures")).to_contain_text(f"{say('settle.count_decided', 'ar')} 2")
        reader.saved()
        issues = reader.context.request.get(
            f"{server.url}/api/projects/{reader.project}/reports/issues.csv?who=consensus"
        )
        from exports.csv_file import read

        found = {row["quote"]: (row["severity"], row["consensus"]) for row in read(issues.body())}
        assert found == {"الزوج": ("major", "bulk"), "بيان": ("minor", "bulk")}
        reader.press("z")
        expect(page.locator(".figures")).to_contain_text(f"{say('settle.count_decided', 'ar')} 0")
        reader.press("Shift+z")
        expect(page.locator(".figures")).to_contain_text(f"{say('settle.count_decided', 'ar')} 2")


def test_what_stands_is_edited_in_the_text_and_is_the_editors(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        reader.press("e")
        expect(page.locator(".message")).to_contain_text(say("settle.decide_first", "ar"))
        reader.press("1")
        expect(page.locator(".outcome strong")).to_be_visible()
        reader.saved()
        reader.press("e")
        expect(page.locator(".banner")).to_contain_text(say("settle.editing_consensus", "ar"), timeout=20_000)
        expect(page.locator(".sentence.in-hand .mark.issue")).to_have_count(1)
        page.locator(".list").focus()
        reader.press(".", ".")  # onto the claim, then onto the issue in it
        page.get_by_label(say("pane.field_severity", "ar")).select_option("minor")
        reader.saved()
        page.get_by_role("link", name=say("settle.back", "ar")).click()
        expect(page.locator(".outcome strong")).to_contain_text(say("settle.how_edited", "ar"), timeout=20_000)
        assert standing(reader)[1] == ("edited", "issues")
        own = {row["reviewer"]: row["severity"] for row in reader.report("issues") if row["quote"] == "30%"}
        assert set(own.values()) == {"major"}


def test_the_verdicts_that_stand_are_shown(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        reader.press("1")
        expect(page.locator(".outcome strong")).to_be_visible()
        reader.saved()
        page.get_by_text(say("settle.verdicts", "ar")).click()
        expect(page.locator("table")).to_contain_text(say("pane.false_only_in_translation", "ar"), timeout=15_000)


def test_names_can_be_hidden_and_a_phone_shows_it_all(server, chromium):
    with differing_at(server, chromium, viewport={"width": 390, "height": 844}, has_touch=True) as reader:
        page = settle(reader)
        expect(page.locator(".version").first).to_contain_text(reader.team[0].name)
        page.get_by_role("button", name=say("settle.hide_names", "ar")).tap()
        expect(page.locator(".version").first).to_contain_text(say("settle.reviewer_number", "ar", number=1))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.locator(".version").nth(1).tap()
        expect(page.locator(".outcome strong")).to_be_visible()


def test_two_leads_do_not_overwrite_each_other(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        other = reader.context.new_page()
        other.goto(page.url)
        expect(other.locator(".version").first).to_be_visible(timeout=20_000)
        reader.press("1")
        reader.saved()
        expect(page.locator(".outcome strong")).to_be_visible()
        other.keyboard.press("2")
        expect(other.locator(".message")).to_be_visible()
        expect(other.locator(".outcome strong")).to_be_visible()  # it shows what stands now
        rows = reader.report("consensus")
        assert rows[0]["taken_from"] == reader.team[0].name


@contextmanager
def browser_of(reader, chromium, actor):
    """A browser in which somebody else is signed in."""
    with reader.desk.store.write() as tx:
        token = sessions.opened(tx, actor.id, Device())
    with signed_in(reader.server, chromium, token) as context:
        yield context


def test_a_reviewer_who_has_not_handed_in_sees_nobody_elses_work(server, chromium):
    with differing_at(server, chromium) as reader, browser_of(reader, chromium, reader.team[0]) as context:
        others = [person.name for person in reader.team[1:]]
        page, project = context.new_page(), reader.project
        for path in ("compare", "settle", "reports", "articles"):
            page.goto(f"{server.url}/{path}?project={project}")
            expect(page.locator("[data-testid=stMainBlockContainer]")).to_be_visible(timeout=20_000)
            page.wait_for_load_state("networkidle")
            shown = page.locator("body").inner_text()
            assert not any(name in shown for name in others), path
        sentence = reader.desk.sentences[0].id
        for address in (
            f"articles/{reader.article}/versions/{sentence}",
            f"articles/{reader.article}?as=consensus",
            f"projects/{project}/settling",
            f"projects/{project}/reports/consensus.csv",
            f"projects/{project}/reports/issues.csv?who=consensus",
        ):
            assert context.request.get(f"{server.url}/api/{address}").status == 403, address
        own = context.request.get(f"{server.url}/api/projects/{project}/reports/issues.csv").text()
        assert reader.team[0].name in own and not any(name in own for name in others)
        for name in ("disagreements", "agreement"):
            answer = context.request.get(f"{server.url}/api/projects/{project}/reports/{name}.csv")
            assert not any(name in answer.text() for name in others)


def test_a_reviewer_hands_in_by_key_and_the_article_is_closed_until_reopened(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.open()
        reader.press("h")
        expect(page.locator(".message")).to_contain_text("5")
        reader.press("c", "c", "c", "c", "c")
        reader.saved()
        reader.press("h", "1")
        expect(page.locator(".banner")).to_contain_text(say("pane.submitted", "ar"))
        reader.saved()
        reader.press("f")
        expect(page.locator(".message")).to_contain_text("H")
        page.reload()
        expect(page.locator(".banner")).to_contain_text(say("pane.submitted", "ar"), timeout=20_000)
        reader.press("h", "1")
        expect(page.locator(".banner")).to_be_hidden()
        reader.press("f")
        reader.saved()
        assert [row["flagged"] for row in reader.report("sentences")].count("true") == 1
