"""The whole job in the browser: by mouse, by keyboard alone, by touch, in both languages."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SOURCE, TEXT, reader_at


def test_the_whole_job_by_mouse(reader):
    page = reader.page
    reader.select("30%")
    reader.choose("عدد أو وحدة أو تاريخ", "جسيم")
    page.get_by_label("التصويب").fill("13%")
    reader.select("قطرة في المحيط")
    reader.choose("حرفية أو تعبير اصطلاحي", "طفيف")
    page.locator("#s5 .number").click()
    page.get_by_role("button", name="سليمة، التالية").click()
    page.locator("#s1 .number").click()
    page.get_by_role("button", name="ادعاء T").click()
    page.get_by_label("صاحب الادعاء").fill("الوزير")
    page.get_by_label("الحكم على الترجمة").select_option("false")
    page.get_by_label("الحكم على الأصل").select_option("true")
    page.get_by_role("button", name="أضف دليلًا").click()
    page.get_by_label("الرابط").fill("https://example.org/prices")
    page.locator("#s1 .chip.issue").click()
    page.get_by_role("button", name="اربط بادعاء").click()
    page.locator(".palette .option").first.click()
    reader.choose("عدد")
    reader.saved()
    expect(page.locator("#s1 .chip.claim")).to_contain_text("خاطئ في الترجمة وحدها")
    expect(page.locator("#s1 .chip.claim")).to_contain_text("قائم على ترجمة خاطئة")
    issues = {row["quote"]: row for row in reader.report("issues")}
    (claim,) = reader.report("claims")
    assert issues["30%"]["correction"] == "13%" and issues["30%"]["distortion_kinds"] == "number"
    assert issues["30%"]["distorts_claims"] == claim["claim_id"]
    assert issues["قطرة في المحيط"]["category"] == "idiom"
    assert (claim["claimant"], claim["difference"], claim["evidence"]) == ("الوزير", "false_only_in_translation", "1")
    assert reader.report("evidence")[0]["url"] == "https://example.org/prices"
    states = {row["sentence_no"]: row["state"] for row in reader.report("sentences")}
    assert states == {"1": "issues", "2": "unseen", "3": "issues", "4": "unseen", "5": "clean"}


@pytest.mark.parametrize("key", ["t", "Shift+T"])
def test_words_selected_by_mouse_become_a_claim_from_the_list_that_opens(reader, key):
    page = reader.page
    if key != "t":  # a scheme's own category has it
        page.route("**/api/articles/*?*", lambda route: route.fulfill(json=_with_t_taken(route.fetch().json())))
        reader.open()
    reader.select("الأسعار ارتفعت 30%")
    reader.press(key)
    expect(page.get_by_label("نص الادعاء قائمًا بذاته")).to_be_focused()
    reader.press("Escape")
    reader.saved()
    (claim,) = reader.report("claims")
    assert claim["quote"] == "الأسعار ارتفعت 30%" and reader.report("issues") == []


def _with_t_taken(opened):
    terminology = next(label for label in opened["scheme"]["issue_category"] if label["id"] == "terminology")
    terminology["key"] = "t"
    return opened


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_whole_job_by_keyboard_alone(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        reader.open()
        page = reader.page
        expect(page.locator(".toolbar .title")).to_have_css("direction", "rtl")  # it is cut off at its end
        forward = "ArrowLeft"  # the text is Arabic, whatever the interface
        reader.press(*[f"Control+{forward}"] * 5, f"Control+Shift+{forward}", "Enter", "6", "3")
        expect(page.locator("#s1 .chip.issue")).to_be_visible()
        reader.press("n")
        page.keyboard.type("رقم مقلوب")
        reader.press("Escape", "Escape", "t")
        page.keyboard.type("ارتفعت الأسعار 30%.")
        reader.press("Escape", "Escape", ".", ".", "d", "1", "1", ",", "e")
        page.keyboard.type("https://example.org/a")
        reader.press("Escape", "Escape", "ArrowDown", "c", "c", "s", "3", "f")
        reader.press("z", "Shift+Z")
        reader.saved()
        (issue,) = reader.report("issues")
        (claim,) = reader.report("claims")
        assert issue["quote"] == "30" and issue["distorts_claims"] == claim["claim_id"]
        assert claim["statement"] == "ارتفعت الأسعار 30%."
        assert reader.report("evidence")[0]["url"] == "https://example.org/a"
        rows = {row["sentence_no"]: row for row in reader.report("sentences")}
        assert rows["1"]["note"] == "رقم مقلوب"
        assert [rows[n]["state"] for n in "12345"] == ["issues", "clean", "clean", "skipped", "in_progress"]
        assert rows["4"]["skip_reason"] == "unsure" and rows["5"]["flagged"] == "true"


def test_the_label_may_come_before_the_selection(reader):
    reader.press("0")
    reader.select("قطرة في المحيط")
    reader.choose("طفيف")
    reader.saved()
    assert reader.report("issues")[0]["category"] == "idiom"


def test_an_omission_is_a_point_between_two_words(reader):
    reader.press("Control+ArrowLeft", "o", "3")
    reader.saved()
    (issue,) = reader.report("issues")
    assert (issue["category"], issue["quote"], issue["start"]) == ("omission", "", issue["end"])
    expect(reader.page.locator("#s1 .point")).to_be_attached()


def test_the_source_side_is_marked_too(reader):
    reader.select("did not", side="source")
    reader.choose("نفي أو درجة يقين", "جسيم")
    reader.saved()
    (issue,) = reader.report("issues")
    assert (issue["side"], issue["quote"]) == ("source", "did not")
    assert SOURCE[int(issue["article_start"]) : int(issue["article_end"])] == "did not"


def test_overlapping_marks_keep_their_offsets_and_the_words_joined(reader):
    page = reader.page
    plain = page.locator("#s3 .translation").bounding_box()["width"]
    width = page.evaluate(WIDTH, 3)
    reader.select("النقاد الرقم")
    reader.press("1", "2")
    page.locator("#s3 .number").click()
    reader.press("Control+Shift+ArrowLeft", "Control+Shift+ArrowLeft", "Enter", "0", "2")
    reader.saved()
    quotes = sorted(row["quote"] for row in reader.report("issues"))
    assert quotes == sorted(["النقاد الرقم", "وصف النقاد"])
    for row in reader.report("issues"):
        assert TEXT[int(row["article_start"]) : int(row["article_end"])] == row["quote"]
    assert page.locator("#s3 .translation").inner_text() == "وصف النقاد الرقم بأنه قطرة في المحيط."
    assert page.locator("#s3 .translation").bounding_box()["width"] == plain
    assert abs(page.evaluate(WIDTH, 3) - width) < 0.5


WIDTH = """(number) => {
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r?.querySelector('.list'))
  const range = new Range()
  range.selectNodeContents(root.querySelector(`#s${number} .translation`))
  return range.getBoundingClientRect().width
}"""


def test_a_drag_over_figures_and_foreign_words_takes_what_is_seen_wherever_the_browser_puts_its_ends(reader):
    reader.page.add_init_script(ENDS_LIKE_FIREFOX)
    reader.open()
    wanted = {"30% منذ", "ارتفعت 30", "مدينة Oslo", "Oslo يوم"}
    for words in wanted:
        reader.select(words)
        reader.press("6", "3")
    reader.select("13%", side="source")
    reader.press("6", "3")
    reader.saved()
    assert {row["quote"] for row in reader.report("issues")} == wanted | {"13%"}


# Over the right half of a digit or Latin letter the place is after it, on the left half before it.
ENDS_LIKE_FIREFOX = """
const native = Document.prototype.caretPositionFromPoint
Document.prototype.caretPositionFromPoint = function (x, y, options) {
  const place = native.call(this, x, y, options)
  const { offsetNode } = place
  for (const { index } of offsetNode.textContent.matchAll(/[0-9a-z]/gi)) {
    const letter = new Range()
    letter.setStart(offsetNode, index)
    letter.setEnd(offsetNode, index + 1)
    const { left, right, top, bottom } = letter.getBoundingClientRect()
    const isThere = left <= x && x <= right && top <= y && y <= bottom
    if (isThere) return { offsetNode, offset: index + (x > (left + right) / 2) }
  }
  return place
}
"""


def test_letters_may_be_marked_and_the_word_stays_joined(reader):
    width = reader.page.evaluate(WIDTH, 1)
    reader.press("l", "Control+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowLeft", "Enter", "8", "2")
    reader.saved()
    assert reader.report("issues")[0]["quote"] == "ال"
    assert abs(reader.page.evaluate(WIDTH, 1) - width) < 0.5


def test_a_mark_is_stepped_onto_changed_and_removed_by_key(reader):
    reader.select("30%")
    reader.choose("عدد أو وحدة أو تاريخ", "جسيم")
    reader.press("Escape", ".")
    reader.page.get_by_label("الشدة").select_option("minor")
    reader.saved()
    assert reader.report("issues")[0]["severity"] == "minor"
    reader.page.locator("#s1 .chip.issue").click()
    reader.page.locator(".list").focus()
    reader.press("Delete")
    reader.saved()
    assert reader.report("issues") == []
    reader.press("z")
    reader.saved()
    assert len(reader.report("issues")) == 1


def test_what_is_sought_and_filtered_is_found_whatever_its_spelling(reader):
    page = reader.page
    reader.press("/")
    page.keyboard.type("الإجتماع بلا بيان")
    expect(page.locator(".sentence:visible")).to_have_count(1)
    expect(page.locator(".found")).to_have_text("1 / 5")
    page.locator(".search").fill("")
    reader.press("Escape", "c")
    page.get_by_label("أي حالة", exact=True).select_option("clean")
    expect(page.locator(".sentence:visible")).to_have_count(1)


def test_the_next_unreviewed_and_the_next_flagged_are_one_key_away(reader):
    page = reader.page
    reader.press("c", "ArrowDown", "ArrowDown", "f", "ArrowUp", "ArrowUp", "ArrowUp", "u")
    expect(page.locator(".in-hand")).to_have_id("s2")
    reader.press("g")
    expect(page.locator(".in-hand")).to_have_id("s4")


def test_every_key_and_label_is_in_the_help(reader):
    reader.press("?")
    dialog = reader.page.locator("dialog.help")
    expect(dialog).to_be_visible()
    expect(dialog).to_contain_text("اربط الخطأ الذي بين يديك بالادعاء الذي يحرّفه")
    expect(dialog).to_contain_text("هل ضاع النفي أو تغيّرت درجة اليقين؟")
    reader.press("Escape")
    expect(dialog).to_be_hidden()


def test_keys_of_an_arabic_keyboard_work(reader):
    reader.page.locator(".list").evaluate(
        """list => list.dispatchEvent(
            new KeyboardEvent('keydown', {key: 'ؤ', code: 'KeyC', bubbles: true, composed: true}))"""
    )
    reader.saved()
    assert reader.report("sentences")[0]["state"] == "clean"


def test_streamlits_own_keys_do_nothing_in_the_text(reader):
    reader.page.evaluate("window.notReloaded = true")
    reader.press("r")
    reader.page.wait_for_timeout(500)
    assert reader.page.evaluate("window.notReloaded")
    expect(reader.page.locator(".sentence.in-hand")).to_be_visible()


def test_by_touch_at_phone_width(server, chromium):
    phone = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
    with reader_at(server, chromium, **phone) as reader:
        reader.open()
        page = reader.page
        first = page.evaluate(PLACE, "30")
        page.touchscreen.tap(*first)
        expect(page.locator("#s1")).to_have_class("sentence in-hand")
        page.touchscreen.tap(*first)
        page.touchscreen.tap(*page.evaluate(PLACE, "ارتفعت"))
        page.get_by_role("button", name="علّم").tap()
        page.locator(".palette .option").nth(5).tap()
        page.locator(".palette .option").nth(2).tap()
        reader.saved()
        (issue,) = reader.report("issues")
        assert issue["quote"].startswith("ارتفعت 30") and issue["severity"] == "major"
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


PLACE = """(words) => {
  const root = [...document.querySelectorAll('*')].map((e) => e.shadowRoot).find((r) => r?.querySelector('.list'))
  for (const piece of root.querySelectorAll('.translation [data-offset]')) {
    const at = piece.textContent.indexOf(words)
    if (at < 0) continue
    const range = new Range()
    range.setStart(piece.firstChild, at)
    range.setEnd(piece.firstChild, at + words.length)
    const box = range.getBoundingClientRect()
    return [(box.left + box.right) / 2, (box.top + box.bottom) / 2]
  }
}"""


def test_astral_letters_and_emoji_do_not_shift_the_offsets(server, chromium):
    text = "قال 👨‍👩‍👧 الوزير 𐤀𐤁 إن السعر ارتفع. انتهى."
    with reader_at(server, chromium, text=text) as reader:
        reader.open()
        reader.select("ارتفع")
        reader.choose("ترجمة خاطئة", "طفيف")
        reader.saved()
        (issue,) = reader.report("issues")
        assert text[int(issue["article_start"]) : int(issue["article_end"])] == issue["quote"] == "ارتفع"
