"""What was written is read back equal, and nothing in it runs."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from annotator.errors import Invalid
from exports.csv_file import read, write
from exports.rows import Column, Report

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


def test_excel_sees_utf_8_and_its_own_line_ends():
    data = b"".join(write([{"a": "نص", "b": None}], REPORT))
    assert data == "\ufeffa,b\r\nنص,\r\n".encode()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b'a,b\r\n"open,1\r\n', b"a,b\r\n1\r\n"])
def test_another_file_is_refused(data):
    with pytest.raises(Invalid):
        read(data)
