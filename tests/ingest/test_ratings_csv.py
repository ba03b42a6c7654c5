"""Anybody's long CSV is read as they meant it, or refused with the line and the reason."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.domain.agreement.measure import Agreement
from annotator.errors import BadUpload, Invalid
from annotator.ingest.ratings_csv import Columns, read_long, torn
from annotator.services.compare.measuring import measure_file

COLUMNS = Columns("s", "r", "v")
ROWS = [(f"s{item}", f"r{who}", "ab"[(item * 7 + who * item) % 3 == 0]) for item in range(30) for who in (1, 2)]


def table(delimiter=",", end="\n", head=("s", "r", "v"), rows=ROWS):
    return end.join(delimiter.join(row) for row in [head, *rows]) + end


def measured(text, columns=COLUMNS, level="nominal", encoding="utf-8", **options) -> Agreement:
    return measure_file(text.encode(encoding), columns, "alpha", level, **options)


PLAIN = measured(table())


@pytest.mark.parametrize(
    "text",
    [
        "\ufeff" + table(),
        table(";"),
        table("\t"),
        "sep=;\n" + table(";"),
        table(end="\r\n"),
        table(end="\r"),
        table(head=(" s ", "\u200fr\u200f", "v")),
        table() + "\n  \n,,\n,,\n",
        table(head=("s", "r", "v", '"a\nnote"'), rows=[(*row, '"one\ntwo, ""three"""') for row in ROWS]),
        table(head=("note", "s", "r", "v"), rows=[("x\u2028y\x0bz\x1cé", *row) for row in ROWS]),
        table(head=("s", "r", "v", "n"), rows=[*((*row, "") for row in ROWS[:-1]), (*ROWS[-1], "x" * 2_000_000)]),
        table(rows=[(item, f"{who}\u200e", f" {said}\u200b") for item, who, said in ROWS]),
    ],
    ids="bom semicolons tabs excels-first-line crlf cr spaced-names blank-rows newlines-in-cells odd-spaces huge-cell "
    "invisible".split(),
)
def test_the_same_ratings_however_they_are_written(text):
    assert measured(text) == PLAIN


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1256"])
def test_arabic_names_and_labels_in_each_encoding_that_offices_write(encoding):
    rows = [(item, {"r1": "سلمى", "r2": "سامي"}[who], {"a": "سليم", "b": "خطأ"}[said]) for item, who, said in ROWS]
    text = table(head=("الجملة", "المراجع", "الحكم"), rows=rows)
    assert measured(text, Columns("الجملة", "المراجع", "الحكم"), encoding=encoding).value == PLAIN.value


def test_two_spellings_of_one_letter_are_one_label():
    rows = [("s1", "r1", "خطأ"), ("s1", "r2", "خطأ")]
    assert len(set(read_long(table(rows=rows), COLUMNS, "nominal").values)) == 1


@pytest.mark.parametrize(
    ("written", "number", "delimiter"),
    [
        ("٣", 3, ","),
        ("٣٫٥", 3.5, ","),
        ("3,5", 3.5, ";"),
        ("−2.5", -2.5, ","),
        ("1e3", 1000, ","),
        (" 7. ", 7, ","),
        (".5", 0.5, "\t"),
        ("١٬٠٠٠", 1000, ";"),
        ("+4", 4, ","),
    ],
)
def test_numbers_are_read_as_people_write_them(written, number, delimiter):
    assert read_long(table(delimiter, rows=[("s1", "r1", written)]), COLUMNS, "interval").values == [number]


@pytest.mark.parametrize(
    "written", ["NaN", "inf", "-Infinity", "1_000", "0x10", "95%", "1e300", "-", "n/a", '"3,5"', "1.2.3"]
)
def test_what_is_no_number_is_refused_with_its_line(written):
    with pytest.raises(Invalid) as refused:
        read_long(table(rows=[("s1", "r1", "2"), ("s1", "r2", written)]), COLUMNS, "interval")
    assert refused.value.code == "value_not_number" and refused.value.params["line"] == 3


