"""Claims of the project in hand that are much alike, to join or to tell apart."""

import streamlit as st

from annotator.ui import pane
from annotator.ui.context import actor, current_project, t


def show() -> None:
    """Draws the list."""
    st.title(t("nav.duplicates"))
    project = current_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    st.text(project.name)
    pane.mount("duplicates.js", f"duplicates-{project.id}", {"project": project.id, "person": actor().id})
