"""An answer that comes late, or is a refusal, costs nobody what they did meanwhile."""

from contextlib import contextmanager

from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.services.review import annotating
from annotator.words import say
from db import people
from tests.browser.conftest import reader_at
from tests.browser.test_claims import handed_in_at, open_desk
from tests.browser.test_discuss import open_article
from tests.browser.test_duplicates import claims_in_two_articles
from tests.browser.test_queue import team_at
from tests.browser.test_settle import differing_at, settle
from tests.services.review.test_submitting import judge_all, submit


@contextmanager
def held_back(page, address):
    """Answers from `address` that the server has given reach the page only when this is over."""
    held, over = [], []

    def hold(route):
        answer = route.fetch()
        if over:
            route.fulfill(response=answer)
        else:
            held.append((route, answer))

    page.route(address, hold)
    yield held
    over.append(True)
    for route, answer in held:
        route.fulfill(response=answer)


def arrived(page, late):
    """Waits until an answer is held back."""
    while not late:
        page.wait_for_timeout(20)


def row_of(page, words):
    return page.locator(".claim-row[data-claim]").filter(has_text=words)


def test_acts_behind_one_that_was_overtaken_are_saved(reader):
    page = reader.page
    reader.press("c")
    reader.saved()
    other = reader.context.new_page()
    other.goto(f"{reader.server.url}/annotate?article={reader.article}&sentence=1")
    expect(other.locator("#s1.in-hand")).to_be_attached(timeout=20_000)
    other.keyboard.press("f")
    expect(other.locator(".status")).to_have_attribute("data-status", "saved")
    page.bring_to_front()
    with held_back(page, "**/api/operations"):
        reader.press("z", "ArrowDown", "c")
        expect(page.locator(".unsaved").first).to_be_attached()
    expect(page.locator(".message")).to_be_visible()
    reader.saved()
    assert [row["state"] for row in reader.report("sentences")].count("clean") == 2


