"""How far reviewers agree: a sentence for each question, pictures with their tables, and how it was computed."""

import altair as alt
import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.agreement.flags import FEWEST_ITEMS
from annotator.domain.agreement.intervals import BOUNDS
from annotator.domain.records import Project
from annotator.services import comparing, reading
from annotator.services.comparing import Compared, Pair
from annotator.services.measuring import in_one_sentence
from annotator.ui.context import actor, current_project, plain, t
from annotator.ui.parts import disagreements, table


def show() -> None:
    """Draws the comparison of the project in hand."""
    st.title(t("compare.title"))
    project = current_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    st.text(project.name)
    if not policy.may(actor(), "read_all_work", project):
        st.info(t("compare.not_yours"))
        return
    work = comparing.work_of(store(), actor(), project.id)
    if len({one.reviewer for one in work.judgements}) < 2:
        st.info(t("compare.nobody"))
        return
    compared = comparing.compare_work(work)
    _sentences(compared)
    _figures(compared, project)
    _labels(comparing.label_table(work.judgements), project)
    _reviewers(comparing.pairs(work.judgements))
    disagreements.show(work)
    _method(compared)


def _sentences(compared: list[Compared]) -> None:
    for one in compared:
        st.text(in_one_sentence(one.question, one.figures["alpha"], actor().language))


def _figures(compared: list[Compared], project: Project) -> None:
    """Alpha and AC1 of each question against the two bounds; the table under it is the whole report."""
    st.subheader(t("compare.figures"))
    rows = [
        {
            "question": t(f"compare.{one.question}"),
            "measure": t(f"compare.{kind}"),
            "value": figure.value,
            "low": figure.ci_low,
            "high": figure.ci_high,
        }
        for one in compared
        for kind, figure in one.figures.items()
        if kind != "percent" and figure.value is not None and figure.n_items >= FEWEST_ITEMS
    ]
    if rows:
        st.altair_chart(_dots(pd.DataFrame(rows)), width="stretch")
        st.caption(t("compare.bounds"))
    address = f"/api/projects/{project.id}/reports/agreement.csv"
    st.link_button(t("compare.download"), address, icon=":material/download:")


def _dots(frame: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    question = alt.Y("question:N", title=None, sort=None, axis=alt.Axis(labelLimit=260))
    measure = alt.Color("measure:N", title=None, legend=alt.Legend(orient="top"))
    shape = alt.Shape("measure:N", title=None)
    scale = alt.Scale(domain=[min(0.0, float(frame[["value", "low"]].min().min())), 1.0], nice=False)
    base = alt.Chart(frame).encode(y=question, yOffset="measure:N", color=measure)
    spans = base.mark_rule(strokeWidth=2).encode(x=alt.X("low:Q", scale=scale, title=None), x2="high:Q")
    points = base.mark_point(filled=True, size=90).encode(x=alt.X("value:Q", scale=scale, title=None), shape=shape)
    lines = alt.Chart(pd.DataFrame({"bound": BOUNDS})).mark_rule(strokeDash=[4, 4], color="gray")
    return alt.layer(lines.encode(x="bound:Q"), spans, points)


def _labels(uses: list[comparing.LabelUse], project: Project) -> None:
    if not uses:
        return
    st.subheader(t("compare.labels"))
    names = reading.category_names(store(), actor(), project.id)
    rows = [
        {
            t("compare.label"): names.get(use.label, use.label),
            t("compare.uses"): str(use.uses),
            t("compare.positive_agreement"): _rounded(use.positive_agreement),
            t("compare.alpha"): _rounded(use.alpha),
        }
        for use in sorted(uses, key=lambda use: -use.uses)
    ]
    table.show(pd.DataFrame(rows).set_index(t("compare.label")))


def _reviewers(pairs: list[Pair]) -> None:
    """The matrix of reviewers: alpha above, shared sentences below; with few shared ones no figure."""
    st.subheader(t("compare.reviewers"))
    names = sorted({name for pair in pairs for name in (pair.first, pair.second)})
    hidden = st.toggle(t("compare.hide_names"), key="compare-hide-names")
    shown = {name: t("compare.number", number=place) if hidden else name for place, name in enumerate(names, 1)}
    cells = {(pair.first, pair.second): pair for pair in pairs}
    rows = [[_cell(cells.get((min(a, b), max(a, b)))) for b in names] for a in names]
    labels = [shown[name] for name in names]
    table.show(pd.DataFrame(rows, index=labels, columns=labels))
    st.caption(t("compare.few"))


def _cell(pair: Pair | None) -> str:
    if pair is None:
        return "—"
    figure = _rounded(pair.alpha) if pair.shared >= FEWEST_ITEMS else "▨"
    return f"{figure} ({pair.shared})"


def _method(compared: list[Compared]) -> None:
    with st.expander(t("compare.method")):
        for one in compared:
            st.text(t(f"compare.{one.question}"))
            for figure in one.figures.values():
                flags = [t(f"agreement.flag.{flag}") for flag in figure.flags]
                st.caption(plain(" · ".join([figure.method, *flags])))


def _rounded(value: float | None) -> str:
    return "—" if value is None else f"{value:.2f}"
