"""What the translation did to the claims: in one sentence, in a picture, in tables, to take away."""

from collections.abc import Mapping

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.distortion import Count
from annotator.domain.records import Project
from annotator.services.claims import distorting
from annotator.services.claims.distorting import Report, Who
from annotator.services.review import reading
from annotator.ui.context import actor, current_project, isolated, plain, t
from annotator.ui.parts import distortion_bars, whose_work
from exports.columns import Row

_SHOWN = 50  # claims in the table
_WAYS = ("category", "kind", "system", "publisher")


def show() -> None:
    """Draws the report of the project in hand."""
    st.title(t("distortion.heading"))
    project = current_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    st.text(project.name)
    who = _who(project)
    found = distorting.report(store(), actor(), project.id, who)
    every = found.counts[0]
    if not every.claims:
        st.info(t("distortion.no_claims"))
        return
    st.text(_in_one_sentence(every))
    _groups(project, found, who)
    _reversed(project, found, who)


def _who(project: Project) -> Who:
    """Whose claims are counted, where there is a choice."""
    return whose_work.choose() if policy.may(actor(), "read_all_work", project) else "reviewers"


def _in_one_sentence(every: Count) -> str:
    share = f"{(every.share or 0) * 100:.0f}%"
    facts = {"claims": every.claims, "distorted": every.distorted, "serious": every.serious, "share": share}
    return t("distortion.sentence", **facts, false_only=every.false_only, true_only=every.true_only)


def _groups(project: Project, found: Report, who: Who) -> None:
    ways = {way: t(f"distortion.by_{way}") for way in _WAYS}
    way = st.segmented_control(
        t("distortion.by"), list(ways), default="category", format_func=lambda way: ways[way], required=True
    )
    counts = [one for one in found.counts if one.by == (way or "category")]
    names = _names(project, way or "category")
    distortion_bars.show(counts, names)
    if not counts:
        st.info(t("distortion.none"))
        return
    st.table(pd.DataFrame([_line(one, names) for one in counts]).set_index(t("distortion.column.label")))
    _download(project, "distortion", who)


def _names(project: Project, way: str) -> Mapping[str, str]:
    lists = {"category": "issue_category", "kind": "distortion_kind"}
    return reading.label_names(store(), actor(), project.id, lists[way]) if way in lists else {}


def _line(one: Count, names: Mapping[str, str]) -> dict[str, str]:
    share = "—" if one.share is None else f"{one.share * 100:.0f}%"
    cells: dict[str, object] = {
        "claims": one.claims,
        "distorted": one.distorted,
        "serious": one.serious,
        "share": share,
    }
    cells |= {"false_only": one.false_only, "true_only": one.true_only}
    label = plain(names.get(one.label, one.label) or t("distortion.unnamed"))
    return {t("distortion.column.label"): label} | {
        t(f"distortion.column.{name}"): plain(str(cell)) for name, cell in cells.items()
    }


def _reversed(project: Project, found: Report, who: Who) -> None:
    """The claims that are false, or true, in the translation alone."""
    st.subheader(t("distortion.reversed"))
    if not found.reversed:
        st.info(t("distortion.none_reversed"))
        return
    verdicts = reading.label_names(store(), actor(), project.id, "verdict")
    rows = [_claim(row, verdicts) for row in found.reversed[:_SHOWN]]
    st.table(pd.DataFrame(rows).set_index(t("settle.claim_statement")))
    if len(found.reversed) > _SHOWN:
        st.caption(t("settle.more_verdicts", shown=_SHOWN, count=len(found.reversed)))
    _download(project, "reversed", who)


def _claim(row: Row, verdicts: Mapping[str, str]) -> dict[str, str]:
    return {
        t("settle.claim_statement"): plain(str(row["statement"])),
        t("settle.claim_difference"): t(f"pane.{row['difference']}"),
        t("settle.claim_verdict"): plain(verdicts.get(str(row["verdict"]), "—")),
        t("settle.claim_verdict_in_source"): plain(verdicts.get(str(row["verdict_in_source"]), "—")),
        t("settle.article"): plain(f"{row['article']} · {row['sentence_no']}"),
        t("distortion.by_system"): plain(isolated(str(row["system"]))) if row["system"] else "—",
        t("distortion.by_publisher"): plain(isolated(str(row["publisher"]))) if row["publisher"] else "—",
    }


def _download(project: Project, name: str, who: Who) -> None:
    address = f"/api/projects/{project.id}/reports/{name}.csv?who={who}"
    st.link_button(t("reports.download"), address, icon=":material/download:")
