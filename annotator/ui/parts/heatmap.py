"""What reviewers call the same place, as a heatmap; a click on a cell, or two choices, list its sentences."""

from typing import Any

import altair as alt
import pandas as pd
import streamlit as st

from annotator.services.compare.comparing import Comparison
from annotator.ui.context import t
from annotator.ui.parts import its_table, pictures, sentences
from annotator.ui.parts.label_table import label_names
from annotator.ui.parts.naming import Names
from annotator.ui.parts.pictures import Chart, colour, isolated

_CELL, _NAME = 34, 140  # pixels


def show(found: Comparison, names: Names) -> None:
    """The picture, the choice by keyboard, the sentences of the cell in hand, the table."""
    used = [use.label for use in found.labels]
    if not used:
        return
    st.subheader(t("compare.confusion"))
    st.caption(t("compare.confusion_how"))
    named, labels = label_names(found), [*used, ""]
    frame = _cells(found, labels, named)
    key = f"cell-{found.project.id}"
    st.session_state.setdefault(f"{key}-round", 0)
    event = pictures.put(
        _chart(frame, [isolated(named[label]) for label in labels]),
        _CELL * len(labels) + _NAME,
        on_select="rerun",
        key=f"{key}-picture",
    )
    picked = event["selection"].get("cell") or []
    if picked and picked != st.session_state.get(f"{key}-picked"):
        st.session_state[f"{key}-one"], st.session_state[f"{key}-other"] = picked[0]["one"], picked[0]["other"]
    st.session_state[f"{key}-picked"] = picked
    one, other = _choice(key, labels, named)
    if one is not None and other is not None:
        sentences.show(found, found.confusion.sentences(one, other).tolist(), names, "cell")
    rows = frame[frame["count"] > 0][["one_name", "other_name", "count"]].itertuples(index=False)
    its_table.show("confusion", [{"one": one, "other": other, "count": int(count)} for one, other, count in rows])


def _choice(key: str, labels: list[str], named: dict[str, str]) -> tuple[str | None, str | None]:
    """Two categories, or None for what isn't chosen yet."""
    columns = st.columns(2)
    chosen = [
        column.selectbox(
            t(f"compare.{side}_category"),
            labels,
            index=None,
            placeholder=t("compare.any_pair"),
            format_func=lambda label: named[label],
            key=f"{key}-{side}",
        )
        for column, side in zip(columns, ("one", "other"), strict=True)
    ]
    return chosen[0], chosen[1]


def _cells(found: Comparison, labels: list[str], named: dict[str, str]) -> pd.DataFrame:
    number = {label: place for place, label in enumerate((*found.confusion.categories, ""))}
    return pd.DataFrame(
        {
            "one": one,
            "other": other,
            "one_name": named[one],
            "other_name": named[other],
            "row": isolated(named[one]),
            "column": isolated(named[other]),
            "count": int(found.confusion.counts[number[one], number[other]]),
        }
        for one in labels
        for other in labels
        if one or other
    )


def _chart(frame: pd.DataFrame, order: list[str]) -> Chart:
    most = max(int(frame["count"].max()), 1)
    cell = alt.selection_point(name="cell", fields=["one", "other"], on="click", clear=False)
    axis: dict[str, Any] = {
        "title": None,
        "labelColor": colour("ink"),
        "ticks": False,
        "domain": False,
        "labelFontSize": 12,
    }
    x = alt.X(
        "column:N",
        sort=order[::-1] if pictures.is_rtl() else order,
        axis=alt.Axis(labelAngle=-90, labelLimit=_NAME, orient="top", **axis),
    )
    y = alt.Y("row:N", sort=order, axis=alt.Axis(labelLimit=_NAME, orient=pictures.side(), **axis))
    scale = alt.Scale(type="sqrt", domain=[0, most], range=pictures.heat())
    tips = [
        alt.Tooltip("one_name:N", title=t("compare.column.one")),
        alt.Tooltip("other_name:N", title=t("compare.column.other")),
        alt.Tooltip("count:Q", title=t("compare.column.count")),
    ]
    base = alt.Chart(frame).encode(x=x, y=y)
    squares = base.mark_rect(stroke=colour("paper"), strokeWidth=1, cursor="pointer").encode(
        color=alt.Color("count:Q", scale=scale, legend=None),
        tooltip=tips,  # on the squares alone: with one of their own the numbers would take the clicks
        strokeWidth=alt.condition(cell, alt.value(3), alt.value(1), empty=False),
        stroke=alt.condition(cell, alt.value(colour("second")), alt.value(colour("paper")), empty=False),
    )
    numbers = (
        base.transform_filter("datum.count > 0")
        .mark_text(fontSize=11, cursor="pointer")
        .encode(
            text="count:Q",
            color=alt.condition(alt.datum.count > most / 3, alt.value(colour("paper")), alt.value(colour("ink"))),
        )
    )
    return alt.layer(squares.add_params(cell), numbers)