@pytest.mark.parametrize(
    ("text", "code", "params"),
    [
        (table(head=("s", "r", "w")), "column_missing", {"name": "v", "columns": "s, r, w"}),
        (table(head=("s", "r", "v", "v")), "column_twice", {"name": "v"}),
        (table(rows=[*ROWS[:3], ("s9", "r1")]), "row_short", {"line": 5}),
        (table(rows=[*ROWS[:3], ("", "r1", "a")]), "cell_empty", {"line": 5, "name": "s"}),
        (table(rows=[*ROWS[:3], ("s9", " ", "a")]), "cell_empty", {"line": 5, "name": "r"}),
        ("sep=,\n" + table(rows=[("s9", "", "a")]), "cell_empty", {"line": 3, "name": "r"}),
        (table(rows=[*ROWS[:3], ("s9", "r1", '"a'), *ROWS[3:]]), "row_unreadable", {"line": 5}),
        (table(rows=[("s9", "r1", '"a\nb"c'), *ROWS]), "row_unreadable", {"line": 2}),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place(text, code, params):
    with pytest.raises(Invalid) as refused:
        read_long(text, COLUMNS, "nominal")
    assert refused.value.code == code and refused.value.params == params


def test_names_of_clusters_may_not_be_empty_either():
    text = table(head=("s", "r", "v", "c"), rows=[("s1", "r1", "a", "")])
    with pytest.raises(Invalid) as refused:
        read_long(text, Columns("s", "r", "v", "c"), "nominal")
    assert refused.value.params == {"line": 2, "name": "c"}


def test_an_empty_file_and_a_damaged_one_are_refused():
    for data in (b"", b" \n\n", b"PK\x03\x04...", "s,r,v\ns1,سلمى,a\n".encode()[:-6] + b"\xd8,a\n"):
        with pytest.raises(BadUpload):
            measure_file(data, COLUMNS, "alpha", "nominal")


def test_a_header_alone_and_one_row_have_no_figure_and_say_why():
    assert measured("s,r,v\n").flags == ("no_data",)
    assert measured("s,r,v\ns1,r1,a\n").flags == ("fewer_than_two_reviewers",)


def test_free_text_taken_for_labels_is_refused_before_it_fills_the_memory():
    rows = [(f"s{item}", f"r{who}", f"text {item} {who}") for item in range(3_000) for who in (1, 2)]
    with pytest.raises(Invalid, match="values_too_many"):
        measured(table(rows=rows))


def test_scores_are_compared_by_rank_too():
    rows = [(f"s{item}", f"r{who}", str((item * 37 + who * item) % 101)) for item in range(400) for who in (1, 2)]
    assert -1 <= measured(table(rows=rows), level="ordinal").value <= 1


def test_declared_categories_count_for_ac1():
    data = table(rows=ROWS).encode()
    two, five = (measure_file(data, COLUMNS, "ac1", "nominal", categories=names) for names in ("ab", "abcde"))
    assert two.value < five.value
    with pytest.raises(Invalid, match="categories_nominal"):
        measure_file(data, COLUMNS, "ac1", "interval", categories="ab")


def test_an_item_in_two_clusters_is_pointed_out():
    columns = Columns("s", "r", "v", "c")
    apart = table(head=("s", "r", "v", "c"), rows=[(*row, row[1]) for row in ROWS])
    together = table(head=("s", "r", "v", "c"), rows=[(*row, f"c{row[0]}") for row in ROWS])
    assert torn(read_long(apart, columns, "nominal")) and not torn(read_long(together, columns, "nominal"))
    assert "torn" in measured(apart, columns).flags and "torn" not in measured(together, columns).flags
    by_number = [("1", "r1", "a", "A"), ("1", "r2", "a", "A"), ("1", "r1", "a", "B"), ("1", "r2", "a", "B")]
    assert not torn(read_long(table(head=("s", "r", "v", "c"), rows=by_number), columns, "nominal"))


names = st.text(st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters='"'), min_size=1, max_size=8)


@given(st.lists(st.tuples(names, names, names), min_size=1, max_size=8), st.sampled_from(",;\t"))
def test_every_quoted_cell_comes_back(rows, delimiter):
    text = "".join(delimiter.join(f'"{cell}"' for cell in row) + "\r\n" for row in [("s", "r", "v"), *rows])
    try:
        long = read_long(text, COLUMNS, "nominal")
    except Invalid as refused:
        assert refused.code == "cell_empty"  # only invisible characters
        return
    assert len(long.items) <= len(rows)
    for item in long.items:
        assert any(item.strip() in row[0] or not row[0].isascii() for row in rows)


@given(st.text(max_size=60), st.sampled_from(["nominal", "set", "ordinal", "interval", "ratio"]))
def test_no_text_whatever_ends_in_anything_but_ratings_or_a_refusal(body, level):
    try:
        read_long("s,r,v\n" + body, COLUMNS, level)
    except Invalid as refused:
        assert refused.code in {"row_short", "row_unreadable", "cell_empty", "value_not_number"}
