"""Bringing an article in, cutting it, taking it away; in both languages, wide and narrow."""

from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import reader_at


def test_an_article_is_pasted_its_cut_corrected_and_saved(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.page
        page.goto(f"{server.url}/articles?project={reader.project}")
        page.get_by_label("نص المقال").first.fill("جملة أولى قصيرة. جملة ثانية. جملة ثالثة!")
        page.keyboard.press("Control+Enter")
        cuts = page.locator(".cuts li.cut")
        expect(cuts).to_have_count(3, timeout=15_000)
        cuts.nth(1).get_by_role("button", name="ضُمها إلى ما قبلها").click()
        expect(cuts).to_have_count(2)
        page.get_by_role("button", name="احفظ المقال").click()
        expect(page.locator(".cuts")).to_have_count(0, timeout=15_000)
        assert [row["sentence"] for row in reader.report("sentences") if row["article_id"] != reader.article] == [
            "جملة أولى قصيرة. جملة ثانية.",
            "جملة ثالثة!",
        ]


def test_an_upload_in_windows_1256_is_read_and_a_bad_one_gets_a_sentence(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.page
        page.goto(f"{server.url}/articles?project={reader.project}")
        chooser = page.locator("input[type=file]").first
        chooser.set_input_files({"name": "x.txt", "mimeType": "text/plain", "buffer": b"%PDF-1.7"})
        expect(page.get_by_text("هذا ملف PDF وليس نصًا")).to_be_visible(timeout=15_000)
        news = "أعلنت الهيئة في بيان أن الجسر آمن. وقالت إن السير عليه مستمر منذ أمس."
        chooser.set_input_files({"name": "y.txt", "mimeType": "text/plain", "buffer": news.encode("cp1256")})
        expect(page.locator(".cuts li.cut")).to_have_count(2, timeout=15_000)


def test_a_stored_article_is_cut_anew_without_losing_marks(reader):
    reader.press("ArrowDown", "Control+Shift+ArrowLeft", "Enter", "1", "2")
    reader.saved()
    page = reader.page
    page.goto(f"{reader.server.url}/articles?project={reader.project}")
    page.get_by_text("رعاية المقال").click()
    page.get_by_text("ضم الجمل وتقسيمها").click()
    cuts = page.locator(".cuts li.cut")
    expect(cuts).to_have_count(5, timeout=15_000)
    cuts.nth(1).get_by_role("button", name="ضُمها إلى ما قبلها").click()
    page.get_by_role("button", name="احفظ التقسيم").click()
    expect(page.locator(".cuts .message")).to_contain_text("حُفظ")
    rows = reader.report("sentences")
    assert len(rows) == 4 and rows[0]["state"] == "issues" and rows[0]["issues"] == "1"


def test_the_lines_of_a_stored_article_are_unwrapped_without_losing_marks(server, chromium):
    wrapped = "قال الوزير إن الأسعار\nارتفعت 30% منذ مارس.\nلم توافق اللجنة\nعلى القرار."
    with reader_at(server, chromium, text=wrapped) as reader:
        page = reader.open()
        reader.press("ArrowDown", "Control+Shift+ArrowLeft", "Enter", "1", "2")
        reader.saved()
        page.goto(f"{server.url}/articles?project={reader.project}")
        page.get_by_text("رعاية المقال").click()
        page.get_by_text("ضم الجمل وتقسيمها").click()
        cuts = page.locator(".cuts li.cut")
        expect(cuts).to_have_count(4, timeout=15_000)
        page.get_by_text("صِل الأسطر").first.click()
        expect(cuts).to_have_count(2, timeout=15_000)
        page.get_by_role("button", name="احفظ التقسيم").click()
        expect(page.locator(".cuts .message")).to_contain_text("حُفظ")
        rows = reader.report("sentences")
        assert [row["state"] for row in rows] == ["issues", "unseen"]
        assert rows[0]["sentence"] == "قال الوزير إن الأسعار\nارتفعت 30% منذ مارس."


def test_reports_are_looked_at_and_downloaded(reader):
    reader.press("c")
    reader.saved()
    page = reader.page
    page.goto(f"{reader.server.url}/reports?project={reader.project}")
    expect(page.get_by_text("5 صفًا")).to_be_visible(timeout=15_000)
    link = page.get_by_role("link", name="نزّل CSV")
    assert urlsplit(link.get_attribute("href")).path.endswith("/reports/sentences.csv")


SIZES = {"wide": {"width": 1400, "height": 900}, "phone": {"width": 390, "height": 844}}


@pytest.mark.parametrize(
    ("language", "size", "scheme"),
    [("ar", "wide", "light"), ("ar", "phone", "dark"), ("en", "wide", "dark"), ("en", "phone", "light")],
)
def test_no_page_is_wider_than_its_window(server, chromium, language, size, scheme):
    with reader_at(server, chromium, language, viewport=SIZES[size], color_scheme=scheme) as reader:
        page = reader.page
        for path in ("articles", "compare", "settle", "reports", "account", f"annotate?article={reader.article}"):
            page.goto(f"{server.url}/{path}")
            expect(page.locator("[data-testid=stMainBlockContainer]")).to_be_visible(timeout=20_000)
            page.wait_for_load_state("networkidle")
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), path
            direction = page.locator(".stApp").evaluate("element => getComputedStyle(element).direction")
            assert direction == ("rtl" if language == "ar" else "ltr")
            rail = page.locator("[data-testid=stSidebar]").bounding_box()  # folded away on a phone, whole otherwise
            assert rail is None or rail["width"] == 0 or size == "wide"
            folded = page.evaluate("document.elementFromPoint(20, 200).closest('[data-testid=stSidebar]') === null")
            assert folded or (size == "wide" and language == "en")


def test_streamlit_adds_no_english_words_to_an_arabic_page(server, chromium):
    with reader_at(server, chromium) as reader:
        page = reader.page
        page.goto(f"{server.url}/articles?project={reader.project}")
        expect(page.get_by_role("link", name="الحساب")).to_be_visible(timeout=15_000)
        expect(page.get_by_test_id("stSidebarNavViewButton")).to_be_hidden()
        page.get_by_role("button", name="مشروع جديد").click()
        page.get_by_label("اسم المشروع").press_sequentially("نشرة")
        expect(page.get_by_test_id("InputInstructions").first).to_be_attached()
        expect(page.get_by_test_id("InputInstructions").first).to_be_hidden()
