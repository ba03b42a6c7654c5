"""How many claims rest on translation errors, group by group: a bar for all errors, a darker one for the serious."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from annotator.domain.distortion import Count
from annotator.ui.context import t
from annotator.ui.parts import pictures
from annotator.ui.parts.pictures import Chart, colour, isolated

_ROW = 46  # pixels for each group: its words above its bars
MOST = 15  # groups in one picture


def show(counts: Sequence[Count], names: Mapping[str, str]) -> None:
    """The picture of one way to group claims, the most serious group first."""
    shown = [one for one in counts if one.distorted][:MOST]
    if shown:
        pictures.put(_chart(shown, names), _ROW * len(shown) + 80)


def _chart(shown: Sequence[Count], names: Mapping[str, str]) -> Chart:
    kinds = [isolated(t("distortion.serious")), isolated(t("distortion.distorted"))]
    frame = pd.DataFrame([_bar(one, row, names, kinds) for row, one in enumerate(shown)])
    longest = max(one.distorted for one in shown)
    x = alt.Scale(domain=[0, longest], nice=True, reverse=pictures.is_rtl())
    axis = alt.Axis(title=None, format="d", tickMinStep=1, labelColor=colour("ink"), gridOpacity=0.25)
    y = alt.Y("y:Q", axis=None, scale=alt.Scale(domain=[-0.6, len(shown) - 0.4], reverse=True, nice=False))
    hue = alt.Color(
        "what:N",
        scale=alt.Scale(domain=kinds, range=[colour("first"), colour("faint")]),
        legend=alt.Legend(orient="top", title=None, labelColor=colour("ink"), labelLimit=320),
    )
    tips = [
        alt.Tooltip("name:N", title=t("distortion.column.label")),
        alt.Tooltip("serious:Q", title=t("distortion.column.serious")),
        alt.Tooltip("distorted:Q", title=t("distortion.column.distorted")),
        alt.Tooltip("claims:Q", title=t("distortion.column.claims")),
    ]
    kept = ["y", "zero", "name", "claims", "serious", "distorted"]
    long = frame.assign(zero=0).melt(id_vars=kept, value_vars=kinds[::-1], var_name="what")
    bars = (
        alt.Chart(long[long["value"] > 0])  # what is drawn later lies on top: the serious
        .mark_rule(strokeWidth=14, opacity=1)
        .encode(x=alt.X("zero:Q", scale=x, axis=axis), x2="value:Q", y=y, color=hue, tooltip=tips)
    )
    edge = pictures.edge()
    said = (
        alt.Chart(frame)
        .transform_calculate(y="datum.y - 0.46")
        .mark_text(align=edge["align"], baseline="middle", fontSize=13, color=colour("ink"), limit=520)
    )
    return alt.layer(bars, said.encode(x=edge["x"], y=y, text="said:N"))


def _bar(one: Count, row: int, names: Mapping[str, str], kinds: Sequence[str]) -> dict[str, object]:
    name = isolated(names.get(one.label, one.label) or t("distortion.unnamed"))
    said = isolated(t("distortion.of", name=name, serious=one.serious, distorted=one.distorted, claims=one.claims))
    facts = {"y": row, "name": name, "said": said, "claims": one.claims}
    return {**facts, "serious": one.serious, "distorted": one.distorted, kinds[0]: one.serious, kinds[1]: one.distorted}
