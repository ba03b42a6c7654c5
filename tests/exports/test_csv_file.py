"""What was written is read back equal, and nothing in it runs."""

import csv
import io
import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Invalid
from exports.columns import Column, Report
from exports.csv_file import read, write

REPORT = Report("r", "", "", (Column("a", "text", "", ""), Column("b", "text", "", "")))
TEXT = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.text(st.sampled_from(list("=+-@'\t\r\n\"،, ＝a"))),
)
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")


@given(st.lists(st.tuples(TEXT, TEXT)))
def test_any_text_comes_back_as_it_was(pairs):
    rows = [{"a": a, "b": b} for a, b in pairs]
    assert read(b"".join(write(rows, REPORT))) == rows


@given(TEXT)
def test_no_cell_begins_like_a_formula(text):
    data = b"".join(write([{"a": text, "b": text}], REPORT)).decode("utf-8-sig")
    cells = [cell for row in csv.reader(io.StringIO(data, newline="")) for cell in row]
    assert not any(cell.startswith(DANGEROUS) for cell in cells)


STARTS = [
    *"=+-@＝＋－＠﹦﹢﹣﹫\t\r\n'\"|;,%",
    "=cmd|' /C calc'!A0",
    "=HYPERLINK(",
    "@SUM(",
    "+1+",
    "-2-",
    "DDE(",
    "\t=",
    "''=",
]
BEFORE = [
    "",
    *" \t\r\n\v\f'\"\u00a0\u3000\ufeff\u200b\u200e\u202e\u2060\u00ad\x01\x1f\x85\ufe0f\U000e0041",
    "''",
    "' '",
]
INSIDE = ["", "1+1", "نص", ";=1+1", '","=1+1', "\n=1+1", "\r\n=1+1", "'", '"', "a,b", "\t=1"]
RUNS = re.compile(r"[^\w(\[{<>|;,%!?#$^&*/\\.:~`«»،؛؟]*[=+\-@＝＋－＠﹦﹢﹣﹫]|[\t\r\n]")


def test_ten_thousand_hostile_cells_neither_run_nor_change():
    chance = random.Random(5)
    parts = (BEFORE, BEFORE, STARTS, INSIDE, INSIDE)
    rows = [{name: "".join(map(chance.choice, parts)) for name in "ab"} for _ in range(10_000)]
    data = b"".join(write(rows, REPORT))
    assert read(data) == rows
    cells = [cell for row in csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")) for cell in row]
    assert len(cells) == 2 * 10_001, "no cell breaks out of its place"
    assert [cell for cell in cells if not cell.startswith("'") and RUNS.match(cell)] == []


def test_excel_sees_utf_8_and_its_own_line_ends():
    data = b"".join(write([{"a": "نص", "b": None}], REPORT))
    assert data == "\ufeffa,b\r\nنص,\r\n".encode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'a,b\r\n"open,1\r\n', b"a,b\r\n1\r\n"])
def test_another_file_is_refused(data):
    with pytest.raises(Invalid):
        read(data)
