"""The claims desk: every claim of the project in hand, as a table or a board, and one claim's whole record."""

from urllib.parse import urlencode

import streamlit as st

from annotator.domain import policy
from annotator.ui import pane
from annotator.ui.context import actor, current_project, t


def show() -> None:
    """Draws the desk for those who check claims."""
    project = current_project()
    if project is None or not policy.may(actor(), "annotate", project):
        st.title(t("nav.claims"))
        st.info(t("articles.no_project") if project is None else t("claims.desk_not_yours"))
        return
    asked = {name: value for name, value in st.query_params.items() if name not in ("project", "claim")}
    data = {"project": project.id, "person": actor().id, "claim": st.query_params.get("claim", "")}
    pane.mount("claims.js", f"claims-{project.id}", {**data, "query": urlencode(asked)})
