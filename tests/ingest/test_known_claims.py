"""Collections of known claims, as people have them: columns under many names, rows that are not as they should be."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BadUpload, Invalid, TadqiqError
from annotator.ingest.known_claims import read

HEAD = "id,claim,title,verdict,url,publisher,date,language\n"
ROW = "k1,ارتفعت الأسعار 30%,هل ارتفعت؟,خطأ,https://example.org/1,مرصد,2026-01-31,ar\n"


def told(text):
    return [(one.code, one.line) for one in read(text.encode()).amiss]


def test_every_column_is_read():
    (row,) = read((HEAD + ROW).encode()).rows
    assert vars(row) == {
        "key": "k1",
        "claim": "ارتفعت الأسعار 30%",
        "title": "هل ارتفعت؟",
        "verdict": "خطأ",
        "url": "https://example.org/1",
        "publisher": "مرصد",
        "date": "2026-01-31",
        "language": "ar",
    }


@pytest.mark.parametrize(
    "head",
    [
        "Claim ID;Claim text;Headline;Rating;Link;Source;Review date;Lang",
        "المعرّف;الادعاء;العنوان;الحكم;الرابط;الناشر;التاريخ;اللغة",
        "vclaim_id\tvclaim\ttitle\ttruth_rating\treview_url\tfact checker\tdatePublished\tinLanguage",
    ],
)
def test_columns_may_have_the_names_that_people_give_them(head):
    delimiter = "\t" if "\t" in head else ";"
    assert read(f"{head}\n{ROW.replace(',', delimiter)}".encode()).rows == read((HEAD + ROW).encode()).rows


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1256"])
def test_encodings_are_recognised(encoding):
    assert read((HEAD + ROW * 1).encode(encoding)).rows == read((HEAD + ROW).encode()).rows


def test_one_json_object_a_line_is_read_alike():
    cells = dict(zip(HEAD.strip().split(","), ROW.strip().split(","), strict=True))
    text = "\ufeff" + json.dumps({**cells, "tags": ["x"], "more": None}) + "\n\nno json\n[1]\n{}\n"
    found = read(text.encode())
    assert found.rows == read((HEAD + ROW).encode()).rows
    assert [(one.code, one.line) for one in found.amiss] == [("no_object", 3), ("no_object", 4), ("claim_empty", 5)]


def test_bad_rows_are_told_with_the_line_they_begin_in_and_the_others_come_in():
    text = (
        HEAD
        + '"a","two\nlines",,,,,,\n'
        + "b,,,,,,,\n"
        + "a,other words,,,,,,\n"
        + "c,short\n"
        + f"d,{'x' * 10_001},,,,,,\n"
        + "e,prices fell,,,javascript:alert(1),,31 January,English\n"
        + "\nf,prices rose,,,,,٢٠٢٦/٠١/٣١,\n"
        + "g,prices stood,,,,,2026-13-01,\n"
    )
    assert told(text) == [
        ("claim_empty", 4),
        ("twice", 5),
        ("cells", 6),
        ("too_long", 7),
        ("url_bad", 8),
        ("date_bad", 8),
        ("language_bad", 8),
        ("date_bad", 11),
    ]
    rows = {row.key: row for row in read(text.encode()).rows}
    assert list(rows) == ["a", "e", "f", "g"] and rows["a"].claim == "two\nlines"
    assert rows["e"].url == rows["e"].date == "" and rows["f"].date == "2026-01-31"


@pytest.mark.parametrize(
    ("date", "kept"), [("2026", "2026"), ("2026-05", "2026-05"), ("2026-05-01T10:00:00Z", "2026-05-01")]
)
def test_a_date_may_be_a_year_a_month_or_have_a_time(date, kept):
    assert read(f"claim,date\nprices rose,{date}\n".encode()).rows[0].date == kept


def test_without_ids_the_same_words_at_the_same_address_are_the_same_claim():
    text = "claim,url\nPrices rose,https://a.org/1\nprices  ROSE,https://a.org/1\nPrices rose,https://a.org/2\n"
    found = read(text.encode())
    assert len({row.key for row in found.rows}) == len(found.rows) == 2 and found.amiss[0].code == "twice"
    assert read(text.encode()).rows == found.rows


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload_empty"),
        (b"a,b\n1,2\n", "column_missing"),
        (b"claim\n\n", "known_claims_none"),
        (b"\x89PNG\r\n\x1a\n", "upload_kind"),
        (b'{"a": 1}\n', "known_claims_none"),
    ],
)
def test_a_file_without_claims_is_refused_in_one_sentence(data, code):
    with pytest.raises((BadUpload, Invalid)) as refused:
        read(data)
    assert refused.value.code == code


@given(
    st.one_of(
        st.binary(max_size=200),
        st.text(max_size=200).map(lambda text: f"claim,url,date\n{text}".encode("utf-8", "replace")),
    )
)
def test_any_bytes_are_read_or_refused(data):
    try:
        found = read(data)
    except TadqiqError:
        return
    assert found.rows and all(row.claim for row in found.rows)
