"""How far reviewers agree: a sentence for each question, pictures with their tables, and how it was computed."""

import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.records import Project
from annotator.errors import Forbidden
from annotator.services.compare import comparing
from annotator.services.compare.comparing import Comparison
from annotator.ui.context import actor, current_project, isolated, t
from annotator.ui.parts import cards, disagreements, dots, heatmap, label_table, matrix, method, naming, over_time


def show() -> None:
    """Draws the comparison of the project in hand."""
    st.title(t("compare.title"))
    project = current_project()
    if project is None:
        st.info(t("articles.no_project"))
        return
    st.text(isolated(project.name))
    found = _comparison(project)
    if found is None:
        return
    names = naming.choose([card.reviewer for card in found.cards], project)
    dots.show(found)
    label_table.show(found, names)
    heatmap.show(found, names)
    matrix.show(found, names)
    cards.show(found, names)
    over_time.show(found)
    disagreements.show(found, names)
    method.show(found)


def _comparison(project: Project) -> Comparison | None:
    """What there is to compare, or a sentence that says why there is nothing."""
    try:
        found = comparing.comparison(store(), actor(), project.id)
    except Forbidden:
        st.info(t("compare.not_yours"))
        return None
    if found.pairs:
        return found
    leads = policy.may(actor(), "read_all_work", project)
    st.info(t("compare.nobody") if leads or found.cards else t("compare.hand_in_first"))
    return None
