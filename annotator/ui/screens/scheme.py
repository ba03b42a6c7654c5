"""A project's scheme: its labels and weights, edited as a draft and saved as another version. For those who lead it."""

import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.records import Project
from annotator.services.schemes import revising
from annotator.ui.context import actor, current_project, isolated, t, when
from annotator.ui.parts import scheme_labels, scheme_saving, scheme_versions, scheme_weights
from annotator.ui.parts.scheme_draft import draft_of

_PARTS = ("labels", "weights", "versions", "file")


def show() -> None:
    """Draws the scheme of the project in hand."""
    st.title(t("scheme.title"))
    project = current_project()
    if project is None or not policy.may(actor(), "manage", project):
        st.info(t("scheme.no_project") if project is None else t("scheme.not_yours"))
        return
    st.query_params["project"] = project.id
    _edit(project)


def _edit(project: Project) -> None:
    draft, version, current = draft_of(project)
    by = isolated(version.by or t("scheme.program"))
    about = {"project": isolated(project.name), "at": isolated(when(version.at)), "by": by}
    st.text(t("scheme.about", number=version.number, **about))
    uses = revising.uses(store(), actor(), project.id)
    scheme_saving.show(project, draft, version, current, uses)
    names = {part: t(f"scheme.part_{part}") for part in _PARTS}
    part = st.segmented_control(
        t("scheme.part"),
        _PARTS,
        default="labels",
        format_func=lambda one: names[one],
        required=True,
        label_visibility="collapsed",
        key=f"scheme-part-{project.id}",
    )
    match part:
        case "weights":
            scheme_weights.show(project, draft)
        case "versions":
            scheme_versions.show(project)
        case "file":
            scheme_versions.file(project, draft)
        case _:
            scheme_labels.show(project, draft, uses)
