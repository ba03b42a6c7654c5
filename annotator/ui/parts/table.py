"""A table whose cells are text and nothing else. `st.table` reads them as Markdown."""

import hashlib
import json
from dataclasses import dataclass

import pandas as pd

from annotator.domain.text import direction
from annotator.ui import pane
from annotator.ui.context import actor


@dataclass(frozen=True)
class Link:
    """A cell that leads to an address of our own pages."""

    text: str
    address: str


def show(frame: pd.DataFrame) -> None:
    """Draws the frame, its index as the first column."""
    columns = [str(frame.index.name or ""), *map(str, frame.columns)]
    rows = [[_cell(cell) for cell in row] for row in frame.itertuples()]
    data = {"columns": columns, "rows": rows, "direction": direction(actor().language)}
    version = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]  # other cells are another table
    pane.mount("table.js", f"table-{version}", data)


def _cell(cell: object) -> str | list[str]:
    return [cell.text, cell.address] if isinstance(cell, Link) else str(cell)
