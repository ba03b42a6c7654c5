"""A claim is taken from its sentence to checked, with every refusal on the way; the desk is worked by keys alone."""

from contextlib import contextmanager

import pytest
from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE
from annotator.services.claims import responsibility
from annotator.words import say
from db import articles, people, projects
from tests.browser.conftest import reader_at
from tests.conftest import Desk, add_person


def open_desk(reader, address=""):
    page = reader.page
    page.goto(f"{reader.server.url}/claims?project={reader.project}{address}")
    expect(page.locator(".claim-list")).to_be_visible(timeout=20_000)
    return page


@contextmanager
def handed_in_at(server, chromium, language="ar", **options):
    """A lead, at a project in which a reviewer has handed in an article with three claims and a distorted one."""
    with reader_at(server, chromium, language, **options) as reader:
        store = server.store()
        with store.read() as tx:
            project, article = projects.get(tx, reader.project), articles.get(tx, reader.article)
        other = add_person(store, f"سمر {new_id()}", project.id)
        with store.write() as tx:
            reader.lead, _ = people.by_name(tx, "سلمى")
            projects.set_role(tx, project.id, reader.lead.id, "lead")
        desk = reader.desk = Desk(store, project, article, None, other, other)
        issue = desk.issue("30%", severity="major")
        reader.distorted = desk.checked_claim("الأسعار ارتفعت 30%", verdict_in_source="true")
        desk.put("distortion", new_id(), issue_id=issue, claim_id=reader.distorted, kind="number")
        desk.claim("لم توافق اللجنة على القرار")
        desk.claim("التقى الزوج في مدينة Oslo")
        desk.hand_in()
        yield reader
        store.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_a_claim_goes_from_its_sentence_to_checked_with_evidence(server, chromium, language, tmp_path):
    words = lambda key: say(key, language)  # noqa: E731
    with reader_at(server, chromium, language) as reader:
        page = reader.open()
        reader.press("t")  # the whole sentence is a claim
        page.get_by_label(words("pane.field_claimant")).first.fill("الوزير")
        status = page.get_by_label(words("pane.field_status"))
        status.select_option("checked")
        expect(page.locator(".message")).to_contain_text(words("error.claim_needs_verdict"))
        expect(status).to_have_value("not_started")  # it went back to what is stored
        expect(page.locator(".needs")).to_contain_text(words("pane.need_evidence"))
        reader.saved()
        page.get_by_role("link", name=words("pane.whole_record")).click()
        expect(page.locator(".claim-record .lacks")).to_contain_text(words("claims.lack_verdict"), timeout=20_000)
        record = page.locator(".claim-record")
        record.get_by_label(words("pane.field_verdict")).select_option("false")
        reader.saved()
        page.keyboard.press("Escape")
        reader.press("5")
        expect(page.locator(".message")).to_contain_text(words("error.claim_needs_rationale"))
        record.get_by_label(words("pane.field_rationale")).fill("التقرير يذكر 13% ، لا 30%.")
        record.get_by_label(words("claims.desk_source_words")).fill("prices rose by 13%")
        record.get_by_label(words("claims.desk_source_words")).press("Tab")
        expect(record.locator(".text.source mark")).to_have_text("prices rose by 13%")
        reader.saved()
        page.keyboard.press("Escape")
        reader.press("5")
        expect(page.locator(".message")).to_contain_text(words("error.claim_needs_evidence"))
        reader.press("e")
        evidence = record.locator(".evidence")
        expect(evidence.get_by_label(words("pane.field_url"))).to_be_focused()
        page.keyboard.type("https://example.org/report")
        evidence.get_by_label(words("pane.field_stance")).select_option("refutes")
        reader.saved()
        file = tmp_path / "تقرير.txt"
        file.write_text("prices rose by 13%", encoding="utf-8")
        evidence.get_by_label(words("claims.desk_attach")).set_input_files(file)
        expect(evidence.locator(".file")).to_contain_text("تقرير.txt")
        with page.expect_download() as download:
            evidence.locator(".file a").click()
        assert download.value.suggested_filename == "تقرير.txt"
        assert download.value.path().read_text(encoding="utf-8") == "prices rose by 13%"
        page.locator(".claim-list").focus()
        reader.press("5")
        reader.saved()
        expect(record.locator("h2")).to_contain_text(
            page.locator(".statuses button").nth(4).text_content()[:-1].strip()
        )
        (row,) = reader.report("claims")
        assert (row["status"], row["verdict"], row["source_quote"]) == ("checked", "false", "prices rose by 13%")
        (proof,) = reader.report("evidence")
        assert (proof["stance"], proof["file_name"], proof["file_size"]) == ("refutes", "تقرير.txt", "18")
        reader.press("2")
        expect(page.locator(".message")).to_contain_text(words("error.claim_reopen_first"))
        reader.press("6")
        page.locator("dialog.asking textarea").fill("ظهر تقرير جديد")
        page.keyboard.press("Enter")
        expect(record.locator(".versions-kept")).to_contain_text("ظهر تقرير جديد")
        reader.press("z")
        expect(record.locator(".versions-kept")).to_have_count(1)
        reader.saved()
        assert reader.report("claims")[0]["status"] == "checked"


