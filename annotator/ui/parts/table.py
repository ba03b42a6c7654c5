"""A table whose cells are text and nothing else. `st.table` reads them as Markdown."""

import hashlib
import json

import pandas as pd

from annotator.domain.text import direction
from annotator.ui import pane
from annotator.ui.context import actor


def show(frame: pd.DataFrame) -> None:
    """Draws the frame, its index as the first column."""
    columns = [str(frame.index.name or ""), *map(str, frame.columns)]
    rows = [[str(name), *map(str, cells)] for name, *cells in frame.itertuples()]
    data = {"columns": columns, "rows": rows, "direction": direction(actor().language)}
    version = hashlib.sha256(json.dumps(data).encode()).hexdigest()[:16]  # other cells are another table
    pane.mount("table.js", f"table-{version}", data)
