"""The way from a figure to its sentence."""

import streamlit as st

from annotator.domain import policy
from annotator.domain.questions import Judgement
from annotator.domain.records import Project
from annotator.ui.context import actor, t


def button(article_id: str, number: int, key: str) -> None:
    """Opens the sentence of this number, from 1, in its article."""
    if st.button(t("compare.open", number=number), key=key):
        go(article_id, number)


def go(article_id: str, number: int) -> None:
    """Goes to the sentence of this number, from 1, in its article."""
    st.session_state["article_in_hand"] = article_id
    st.switch_page(st.session_state["annotate_page"], query_params={"article": article_id, "sentence": str(number)})


def settling(one: Judgement, project: Project, key: str) -> None:
    """Opens the sentence where it is settled, for those who may."""
    if policy.may(actor(), "adjudicate", project) and st.button(t("compare.settle"), key=f"settle-{key}"):
        place = {"project": project.id, "article": one.article.id, "sentence": one.sentence.id}
        st.switch_page(st.session_state["settle_page"], query_params=place)