def test_the_desk_is_filtered_sought_and_laid_out_by_keys(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader)
        rows = page.locator(".claim-row[data-claim]")
        expect(rows).to_have_count(3)
        reader.press("/")
        page.keyboard.type("القـرارِ اللجنه")
        expect(rows).to_have_count(1)
        reader.press("Escape", "x")
        expect(rows).to_have_count(3)
        reader.press("Escape", "ArrowDown", "ArrowDown")
        expect(rows.nth(2)).to_have_class("claim-row in-hand")
        reader.press("b")
        expect(page.locator(".board-column[data-status=checked] .claim-card")).to_have_count(1)
        page.get_by_label(say("claims.desk_any_distorted", "ar")).select_option("yes")
        expect(page.locator(".claim-card")).to_have_count(1)
        page.reload()
        expect(page.locator(".claim-card")).to_have_count(1, timeout=20_000)  # the address keeps what was asked for


def test_claims_are_given_to_somebody_who_then_checks_them(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader)
        rows = page.locator(".claim-row[data-claim]")
        expect(rows).to_have_count(3)
        page.locator(".claim-list").focus()
        reader.press("ArrowDown", " ", "ArrowDown", " ", "a")
        reader.choose("سلمى")
        expect(page.locator(".message")).to_contain_text(say("claims.desk_assigned", "ar", count=2))
        reader.press("ArrowDown", "d")
        page.locator("dialog.asking input").fill("2026-12-31")
        page.keyboard.press("Enter")
        expect(page.locator(".claim-row .due")).to_have_count(1)
        reader.press("Enter")
        record = page.locator(".claim-record")
        record.get_by_label(say("pane.field_rationale", "ar")).fill("كذا")
        reader.press("Tab")
        reader.saved()
        expect(record.locator(".banner")).to_have_count(0)
        assert {row["rationale"] for row in reader.report("claims")} >= {"كذا"}


def test_who_is_not_responsible_reads_and_changes_nothing(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader, f"&claim={reader.distorted}")
        record = page.locator(".claim-record")
        expect(record.locator(".banner")).to_contain_text(say("claims.desk_read_only", "ar"), timeout=20_000)
        expect(record.get_by_label(say("pane.field_rationale", "ar"))).to_be_disabled()
        expect(record.locator(".difference")).to_contain_text(say("pane.false_only_in_translation", "ar"))


def test_a_phone_shows_list_and_record_one_after_the_other(server, chromium):
    with handed_in_at(server, chromium, viewport={"width": 390, "height": 844}, has_touch=True) as reader:
        page = open_desk(reader)
        page.locator(".claim-row[data-claim]").first.tap()
        expect(page.locator(".claim-record h2")).to_be_visible()
        expect(page.locator(".claim-list")).to_be_hidden()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        page.get_by_role("button", name=say("pane.close", "ar")).first.tap()
        expect(page.locator(".claim-list")).to_be_visible()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_distortion_report_says_what_the_translation_did(server, chromium, language):
    with handed_in_at(server, chromium, language) as reader:
        page = reader.page
        page.goto(f"{server.url}/distortion?project={reader.project}")
        sentence = {"claims": 3, "distorted": 1, "serious": 1, "share": "33%", "false_only": 1, "true_only": 0}
        expect(page.get_by_text(say("distortion.sentence", language, **sentence))).to_be_visible(timeout=20_000)
        expect(
            page.locator("[data-testid=stVegaLiteChart] svg, [data-testid=stVegaLiteChart] canvas").first
        ).to_be_visible()
        expect(page.locator("table").last).to_contain_text("الأسعار ارتفعت 30%")
        rows = reader.report("distortion")
        assert rows[0]["by"] == "all" and (rows[0]["claims"], rows[0]["serious"]) == ("3", "1")
        (reversed_claim,) = reader.report("reversed")
        assert reversed_claim["difference"] == "false_only_in_translation"


def test_the_responsible_person_is_kept(server, chromium):
    """What the page says of responsibility is what is stored."""
    with handed_in_at(server, chromium) as reader:
        store = server.store()
        wanted = responsibility.Assignment(reader.lead.id, "2027-01-01")
        responsibility.assign(store, COMMAND_LINE, reader.project, [reader.distorted], wanted)
        store.close()
        page = open_desk(reader, f"&claim={reader.distorted}")
        expect(page.locator(".claim-record .card-head")).to_contain_text("2027-01-01", timeout=20_000)
