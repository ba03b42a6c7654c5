"""A file in Google's MQM TSV is read whole: repaired where it can be, with every repair noted, else refused."""

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import BadUpload, TadqiqError
from annotator.ingest import mqm_rows
from annotator.ingest.mqm_tsv import read
from annotator.words import LANGUAGES, say_error, words
from tests.ingest.mqm import LEGACY, MAROT, ROW, error, tsv


def only(data):
    """The one item of a file, and the kinds of repair."""
    found = read(data)
    ((item,),) = [document.items for document in found.documents]
    return item, [repair.kind for repair in found.repairs]


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize("bom", [b"", b"\xef\xbb\xbf"])
@pytest.mark.parametrize("header", [LEGACY, MAROT, MAROT[::-1], LEGACY[:-1], (*MAROT[:-1], "metadata", "# see there")])
def test_both_headers_are_read_in_any_order_of_columns(header, bom, end, pack):
    row = {**error(comment=""), "# see there": ""}
    item, repairs = only(pack(tsv(row, {"rater": "r2", "# see there": ""}, header=header, end=end, bom=bom)))
    (found,) = item.ratings["r1"].errors
    assert (item.source, item.target) == ("one two", "eins zwei")
    assert (found.side, found.start, found.end, found.category, found.severity) == (
        "translation",
        0,
        4,
        "grammar",
        "minor",
    )
    assert item.ratings["r2"].errors == [] and repairs == []


def test_the_first_line_may_be_a_row_already():
    for width in (9, 10):
        data = tsv(error(), {"rater": "r2"}, header=LEGACY[:width]).split(b"\n", 1)[1]
        item, repairs = only(data)
        assert repairs == ["header_missing"] and list(item.ratings) == ["r1", "r2"]


def test_the_columns_may_go_by_the_names_of_another_years_set():
    names = {
        "system": "system_id",
        "doc": "document_id",
        "doc_id": "doc_segment_id",
        "rater": "rater_id",
        "target": "candidate",
    }
    first, rest = tsv(error(), header=tuple(name for name in LEGACY if name != "seg_id")).split(b"\n", 1)
    renamed = "\t".join(names.get(name, name) for name in first.decode().split("\t")).encode()
    assert only(renamed + b"\n" + rest)[1] == []


def test_rows_may_lack_the_last_columns_that_nobody_needs():
    data = tsv(error()).replace(b"\tMinor\t\n", b"\tMinor\n")
    assert only(data)[1] == []


def test_nothing_is_unquoted_or_trimmed():
    item, repairs = only(tsv(error('"eins" <v>"zwei </v>', source='"one ')))
    assert (item.source, item.target) == ('"one ', '"eins" "zwei ') and repairs == []
    assert item.ratings["r1"].errors[0].end == 13


def test_a_mark_in_the_source_is_an_error_of_the_source():
    item, _ = only(tsv(error("eins zwei", source="<v>one</v> two", category="Accuracy/Omission")))
    (found,) = item.ratings["r1"].errors
    assert (found.side, found.start, found.end) == ("source", 0, 3) and item.source == "one two"


def test_an_attention_check_is_counted_apart_and_rates_nothing():
    check = {"category": "Found", "severity": "HOTW-test", "target": "eins drei"}
    found = read(tsv(check, {"rater": "r2"}))
    ((item,),) = [document.items for document in found.documents]
    assert found.checks == {"r1": {"found": 1}} and list(item.ratings) == ["r2"]
    assert item.target == "eins zwei" and found.repairs == []


def test_an_item_that_only_a_check_has_is_there_without_ratings():
    item, _ = only(tsv({"category": "Missed", "severity": "HOTW-test"}))
    assert item.ratings == {} and item.target == "eins zwei"


