"""One sentence for each question, and alpha and AC1 as dots against Krippendorff's two bounds."""

import altair as alt
import pandas as pd
import streamlit as st

from annotator.domain.agreement.flags import FEWEST_ITEMS
from annotator.domain.agreement.intervals import BOUNDS
from annotator.domain.agreement.kinds import Measure
from annotator.services.compare.comparing import Compared, Comparison
from annotator.services.compare.measuring import in_one_sentence
from annotator.ui.context import actor, t
from annotator.ui.parts import its_table, pictures
from annotator.ui.parts.pictures import Chart, colour, isolated

_ROW = 52  # pixels for each question: its words above its two dots
_LINES: dict[Measure, float] = {"alpha": 0.05, "ac1": 0.3}  # where a measure's dot stands in its row


def show(found: Comparison) -> None:
    """The sentences, the dots, the note on prevalence, the table."""
    for one in found.questions:
        st.text(in_one_sentence(one.question, one.figures["alpha"], actor().language))
    st.subheader(t("compare.figures"))
    shown = [one for one in found.questions if _has_dots(one)]
    if shown:
        pictures.put(_chart(shown), _ROW * len(shown) + 90)
        st.caption(t("compare.bounds"))
    parted = [t(f"compare.{one.question}") for one in shown if "prevalence" in one.figures["alpha"].flags]
    if parted:
        st.info(t("compare.prevalence", questions=" · ".join(parted)))
    its_table.show("agreement", [_row(one, kind) for one in found.questions for kind in one.figures])


def _has_dots(one: Compared) -> bool:
    return any(figure.value is not None and figure.n_items >= FEWEST_ITEMS for figure in one.figures.values())


def _chart(shown: list[Compared]) -> Chart:
    frame = pd.DataFrame([_dot(one, row, kind) for row, one in enumerate(shown) for kind in _LINES]).dropna(
        subset=["value"]
    )
    words = pd.DataFrame(
        [{"y": row - 0.25, "words": isolated(t(f"compare.{one.question}"))} for row, one in enumerate(shown)]
    )
    least = float(frame[["value", "low"]].min().min())
    x = alt.Scale(domain=[min(0.0, least), 1.0], nice=False, reverse=pictures.is_rtl())
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.5, len(shown) - 0.5], reverse=True, nice=False))
    names = [isolated(t(f"compare.{kind}")) for kind in _LINES]
    hue = alt.Color(
        "measure:N",
        scale=alt.Scale(domain=names, range=[colour("first"), colour("second")]),
        legend=alt.Legend(orient="top", title=None, labelColor=colour("ink")),
    )
    shape = alt.Shape(
        "measure:N",
        scale=alt.Scale(domain=names, range=["circle", "diamond"]),
        legend=alt.Legend(title=None, orient="top"),
    )
    axis = alt.Axis(values=[0, 0.2, 0.4, 0.6, 0.8, 1], title=None, labelColor=colour("ink"), gridOpacity=0.25)
    tips = [
        alt.Tooltip("question:N", title=t("compare.column.question")),
        alt.Tooltip("measure:N", title=t("compare.column.measure")),
        alt.Tooltip("said:N", title=t("compare.column.value")),
        alt.Tooltip("n_items:Q", title=t("compare.column.n_items")),
    ]
    base = alt.Chart(frame)
    bounds = alt.Chart(pd.DataFrame({"bound": BOUNDS})).mark_rule(strokeDash=[4, 4], color=colour("faint"))
    spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=x, axis=axis), x2="high:Q", y=y, color=hue)
    dots = base.mark_point(filled=True, size=90, opacity=1).encode(
        x=alt.X("value:Q", scale=x, axis=axis), y=y, color=hue, shape=shape, tooltip=tips
    )
    edge = pictures.edge()
    said = alt.Chart(words).mark_text(align=edge["align"], baseline="middle", fontSize=13, color=colour("ink"))
    return alt.layer(
        bounds.encode(x=alt.X("bound:Q", scale=x, axis=axis)),
        spans,
        dots,
        said.encode(x=edge["x"], y=y, text="words:N"),
    )


def _dot(one: Compared, row: int, kind: Measure) -> dict[str, object]:
    figure = one.figures[kind]
    value = figure.value if figure.n_items >= FEWEST_ITEMS else None
    interval = (
        f" ({figure.ci_low:.2f} – {figure.ci_high:.2f})"
        if figure.ci_low is not None and figure.ci_high is not None
        else ""
    )
    return {
        "question": isolated(t(f"compare.{one.question}")),
        "measure": isolated(t(f"compare.{kind}")),
        "value": value,
        "low": figure.ci_low,
        "high": figure.ci_high,
        "n_items": figure.n_items,
        "said": f"{its_table.rounded(value)}{interval}",
        "y": row + _LINES[kind],
    }


def _row(one: Compared, kind: Measure) -> dict[str, str | int | float | None]:
    figure = one.figures[kind]
    return {
        "question": t(f"compare.{one.question}"),
        "measure": t(f"compare.{kind}"),
        "value": figure.value,
        "low": figure.ci_low,
        "high": figure.ci_high,
        "n_items": figure.n_items,
        "n_reviewers": figure.n_reviewers,
        "flags": " ".join(t(f"agreement.flag.{flag}") for flag in figure.flags),
    }
