"""Reviewer by reviewer: strict or lenient, how each uses the categories, and how long a sentence took."""

import altair as alt
import pandas as pd
import streamlit as st

from annotator.domain.reviewers import Card, Offset
from annotator.services.compare.comparing import Comparison
from annotator.ui.context import actor, isolated, t
from annotator.ui.parts import its_table, pictures
from annotator.ui.parts.label_table import label_names
from annotator.ui.parts.naming import Names
from annotator.ui.parts.pictures import Chart, colour

_BAR = 24  # pixels
_SHOWN = 8  # categories


def show(found: Comparison, names: Names) -> None:
    """A card for each reviewer, then the table of all."""
    st.subheader(t("compare.cards"))
    st.caption(t("compare.own_use"))
    weights = found.scheme.preset(found.project.weights).name[actor().language]
    for first in range(0, len(found.cards), 2):  # row by row: on a phone columns stand under one another
        for place, column in enumerate(st.columns(2)[: len(found.cards) - first]):
            with column.container(border=True):
                _draw(found.cards[first + place], names, weights, label_names(found), first + place)
    its_table.show("reviewers", [_row(card, names) for card in found.cards])


def _draw(card: Card, names: Names, weights: str, labels: dict[str, str], number: int) -> None:
    st.text(isolated(names[card.reviewer]))
    penalty = f"{card.mean_penalty:.2f}"
    st.text(t("compare.ratings", count=card.ratings, penalty=penalty, weights=isolated(weights)))
    st.text(_offset(card.offset))
    if card.median_seconds is not None:
        st.text(t("compare.seconds", seconds=f"{card.median_seconds:g}"))
    if not card.label_shares:
        st.text(t("compare.no_issues"))
        return
    shown = sorted(card.pool_shares, key=lambda label: -card.pool_shares[label])[:_SHOWN]
    pictures.put(_chart(card, shown, labels), _BAR * len(shown) + 20, key=f"card-{number}")


def _offset(offset: Offset | None) -> str:
    if offset is None:
        return t("compare.no_shared")
    if offset.low is None or offset.high is None:
        return t("compare.unsure", value=_signed(offset.value), n=offset.n)
    facts = {"low": _signed(offset.low), "high": _signed(offset.high), "n": offset.n}
    if offset.low > 0:
        return t("compare.strict", value=_signed(offset.value), **facts)
    if offset.high < 0:
        return t("compare.lenient", value=f"{-offset.value:.2f}", **facts)
    return t("compare.neither", value=_signed(offset.value), **facts)


def _signed(value: float) -> str:
    """A mark keeps the sign before its number in right-to-left text."""
    return f"\u2066{value:+.2f}\u2069"


def _chart(card: Card, shown: list[str], labels: dict[str, str]) -> Chart:
    frame = pd.DataFrame(
        {
            "label": pictures.isolated(labels[label]),
            "own": card.label_shares.get(label, 0.0),
            "pool": card.pool_shares[label],
        }
        for label in shown
    )
    most = float(frame[["own", "pool"]].to_numpy().max())
    scale = alt.Scale(domain=[0, most], nice=False, reverse=pictures.is_rtl())
    axis = alt.Axis(
        title=None,
        labelLimit=120,
        orient=pictures.side(),
        labelColor=colour("ink"),
        ticks=False,
    )
    tips = [alt.Tooltip(f"{key}:Q", format=".0%", title=t(f"compare.{key}_share")) for key in ("own", "pool")]
    across = alt.Axis(format="%", title=None, tickCount=4, labelColor=colour("ink"), gridOpacity=0.25)
    base = alt.Chart(frame).encode(y=alt.Y("label:N", sort=None, axis=axis), tooltip=tips)
    bars = base.mark_bar(color=colour("first"), height=12).encode(x=alt.X("own:Q", scale=scale, axis=across))
    ticks = base.mark_tick(color=colour("second"), thickness=3, height=20, opacity=1).encode(
        x=alt.X("pool:Q", scale=scale, axis=across)
    )
    return alt.layer(bars, ticks)


def _row(card: Card, names: Names) -> dict[str, str | int | float | None]:
    offset = card.offset
    return {
        "reviewer": names[card.reviewer],
        "ratings": card.ratings,
        "mean_penalty": card.mean_penalty,
        "offset": offset.value if offset else None,
        "offset_low": offset.low if offset else None,
        "offset_high": offset.high if offset else None,
        "agreement_with_others": card.agreement_with_others,
        "alpha_without": card.alpha_without,
        "median_seconds": card.median_seconds,
    }
