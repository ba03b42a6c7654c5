"""Reviewers two by two: alpha above the diagonal, shared sentences below, and each against all the others."""

from collections.abc import Iterator
from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from annotator.domain.agreement.flags import FEWEST_ITEMS
from annotator.domain.reviewers import Pair
from annotator.services.compare.comparing import Comparison
from annotator.ui import context
from annotator.ui.context import t
from annotator.ui.parts import its_table, pictures
from annotator.ui.parts.naming import Names
from annotator.ui.parts.pictures import Chart, colour, isolated

_ROW, _NAME, _LINES = 64, 0.38, 6  # pixels; the part of a row that names take; hatching lines in a cell
_FIGURES = (
    "n alpha_issue_found kappa_issue_found kappa_major_found character_f1 character_f1_visible span_f1_exact"
    " span_f1_overlap"
).split()


def show(found: Comparison, names: Names) -> None:
    """The picture, its reading, the table of all pairs."""
    st.subheader(t("compare.reviewers"))
    st.caption(t("compare.matrix_how"))
    pictures.put(_chart(found, names), _ROW * len(found.cards) + 60)
    its_table.show("pairs", [_row(pair, names) for pair in found.pairs])


def _row(pair: Pair, names: Names) -> dict[str, str | int | float | None]:
    return {"first": names[pair.first], "second": names[pair.second], **{key: getattr(pair, key) for key in _FIGURES}}


def _chart(found: Comparison, names: Names) -> Chart:
    """Rows are reviewers, their names above their cells; columns are their numbers, then the two summaries."""
    size = len(found.cards)
    cells = list(_cells(found, names))
    x = alt.Scale(domain=[0, size + 2], nice=False, reverse=pictures.is_rtl())
    y = alt.Scale(domain=[0, size], nice=False, reverse=True)
    top = _heads(size)
    base = alt.Chart(pd.DataFrame(cells)).encode(
        x=alt.X("left:Q", scale=x, axis=top),
        y=alt.Y("top:Q", scale=y, axis=None),
        tooltip=alt.Tooltip("tip:N", title=" "),
    )
    heat = alt.Color("heat:Q", scale=alt.Scale(domain=[0, 1], range=pictures.heat(), clamp=True), legend=None)
    squares = base.mark_rect(stroke=colour("paper"), strokeWidth=2).encode(
        x2="right:Q", y2="bottom:Q", color=alt.condition("isValid(datum.heat)", heat, alt.value("#88888822"))
    )
    numbers = base.mark_text(fontSize=13, baseline="middle").encode(
        x=alt.X("middle:Q", scale=x, axis=top),
        y=alt.Y("line:Q", scale=y, axis=None),
        text="text:N",
        color=alt.condition("datum.heat > 0.6", alt.value(colour("paper")), alt.value(colour("ink"))),
    )
    lines = pd.DataFrame(_hatches(cells), columns=["x", "y", "x2", "y2"])
    hatches = alt.Chart(lines).mark_rule(color=colour("faint"), strokeWidth=1)
    hatches = hatches.encode(
        x=alt.X("x:Q", scale=x, axis=top), x2="x2:Q", y=alt.Y("y:Q", scale=y, axis=None), y2="y2:Q"
    )
    return alt.layer(squares, hatches, numbers, _names(found, names, y))


def _heads(size: int) -> alt.Axis:
    """Over the columns: the reviewers' numbers, and what the last two tell."""
    heads = [str(number) for number in range(1, size + 1)]
    heads += [isolated(t("compare.with_others")), isolated(t("compare.without"))]
    return alt.Axis(
        values=[place + 0.5 for place in range(size + 2)],
        labelExpr=f"{heads!r}[datum.value - 0.5]",
        orient="top",
        title=None,
        grid=False,
        ticks=False,
        domain=False,
        labelColor=colour("ink"),
        labelOverlap=False,
    )


def _names(found: Comparison, names: Names, y: alt.Scale) -> Chart:
    """Each row's number and name, at the edge where lines begin."""
    rows = [
        {"place": row + _NAME / 2, "name": _name(names, card.reviewer, row)} for row, card in enumerate(found.cards)
    ]
    edge = pictures.edge()
    words = alt.Chart(pd.DataFrame(rows)).mark_text(fontSize=13, align=edge["align"], color=colour("ink"))
    shown: Chart = words.encode(x=edge["x"], y=alt.Y("place:Q", scale=y, axis=None), text="name:N")
    return shown


def _name(names: Names, reviewer: str, row: int) -> str:
    """A name with the number of its row, which a hidden one has already."""
    hidden = names[reviewer] != reviewer
    return isolated(names[reviewer] if hidden else f"{row + 1} {context.isolated(reviewer)}")


def _cells(found: Comparison, names: Names) -> Iterator[dict[str, Any]]:
    place = {card.reviewer: number for number, card in enumerate(found.cards)}
    for pair in found.pairs:
        first, second = place[pair.first], place[pair.second]
        tip = isolated(f"{names[pair.first]} · {names[pair.second]}")
        few = pair.n < FEWEST_ITEMS
        yield _cell(
            first, second, "" if few else its_table.rounded(pair.alpha_issue_found), tip, few, pair.alpha_issue_found
        )
        yield _cell(second, first, str(pair.n), tip, few, None)
    for number, card in enumerate(found.cards):
        name = isolated(names[card.reviewer])
        share, without = card.agreement_with_others, card.alpha_without
        yield _cell(number, len(place), "—" if share is None else f"{share:.0%}", name, False, None)
        yield _cell(number, len(place) + 1, its_table.rounded(without), name, False, None)


def _cell(row: int, column: int, text: str, tip: str, few: bool, heat: float | None) -> dict[str, Any]:
    return {
        "left": column,
        "right": column + 1,
        "middle": column + 0.5,
        "top": row + _NAME,
        "bottom": row + 1,
        "line": row + (1 + _NAME) / 2,
        "text": text,
        "tip": tip,
        "few": few,
        "heat": None if few else heat,
    }


def _hatches(cells: list[dict[str, Any]]) -> Iterator[tuple[float, float, float, float]]:
    """Slanting lines over the cells with too few sentences, cut at their edges."""
    high = 1 - _NAME
    for cell in cells:
        for number in range(1, 2 * _LINES) if cell["few"] else ():
            low, up = max(number / _LINES - 1, 0), min(number / _LINES, 1)
            yield cell["left"] + low, cell["top"] + up * high, cell["left"] + up, cell["top"] + low * high
