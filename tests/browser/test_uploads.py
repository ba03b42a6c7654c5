"""Files are brought in by the browser: Word documents are read, bombs refused, and the server answers all the while."""

import threading

import httpx
from playwright.sync_api import expect

from annotator.words import say
from tests.faults.bombs import bombs
from tests.ingest.docx import docx

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

REFUSED = {"a billion laughs": "docx_strange", "an archive in an archive": "upload_kind", "half a file": "docx_damaged"}

# like nothing that is there already
NEWS = "افتتح المتحف قاعة جديدة. زارها ألف شخص. تضم القاعة تحفًا نادرة. تبقى مفتوحة حتى المساء. الدخول إليها مجاني."


def upload(page, name: str, data: bytes):
    page.locator("input[type=file]").first.set_input_files({"name": name, "mimeType": WORD, "buffer": data})


def adding(reader):
    reader.page.goto(f"{reader.server.url}/articles?project={reader.project}")
    expect(reader.page.locator("input[type=file]").first).to_be_attached(timeout=20_000)
    return reader.page


def test_a_word_document_becomes_an_article(reader):
    page = adding(reader)
    upload(page, "news.docx", docx(f"عنوان الخبر\n{NEWS}"))
    expect(page.locator(".cut")).to_have_count(6, timeout=20_000)
    page.get_by_role("button", name=say("adding.save", "ar")).click()
    expect(page.get_by_text(say("adding.saved", "ar", count=6))).to_be_visible(timeout=20_000)
    assert [row["article"] for row in reader.report("sentences")].count("عنوان الخبر") == 6


def test_bombs_are_refused_on_the_screen_and_the_server_answers_all_the_while(reader):
    page = adding(reader)
    answers, done = [], threading.Event()

    def ask():
        while not done.wait(0.02):
            answers.append(httpx.get(f"{reader.server.url}/health", timeout=5).status_code)

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for name, code in REFUSED.items():
            before = len(answers)
            upload(page, "b.docx", bombs()[name]())
            expect(page.get_by_text(say(f"error.{code}", "ar", kind="ZIP"))).to_be_visible(timeout=20_000)
            assert len(answers) > before, name
    finally:
        done.set()
        asking.join()
    assert set(answers) == {200}
