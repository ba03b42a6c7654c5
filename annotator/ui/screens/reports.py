"""The reports: what is in each, a look at its first rows, and the file."""

from itertools import islice
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.records import Project
from annotator.services.claims import verdict_mapping
from annotator.services.compare import comparing_reports
from annotator.services.library import articles
from annotator.services.reports import exporting
from annotator.services.review import reading
from annotator.ui.context import actor, current_project, isolated, plain, t
from annotator.ui.parts import table, whose_work
from exports.claims import WITH_VERDICTS
from exports.columns import Report, Row
from exports.comparison import OF_CONSENSUS
from exports.rows import REPORTS

_SHOWN = 20  # rows


def show() -> None:
    """Draws the chosen report."""
    st.title(t("reports.title"))
    project = current_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    st.text(isolated(project.name))
    all_work = policy.may(actor(), "read_all_work", project)
    hidden = () if all_work else (*comparing_reports.REPORTS, "consensus")
    names = {name: t(f"reports.{name}") for name in REPORTS if name not in hidden}
    first = next(iter(names))
    name = st.segmented_control(
        t("reports.choose"), list(names), default=first, format_func=lambda name: names[name], required=True
    )
    who = _who(name or first) if all_work else "reviewers"
    report = exporting.report_named(name or first, who)
    st.caption(report.ar if actor().language == "ar" else report.en)
    verdicts = _scale(project, report.name)
    rows = list(exporting.report_rows(store(), actor(), project.id, report.name, who, verdicts=verdicts))
    columns = st.columns([1, 3], vertical_alignment="center")
    asked = urlencode({"who": who} | ({"verdicts": verdicts} if verdicts else {}))
    address = f"/api/projects/{project.id}/reports/{report.name}.csv?{asked}"
    columns[0].link_button(t("reports.download"), address, type="primary", icon=":material/download:", width="stretch")
    columns[1].text(t("reports.rows", count=len(rows), shown=min(len(rows), _SHOWN)))
    _weights(project)
    if rows:
        table.show(_preview(report, rows))
    with st.expander(t("reports.dictionary")):
        st.table(_dictionary(report))


def _scale(project: Project, report: str) -> str:
    """On whose scale the verdicts are told: nothing, where it is the project's own."""
    if report not in WITH_VERDICTS:
        return ""
    known = verdict_mapping.scales(store(), actor(), project.id)
    names = {"": t("reports.verdicts_own"), **{id: scale.name[actor().language] for id, scale in known.items()}}
    return str(
        st.selectbox(t("reports.verdicts"), list(names), format_func=lambda id: names[id], key=f"scale-{project.id}")
    )


def _who(report: str) -> exporting.Who:
    """Whose work the report tells of, where there is a choice."""
    return whose_work.choose() if report in OF_CONSENSUS else "reviewers"


def _weights(project: Project) -> None:
    """Under which weights the penalties are counted: to see for all, to choose for those who manage the project."""
    presets = reading.weight_presets(store(), actor(), project.id)
    chosen = st.selectbox(
        t("reports.weights"),
        list(presets),
        format_func=lambda id: presets[id],
        disabled=not policy.may(actor(), "manage", project),
        key=f"weights-{project.id}-{project.weights}",
    )
    if chosen != project.weights:
        articles.choose_weights(store(), actor(), project.id, chosen)
        st.rerun()


def _preview(report: Report, rows: list[Row]) -> pd.DataFrame:
    """The first rows; columns that hold nothing in any of them are left out."""
    cells = [{c.name: _cell(row.get(c.name)) for c in report.columns} for row in islice(rows, _SHOWN)]
    frame = pd.DataFrame(cells, index=pd.RangeIndex(1, len(cells) + 1))
    return frame.loc[:, (frame != "").any()]


def _cell(value: object) -> str:
    return "" if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def _dictionary(report: Report) -> pd.DataFrame:
    arabic = actor().language == "ar"
    meanings = {column.name: plain(column.ar if arabic else column.en) for column in report.columns}
    return pd.DataFrame({t("reports.meaning"): meanings})
