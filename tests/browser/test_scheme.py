"""Labels that change under an open page, the scheme's own page by keyboard, and the history of a sentence."""

from dataclasses import replace

from playwright.sync_api import expect

from annotator.domain.policy import COMMAND_LINE
from annotator.domain.schemes import editing
from annotator.services.schemes import revising

OLD = "عدد أو وحدة أو تاريخ"
WORDS = "قطرة في المحيط"


def retire(reader, kind: str, id: str) -> None:
    """A lead retires a label, somewhere else."""
    store = reader.server.store()
    version, scheme = revising.current(store, COMMAND_LINE, reader.project)
    label = replace(scheme.labels[kind][id], retired=True)
    revising.revise(store, COMMAND_LINE, reader.project, version.id, editing.with_label(scheme, kind, label))
    store.close()


def test_an_open_page_takes_new_labels_up_and_what_waited_is_saved_under_the_old(reader):
    page = reader.page
    reader.context.set_offline(True)
    reader.select(WORDS)
    reader.choose(OLD, "جسيم")
    expect(page.locator(".status")).not_to_have_attribute("data-status", "saved")
    retire(reader, "issue_category", "number_date")
    reader.context.set_offline(False)
    reader.saved()
    page.evaluate("window.dispatchEvent(new Event('focus'))")
    expect(page.locator(".message")).to_contain_text("2")
    expect(page.locator("#s3 .chip.issue")).to_contain_text(OLD)
    expect(page.locator(".pens")).not_to_contain_text(OLD)
    page.locator("#s3 .chip.issue").click()
    page.get_by_role("textbox", name="تعليق", exact=True).fill("ما زال هنا")
    reader.press("Escape")  # leaves the field, which saves it
    reader.saved()
    (issue,) = reader.report("issues")
    assert (issue["category"], issue["scheme_version"], issue["comment"]) == ("number_date", "1", "ما زال هنا")


def test_what_was_removed_comes_back_from_the_history_and_that_is_undone(reader):
    page = reader.page
    reader.select(WORDS)
    reader.choose(OLD, "جسيم")
    reader.press("Escape", ".", "Delete")
    reader.saved()
    assert reader.report("issues") == []
    reader.press("v")
    entries = page.locator(".log li")
    expect(entries.first).to_be_visible()
    expect(page.locator(".log")).to_contain_text(WORDS)
    page.get_by_role("button", name="استعد: أُزيل خطأ").click()
    expect(page.locator("#s3 .chip.issue")).to_be_visible()
    reader.saved()
    assert [row["quote"] for row in reader.report("issues")] == [WORDS]
    page.locator(".list").focus()
    reader.press("z")
    reader.saved()
    expect(page.locator("#s3 .chip.issue")).to_have_count(0)
    assert reader.report("issues") == []


def test_a_label_is_moved_by_keyboard_and_saved(reader):
    page = reader.page
    page.goto(f"{reader.server.url}/scheme?project={reader.project}")
    first = page.locator('[data-testid="stRadio"] label').filter(has_text="سقط").first
    first.click()
    page.keyboard.press("Alt+ArrowUp")
    save = page.get_by_role("button", name="احفظ النسخة 2")
    expect(save).to_be_visible(timeout=15_000)
    save.click()
    expect(save).to_have_count(0, timeout=15_000)
    store = reader.server.store()
    version, scheme = revising.current(store, COMMAND_LINE, reader.project)
    store.close()
    assert version.number == 2 and next(iter(scheme.labels["issue_category"])) == "omission"