@pytest.mark.parametrize(
    ("rows", "kind"),
    [
        ([error("<v>eins zwei")], "mark_unclosed"),
        ([error("eins zwei</v>")], "mark_unopened"),
        ([error("<v>eins</v> <v>zwei</v>")], "marks_several"),
        ([error("<v></v>eins zwei")], "mark_empty"),
        ([error("eins zwei")], "mark_missing"),
        ([error(source="<v>one</v> two")], "marks_both_sides"),
        ([error("<v>eins</v> zwei "), {}], "target_spaces"),
        ([error("<v>eins</v> drei"), {}], "target_differs"),
        ([error(), {"source": "one  two"}], "source_spaces"),
        ([error(), {"source": "three"}], "source_differs"),
        ([error("")], "target_blank"),
        ([error(category="fluency/grammar")], "category_alias"),
        ([error(category="Fluency/Word order")], "category_within"),
        ([error(category="Joke")], "category_unknown"),
        ([error(severity="MINOR")], "severity_alias"),
        ([error(severity="Moderate")], "severity_unknown"),
        ([error(), {}], "clean_with_errors"),
        ([error(), error()], "row_twice"),
        ([error(), {"rater": ""}], "rater_missing"),
        ([error(), {"category": "", "severity": ""}], "judgement_missing"),
        ([error(system=" A")], "name_trimmed"),
        ([error(comment="a\tb")], "cells_extra"),
    ],
)
def test_what_is_amiss_is_repaired_and_told(rows, kind):
    item, repairs = only(tsv(*rows))
    assert kind in repairs and "r1" in item.ratings
    assert len(item.ratings["r1"].errors) == 2 if kind == "row_twice" else len(item.ratings["r1"].errors) == 1
    assert all(f"import.repair.{name}" in words(language) for name in repairs for language in LANGUAGES)


def test_a_row_that_is_cut_off_is_left_out_and_told():
    found = read(tsv(error()) + b"A\ttalk\t1\n")
    assert [(repair.kind, repair.line) for repair in found.repairs] == [("row_short", 3)]


def test_what_a_label_cannot_say_stands_in_the_comment():
    item, _ = only(tsv(error(category="Joke", severity="Moderate", comment="why")))
    (found,) = item.ratings["r1"].errors
    assert (found.category, found.severity, found.comment) == ("other", "neutral", "[Joke] [Moderate] why")


def test_a_marks_words_are_found_again_in_the_items_text():
    item, repairs = only(tsv(error("ganz anders <v>zwei</v>"), error(), error(rater="r2"), {"rater": "r3"}))
    moved = item.ratings["r1"].errors[0]
    assert item.target == "eins zwei" and item.target[moved.start : moved.end] == "zwei"
    assert "mark_by_quote" in repairs
    whole = only(tsv(error("ganz <v>anders</v>"), error(), error(rater="r2")))
    assert (whole[0].ratings["r1"].errors[0].start, whole[0].ratings["r1"].errors[0].end) == (0, 9)
    assert "mark_on_sentence" in whole[1]


def test_segments_stand_in_the_order_of_their_numbers_and_are_told_apart_by_both():
    rows = [
        {"doc_id": part, "seg_id": segment, "source": f"{part} {segment}"}
        for part, segment in (("10", "3"), ("2", "9"), ("2", "1"))
    ]
    (document,) = read(tsv(*rows)).documents
    assert [item.source for item in document.items] == ["2 1", "2 9", "10 3"]
    words_for_numbers = [{"doc_id": part, "source": part} for part in ("b", "a")]
    (document,) = read(tsv(*words_for_numbers)).documents
    assert [item.source for item in document.items] == ["b", "a"]


def test_a_number_may_come_again_in_another_document():
    header = tuple(name for name in LEGACY if name != "doc_id")
    found = read(tsv({"seg_id": "1"}, {"seg_id": "1", "doc": "other"}, header=header))
    assert [(document.doc, len(document.items)) for document in found.documents] == [("talk", 1), ("other", 1)]


