"""Whether reviewers come to agree: alpha of consecutive blocks of sentences, with its band."""

import altair as alt
import pandas as pd
import streamlit as st

from annotator.domain.over_time import Block
from annotator.services.compare.comparing import Comparison
from annotator.ui.context import t
from annotator.ui.parts import its_table, pictures
from annotator.ui.parts.pictures import Chart, colour


def show(found: Comparison) -> None:
    """The picture and its table, or why there is none."""
    st.subheader(t("compare.over_time"))
    if not found.blocks:
        st.text(t("compare.over_time_none"))
        return
    st.caption(t("compare.over_time_how"))
    pictures.put(_chart(found.blocks), 260)
    its_table.show("over-time", [_row(number, block) for number, block in enumerate(found.blocks, 1)])


def _row(number: int, block: Block) -> dict[str, str | int | float | None]:
    return {
        "block": number,
        "begins": f"{block.begins:%Y-%m-%d %H:%M}",
        "ends": f"{block.ends:%Y-%m-%d %H:%M}",
        "n_items": block.n,
        "alpha": block.alpha,
        "low": block.low,
        "high": block.high,
    }


def _chart(blocks: list[Block]) -> Chart:
    frame = pd.DataFrame([_row(number, block) for number, block in enumerate(blocks, 1)])
    frame["period"] = [
        t("compare.one_block", begins=begins, ends=ends)
        for begins, ends in zip(frame["begins"], frame["ends"], strict=True)
    ]
    x = alt.X(
        "block:O",
        axis=alt.Axis(title=None, labelAngle=0, labelColor=colour("ink")),
        scale=alt.Scale(reverse=pictures.is_rtl()),
    )
    low = min(0.0, float(frame[["alpha", "low"]].min().min()))
    axis = alt.Axis(title=None, orient=pictures.side(), labelColor=colour("ink"), gridOpacity=0.25)
    scale = alt.Scale(domain=[low, 1.0], nice=False)
    keys = ("period", "n_items", "alpha", "low", "high")
    heads = {"period": "block"}
    tips = [
        alt.Tooltip(
            f"{key}:{'Q' if key in ('alpha', 'low', 'high') else 'N'}",
            format=".2f" if key in ("alpha", "low", "high") else "",
            title=t(f"compare.column.{heads.get(key, key)}"),
        )
        for key in keys
    ]
    base = alt.Chart(frame).encode(x=x)
    band = base.mark_area(opacity=0.25, color=colour("first")).encode(
        y=alt.Y("low:Q", scale=scale, axis=axis), y2="high:Q"
    )
    line = base.mark_line(point=alt.OverlayMarkDef(size=70, filled=True, color=colour("first")), color=colour("first"))
    return alt.layer(band, line.encode(y=alt.Y("alpha:Q", scale=scale, axis=axis), tooltip=tips))
