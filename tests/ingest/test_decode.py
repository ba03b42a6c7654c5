"""What comes in is read rightly or refused with one sentence; nothing is guessed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BadUpload, TadqiqError
from annotator.ingest.articles import read_article
from annotator.ingest.decode import decode
from annotator.ingest.limits import Limits
from annotator.words import say_error

LIMITS = Limits()
NEWS = "أعلنت الوزارة في بيان أن الأسعار ارتفعت 13% منذ مارس، وقال الخبير إن «الوضع صعب»؛ فهل تتدخل الحكومة؟\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("text", [NEWS, NEWS + "وكالة Reuters و BBC News\n"])
def test_the_three_encodings_are_recognised(encoding, text):
    assert decode(text.encode(encoding), LIMITS).text == text


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload_empty"),
        (b" \r\n\t ", "upload_empty"),
        ("\ufeff".encode(), "upload_empty"),
        (b"%PDF-1.7 ...", "upload_kind"),
        (b"PK\x03\x04....", "upload_kind"),
        (b"\x89PNG\r\n\x1a\n", "upload_kind"),
        (bytes(range(1, 32)) * 20, "upload_binary"),
        (b"plain text with one \x00 in a long line of letters" + b"." * 200, "text_nul"),
        ("Le café est fermé depuis l’été dernier, dit-on.".encode("cp1252"), "upload_encoding"),
        ("Правительство объявило".encode("koi8-r"), "upload_encoding"),
        (NEWS.encode()[:51] + b"\xff" + NEWS.encode()[51:], "upload_encoding"),
        (b"x" * (LIMITS.max_bytes + 1), "upload_too_large"),
    ],
)
def test_bad_bytes_are_refused_with_a_sentence_in_both_languages(data, code):
    with pytest.raises(BadUpload) as refusal:
        decode(data, LIMITS)
    assert refusal.value.code == code
    for language in ("ar", "en"):
        assert say_error(refusal.value, language).count("\n") == 0


@given(st.binary(max_size=400))
def test_no_bytes_at_all_raise_anything_else(data):
    try:
        read_article(decode(data, LIMITS).text, language=None, title=None, unwrap_lines=False, limits=LIMITS)
    except TadqiqError as error:
        assert say_error(error, "ar")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("", "upload_empty"),
        ("\u200f\u200f", "article_no_sentences"),
        ("نص\ud83d", "text_surrogate"),
        ("نص\0", "text_nul"),
        ("ن" * 10_000_000, "article_too_long"),
        ("جملة. " * 21_000, "article_too_many_sentences"),
    ],
)
def test_a_bad_text_is_refused_too(text, code):
    with pytest.raises(TadqiqError) as refusal:
        read_article(text, language=None, title=None, unwrap_lines=False, limits=LIMITS)
    assert refusal.value.code == code


def test_a_text_without_title_is_called_by_its_first_words():
    draft = read_article("عنوان قصير\n" + NEWS, language=None, title=None, unwrap_lines=False, limits=LIMITS)
    assert (draft.title, draft.language) == ("عنوان قصير", "ar")
    long = read_article("كلمة " * 60, language="ar", title=None, unwrap_lines=False, limits=LIMITS)
    assert long.title.endswith("…") and len(long.title) <= 81
