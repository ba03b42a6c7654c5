"""A Word document gives its text as a reader of it would see it."""

import pytest

from annotator.errors import BadUpload
from annotator.ingest.docx import read_docx
from annotator.ingest.files import read_file
from annotator.ingest.limits import Limits
from tests.ingest.docx import document, docx, packed

LIMITS = Limits()
NEWS = "أعلنت الوزارة أن الأسعار ارتفعت 13% منذ مارس.\n\nPrices rose, <he> said & left."


def read(body: str) -> str:
    return read_docx(packed(document(body)), LIMITS)


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t xml:space='preserve'>{text}</w:t></w:r>"


def test_a_paragraph_is_a_line_and_reads_back_as_it_was_written():
    assert read_file(docx(NEWS), LIMITS) == NEWS


def test_tables_are_read_in_their_place():
    cells = "".join(f"<w:tc><w:p>{run(word)}</w:p></w:tc>" for word in ("a", "b"))
    assert read(f"<w:p>{run('before')}</w:p><w:tbl><w:tr>{cells}</w:tr></w:tbl><w:p>{run('after')}</w:p>") == (
        "before\na\nb\nafter"
    )


def test_what_was_deleted_moved_away_or_hidden_is_left_out_and_what_was_inserted_is_in():
    deleted = f"<w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom>{run('gone')}</w:moveFrom>"
    inserted = f"<w:ins>{run('new')}</w:ins><w:moveTo>{run(' here')}</w:moveTo>"
    hidden = run("unseen", "<w:vanish/>") + run(" shown", '<w:vanish w:val="0"/>')
    assert read(f"<w:p>{deleted}{inserted}{hidden}</w:p>") == "new here shown"


def test_paragraphs_whose_break_was_deleted_are_one():
    broken = f"<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{run('one ')}</w:p><w:p>{run('line')}</w:p>"
    assert read(broken) == "one line"


def test_signs_that_are_elements_are_read():
    assert read("<w:p><w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t></w:r></w:p>") == "a\tb\nc"
    assert read("<w:p><w:pPr><w:tabs><w:tab/></w:tabs></w:pPr><w:r><w:t>a</w:t></w:r></w:p>") == "a"


def test_field_codes_and_fallbacks_are_not_text():
    field = "<w:r><w:instrText>HYPERLINK x</w:instrText></w:r>" + run("link")
    box = f"<mc:AlternateContent><mc:Choice>{run('!')}</mc:Choice><mc:Fallback>{run('!')}</mc:Fallback>"
    assert read(f"<w:p>{field}{box}</mc:AlternateContent></w:p>") == "link!"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"PK\x03\x04....", "docx_damaged"),
        (packed("no xml"), "docx_damaged"),
        (packed(document("<w:p>")), "docx_damaged"),
        (docx(NEWS)[:-30], "docx_damaged"),
        (docx(""), "upload_empty"),
        (docx(" \n\t"), "upload_empty"),
        (packed(document("")).replace(b"word/document.xml", b"word/docuWent.xml"), "upload_kind"),
    ],
)
def test_what_is_no_sound_document_is_refused(data, code):
    with pytest.raises(BadUpload) as refusal:
        read_file(data, LIMITS)
    assert refusal.value.code == code
