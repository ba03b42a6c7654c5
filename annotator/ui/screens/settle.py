"""Settling: what reviewers differ on, side by side, the worst first; and the verdicts that stand."""

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.records import Project
from annotator.services.reports import exporting
from annotator.services.review import reading
from annotator.ui import pane
from annotator.ui.context import actor, current_project, t
from annotator.ui.parts import table
from exports.columns import Row

_SHOWN = 100  # verdicts


def show() -> None:
    """Draws the list of the project in hand, for those who may settle."""
    project = current_project()
    if project is None or not policy.may(actor(), "adjudicate", project):
        st.title(t("settle.title"))
        st.info(t("articles.no_project") if project is None else t("settle.not_yours"))
        return
    named = {name: st.query_params.get(name, "") for name in ("article", "sentence")}
    pane.mount("settle.js", f"settle-{project.id}", {"project": project.id, "person": actor().id, **named})
    if st.toggle(t("settle.verdicts"), key=f"verdicts-{project.id}"):
        _verdicts(project)


def _verdicts(project: Project) -> None:
    """The verdict table of the articles: claims that stand, decided or unanimous."""
    rows = list(exporting.report_rows(store(), actor(), project.id, "claims", "consensus"))
    if not rows:
        st.info(t("settle.no_verdicts"))
        return
    names = reading.label_names(store(), actor(), project.id, "verdict")
    table.show(pd.DataFrame([_verdict(row, names) for row in rows[:_SHOWN]]).set_index(t("settle.claim_statement")))
    if len(rows) > _SHOWN:
        st.caption(t("settle.more_verdicts", shown=_SHOWN, count=len(rows)))
    address = f"/api/projects/{project.id}/reports/claims.csv?who=consensus"
    st.link_button(t("reports.download"), address, icon=":material/download:")


def _verdict(row: Row, names: dict[str, str]) -> dict[str, str]:
    difference = row["difference"]
    return {
        t("settle.claim_statement"): str(row["statement"]),
        t("settle.claim_verdict"): names.get(str(row["verdict"]), "—"),
        t("settle.claim_verdict_in_source"): names.get(str(row["verdict_in_source"]), "—"),
        t("settle.claim_difference"): t(f"pane.{difference}") if difference else "",
        t("settle.claim_evidence"): str(row["evidence"]),
        t("settle.claim_how"): t(f"settle.how_{row['consensus']}"),
        t("settle.article"): f"{row['article']} · {row['sentence_no']}",
    }
