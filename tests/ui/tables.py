"""The tables on a page, as the browser gets them."""

import json

from streamlit.testing.v1 import AppTest


def tables(app: AppTest) -> list[list[dict[str, str]]]:
    """The rows of each table of the page, their cells by column."""
    mounted = [json.loads(component.proto.json) for component in app.get("bidi_component")]
    return [
        [dict(zip(data["columns"], row, strict=True)) for row in data["rows"]] for data in mounted if "rows" in data
    ]