def test_a_decision_overtaken_on_another_page_holds_up_no_work_in_the_text(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        sentence = reader.desk.sentences[0].id
        page.route("**/api/operations", lambda route: route.abort())
        reader.press("1")
        expect(page.locator(".status")).to_have_attribute("data-status", "offline", timeout=10_000)
        with reader.desk.store.read() as tx:
            lead, _ = people.by_name(tx, "سلمى")
        actor = annotating.Actor(lead.id, lead.name, lead.language, True)
        taken = {"act": "settle", "sentence": sentence, "take": None, "reason": None, "note": "", "revision": 0}
        annotating.apply(reader.desk.store, actor, {"id": new_id(), "article": reader.article, **taken})
        page.on("dialog", lambda dialog: dialog.accept())
        page.unroute("**/api/operations")
        reader.open()
        expect(page.locator(".message")).to_be_visible()
        reader.press("c")
        reader.saved()


def test_acts_without_a_connection_are_tried_again_in_one_round_together(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.page
        page.add_init_script(
            """window.rounds = new Set()
            const [later, never] = [window.setTimeout, window.clearTimeout]
            window.setTimeout = (act, pause, ...more) => {
              const id = later((...given) => (window.rounds.delete(id), act(...given)), pause, ...more)
              if (String(act).includes('this.send()')) window.rounds.add(id)
              return id
            }
            window.clearTimeout = (id) => (window.rounds.delete(id), never(id))"""
        )
        reader.open()
        reader.context.set_offline(True)
        reader.press(*"ffffffff")
        expect(page.locator(".status")).to_have_attribute("data-status", "offline", timeout=10_000)
        assert page.evaluate("window.rounds.size") == 1
        reader.context.set_offline(False)
        reader.saved()


def test_a_claim_opened_after_another_is_the_one_that_is_shown_and_changed(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader)
        with held_back(page, f"**/api/claims/{reader.distorted}") as late:
            row_of(page, "الأسعار").click()
            row_of(page, "Oslo").click()
            statement = page.locator(".claim-record").get_by_label(say("pane.field_statement", "ar")).first
            expect(statement).to_have_value("التقى الزوج في مدينة Oslo")
            arrived(page, late)
        page.wait_for_load_state("networkidle")
        expect(statement).to_have_value("التقى الزوج في مدينة Oslo")
        assert "claim=" in page.url and reader.distorted not in page.url


def test_what_is_typed_after_a_refusal_stays_when_the_claim_is_read_again(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.open()
        reader.press("t")
        reader.saved()
        page.get_by_role("link", name=say("pane.whole_record", "ar")).click()
        record = page.locator(".claim-record")
        record.get_by_label(say("pane.field_verdict", "ar")).first.select_option("false")
        reader.saved()
        page.wait_for_load_state("networkidle")
        rationale = record.get_by_label(say("pane.field_rationale", "ar"))
        page.keyboard.press("Escape")
        with held_back(page, "**/api/claims/*") as late:
            reader.press("5")
            arrived(page, late)
            expect(page.locator(".message")).to_contain_text(say("error.claim_needs_rationale", "ar"))
            rationale.fill("التقرير يذكر 13%")
        expect(rationale).to_have_value("التقرير يذكر 13%")
        page.keyboard.press("Escape")
        reader.press("5")
        expect(page.locator(".message")).to_contain_text(say("error.claim_needs_evidence", "ar"))
        expect(rationale).to_have_value("التقرير يذكر 13%")


def test_two_conditions_chosen_one_after_the_other_both_hold(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader)
        distorted = page.get_by_label(say("claims.desk_any_distorted", "ar"))
        evidence = page.get_by_label(say("claims.desk_any_evidence", "ar"))
        with held_back(page, "**/claims?*"):
            distorted.select_option("no")
            evidence.select_option("missing")
        expect(page.locator(".claim-row[data-claim]")).to_have_count(2)
        expect(distorted).to_have_value("no")
        expect(evidence).to_have_value("missing")


def test_words_and_claimant_typed_at_one_go_are_both_sought(server, chromium):
    with handed_in_at(server, chromium) as reader:
        page = open_desk(reader)
        page.get_by_label(say("claims.desk_search", "ar")).fill("القرار")
        page.get_by_label(say("claims.desk_claimant", "ar")).fill("لا أحد")
        expect(page.locator(".claim-row[data-claim]")).to_have_count(0)
        expect(page.get_by_label(say("claims.desk_search", "ar"))).to_have_value("القرار")


def test_a_key_pressed_before_the_clicked_sentence_is_there_decides_on_it(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        with held_back(page, "**/versions/*"):
            page.locator(".queue .row").nth(2).click()
            reader.press("1")
        expect(page.locator(".outcome strong")).to_be_visible()
        reader.saved()
        expect(page.locator(".queue .row").nth(2).locator(".done")).to_be_visible()
        assert [row["consensus"] for row in reader.report("consensus")].count("taken") == 1


def test_a_part_of_the_list_that_cannot_be_fetched_is_said_and_not_pretended(server, chromium):
    with differing_at(server, chromium) as reader:
        page = settle(reader)
        page.locator(".queue .row").nth(2).click()
        shown = page.locator(".card h2").text_content()
        page.route("**/settling?*", lambda route: route.abort())
        kinds = page.get_by_label(say("settle.any_kind", "ar"))
        kinds.select_option(index=1)
        expect(page.locator(".message")).to_contain_text(say("aside.offline", "ar"))
        expect(kinds).to_have_value("")
        expect(page.locator(".card h2")).to_have_text(shown)


def test_a_comment_is_not_unsaid_by_an_answer_from_before_it(server, chromium):
    with team_at(server, chromium) as reader:
        judge_all(reader.desk)
        submit(reader.desk)
        page = open_article(reader.page, reader)
        with held_back(page, "**/comments") as late:
            page.evaluate("dispatchEvent(new Event('focus'))")
            arrived(page, late)  # it knows of no comment
            page.locator(".list").focus()
            reader.press("m")
            page.keyboard.type("رأيي")
            reader.press("Control+Enter")
            reader.saved()
        assert late
        page.wait_for_load_state("networkidle")
        expect(page.locator(".comment")).to_have_count(1)


def test_a_key_pressed_twice_joins_two_claims_once(server, chromium):
    with reader_at(server, chromium) as reader:
        claims_in_two_articles(reader)
        page = reader.page
        page.goto(f"{server.url}/duplicates?project={reader.project}")
        pair = page.locator(".pair-row")
        expect(pair).to_have_count(1, timeout=15_000)
        pair.focus()
        with held_back(page, "**/api/operations") as late:
            reader.press("j", "j")
            arrived(page, late)
        expect(pair).to_contain_text(say("aside.joined", "ar"))
        assert len(reader.report("resemblances")) == 1
