"""The table behind a picture, to look at and to take away as CSV."""

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from annotator.ui.context import t
from annotator.ui.parts import table
from exports import csv_file
from exports.columns import Cell, Column, Report, Row


def show(name: str, rows: Sequence[Row]) -> None:
    """Folded away: the rows under their headings in words, and a button that downloads them under their own names."""
    if not rows:
        return
    with st.expander(t("compare.table")):
        shown = [{t(f"compare.column.{key}"): _shown(cell) for key, cell in row.items()} for row in rows]
        table.show(pd.DataFrame(shown).set_index(next(iter(shown[0]))))
        button(name, rows)


def button(name: str, rows: Sequence[Row]) -> None:
    """The download alone."""
    columns = tuple(Column(key, "text", "", "") for key in rows[0])
    data = b"".join(csv_file.write(rows, Report(name, "", "", columns)))
    st.download_button(
        t("compare.download"), data, f"tadqiq-{name}.csv", "text/csv", icon=":material/download:", key=f"csv-{name}"
    )


def rounded(value: float | None) -> str:
    """Two decimals; a dash where there is no figure."""
    return "—" if value is None else f"{value:.2f}"


def _shown(cell: Cell) -> str:
    if cell is None:
        return "—"
    return rounded(cell) if isinstance(cell, float) else str(cell)
