"""Who is looking, in which language: looked up in the database on every run, never remembered."""

import streamlit as st

from annotator.desk import store
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.services import accounts, articles
from annotator.services.accounts import SignedIn
from annotator.web.cookies import token_of
from annotator.words import say


def signed_in() -> SignedIn:
    """The session behind this page. Ended meanwhile: the page says so and stops."""
    found = accounts.signed_in(store(), token_of(st.context.cookies))
    if found is None:
        st.html('<meta http-equiv="refresh" content="0; url=/signin">')
        st.stop()
    return found


def actor() -> Actor:
    """The person at this page."""
    return signed_in().actor


def t(key: str, **params: object) -> str:
    """The wording of `section.name` in the reader's language."""
    return say(key, actor().language, **params)


def current_project() -> Project | None:
    """The project in hand: the one in the address, else the latest that is not the example, else the example."""
    projects = articles.visible_projects(store(), actor())
    by_id = {project.id: project for project in projects}
    wanted = st.query_params.get("project", st.session_state.get("project_in_hand", ""))
    if wanted in by_id:
        return by_id[wanted]
    own = [project for project in projects if not project.is_example]
    return (own or projects or [None])[-1]
