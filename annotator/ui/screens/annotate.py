"""The annotate page: an article as text, with everything that a reviewer says about it."""

import streamlit as st

from annotator.desk import store
from annotator.domain.records import Project
from annotator.services.assignment import queueing
from annotator.services.review import reading
from annotator.ui import pane
from annotator.ui.context import actor, current_project, isolated, plain, t, today
from annotator.ui.parts import opening


def show() -> None:
    """Draws the article in the address; without one, the list to choose from."""
    project = current_project()
    article = st.query_params.get("article") or st.session_state.get("article_in_hand")
    if project and article == "next":
        _next(project)
        return
    if project is None or not article:
        _choose(project)
        return
    st.session_state["article_in_hand"] = article
    st.query_params["article"] = article
    sentence = st.query_params.get("sentence", "1")
    at = int(sentence) if sentence.isascii() and sentence.isdigit() else 1
    of_consensus = st.query_params.get("as") == "consensus"
    data = {"article": article, "person": actor().id, "at": at, "as": "consensus" if of_consensus else ""}
    pane.mount("main.js", f"annotate-{article}-{of_consensus}", data)


def _next(project: Project) -> None:
    """Opens what comes next in the reader's queue."""
    after = st.query_params.get("after", "")
    place = queueing.next_article(store(), actor(), project.id, today(), after)
    if place:
        opening.go(place.article.id, place.number)
    st.title(t("annotate.title"))
    st.info(t("queue.next_nothing"))


def _choose(project: Project | None) -> None:
    st.title(t("annotate.title"))
    articles = reading.progress(store(), actor(), project.id) if project else []
    if not articles:
        st.info(t("annotate.nothing"))
        return
    st.write(t("annotate.choose"))
    for item in articles:
        if st.button(plain(isolated(item.article.title)), key=item.article.id):
            st.session_state["article_in_hand"] = item.article.id
            st.rerun()
