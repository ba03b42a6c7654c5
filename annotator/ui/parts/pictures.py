"""What all pictures share: colours for light and dark, text of either direction, the way onto the page."""

from typing import Any, Literal

import altair as alt
import streamlit as st

from annotator.ui.context import actor

Chart = alt.Chart | alt.LayerChart | alt.FacetChart
_LIGHT = {"ink": "#31333f", "faint": "#8a8d97", "paper": "#ffffff", "first": "#0b6e6e", "second": "#b4531f"}
_DARK = {"ink": "#fafafa", "faint": "#9a9da8", "paper": "#0e1117", "first": "#4fc3b8", "second": "#f0a06a"}
_FONT = "Tadqiq Sans, sans-serif"


def is_dark() -> bool:
    """Whether the browser shows the page dark."""
    return st.context.theme.type == "dark"


def colour(name: str) -> str:
    """ink, faint, paper, first or second, fit for the page's background."""
    return (_DARK if is_dark() else _LIGHT)[name]


def heat() -> list[str]:
    """From few to many, both ends readable under `ink_on_heat`."""
    return ["#123233", "#1f6f6c", "#7fe0d4"] if is_dark() else ["#e6f4f2", "#7cc4bc", "#0b6e6e"]


def is_rtl() -> bool:
    """Whether the reader's language begins at the right."""
    return actor().language == "ar"


def isolated(text: str) -> str:
    """A text inside a picture, whose own direction is left to right: each keeps its own."""
    return f"\u2067{text}\u2069" if is_rtl() else text


def side() -> Literal["left", "right"]:
    """Where lines begin, and the names of an axis stand."""
    return "right" if is_rtl() else "left"


def edge() -> dict[str, Any]:
    """Where lines of text begin: the side and how they are aligned there."""
    return {"align": side(), "x": alt.value("width" if is_rtl() else 0)}


def finished(chart: Chart, height: int) -> Chart:
    """The picture in the page's fonts, without a frame, as wide as there is room."""
    done: Chart = (
        chart.properties(height=height, width="container", padding={"left": 2, "right": 2, "top": 4, "bottom": 4})
        .configure(font=_FONT, background="transparent")
        .configure_view(stroke=None)
        .configure_text(font=_FONT)
    )
    return done


def put(chart: Chart, height: int, **options: Any) -> Any:
    """Puts a picture on the page."""
    return st.altair_chart(finished(chart, height), width="stretch", **options)