def test_the_note_and_the_correction_of_the_metadata_are_kept():
    data = tsv(error(comment='{"note": "hm\\nso", "corrected_translation": "drei", "timing": {}}'), header=MAROT)
    item, _ = only(data)
    assert (item.ratings["r1"].errors[0].comment, item.ratings["r1"].note) == ("hm\nso", "drei")
    assert only(tsv(error(comment="plain note"), header=MAROT))[0].ratings["r1"].errors[0].comment == "plain note"
    for bad in ('{"note": ', '{"note": "\\ud800"}', '{"note": "\\u0000"}', '{"note": ' + "[" * 100_000):
        broken = only(tsv(error(comment=bad), header=MAROT))
        assert broken[1] == ["metadata_bad"] and broken[0].ratings["r1"].errors[0].comment == ""


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "upload_empty"),
        (b"title,text\nnews,bridge\n", "mqm_header_bad"),
        (tsv(header=LEGACY), "mqm_no_ratings"),
        (tsv({"rater": ""}), "mqm_no_ratings"),
        (tsv(header=tuple(name for name in LEGACY if name not in ("doc_id", "seg_id"))), "mqm_header_bad"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "upload_kind"),
        (bytes(range(256)) * 4, "upload_binary"),
        (gzip.compress(tsv({}), mtime=0)[:-20], "import_gzip_bad"),
        (b"\x1f\x8bno gzip", "import_gzip_bad"),
        (tsv({})[:40] + b"\xff" + tsv({})[40:], "upload_encoding"),
    ],
)
def test_another_file_is_refused_with_one_sentence(data, code):
    with pytest.raises(BadUpload) as refusal:
        read(data)
    assert refusal.value.code == code
    assert all("\n" not in say_error(refusal.value, language) for language in LANGUAGES)


@pytest.mark.parametrize("pack", [bytes, gzip.compress])
def test_a_file_that_is_too_large_unpacked_is_refused(monkeypatch, pack):
    monkeypatch.setattr(mqm_rows, "MAX_BYTES", 1_000)
    with pytest.raises(BadUpload) as refusal:
        read(pack(tsv(*[error()] * 50)))
    assert refusal.value.code == "import_too_large"


@given(st.binary(max_size=400), st.booleans())
def test_any_bytes_are_read_or_refused(data, as_rows):
    try:
        read(tsv() + data if as_rows else data)
    except TadqiqError as refusal:
        assert say_error(refusal, "en")


CELL = st.text(st.characters(codec="utf-8", exclude_characters="\t\n\r\0"), max_size=12)
MARKED = st.lists(st.one_of(CELL, st.sampled_from(["<v>", "</v>", " "])), max_size=6).map("".join)
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "system": st.sampled_from("AB"),
            "seg_id": st.sampled_from("123"),
            "rater": st.sampled_from(["r1", "r2", ""]),
            "source": MARKED,
            "target": MARKED,
            "category": st.one_of(CELL, st.just("Fluency/Grammar")),
            "severity": st.sampled_from(["Minor", "major", "No-error", "HOTW-test", "Odd", ""]),
            "comment": CELL,
        }
    ),
    min_size=1,
    max_size=12,
)


@given(ROWS)
def test_every_row_is_an_error_a_rating_a_check_or_is_told_and_every_mark_lies_in_its_text(rows):
    rows = [{**row, "doc_id": row["seg_id"]} for row in rows]
    try:
        found = read(tsv(*rows))
    except BadUpload as refusal:
        assert refusal.code == "mqm_no_ratings"
        return
    items = [item for document in found.documents for item in document.items]
    errors = [(item, error) for item in items for rating in item.ratings.values() for error in rating.errors]
    told = [repair for repair in found.repairs if repair.kind in ("rater_missing", "judgement_missing")]
    clean = sum(row["severity"] == "No-error" and row["rater"] != "" for row in rows)
    checks = sum(check.total() for check in found.checks.values())
    assert len(errors) + len(told) + clean + checks == len(rows)
    assert len(items) == len({(row["system"], row["seg_id"]) for row in rows if _says_something(row)})
    for item, one in errors:
        text = item.target if one.side == "translation" else item.source
        assert 0 <= one.start <= one.end <= len(text)


def _says_something(row):
    return row["rater"] and (row["severity"].strip() or row["category"].strip())


def test_the_rows_of_the_tests_are_as_the_format_has_them():
    assert set(ROW) == set(LEGACY)
