"""Inviting somebody by a link that works once, and the invitations that nobody has accepted yet."""

from urllib.parse import urlsplit

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.access import Offered
from annotator.domain.invisible import visible
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.services.people import invitations
from annotator.services.people.invitations import Invitation
from annotator.ui.context import actor, current_project, isolated, say_refusal, t, when

_ROLES: tuple[Offered, ...] = ("reviewer", "lead", "viewer")


def form(projects: dict[str, Project], project: Project | None) -> None:
    """Whom to invite, to what; gives the link, once."""
    to_desk = policy.may(actor(), "administer") and project is None
    with st.form("invite", border=False, clear_on_submit=True):
        st.caption(t("people.invite_how"))
        columns = st.columns(3)
        name = columns[0].text_input(t("people.name"), max_chars=80, placeholder=t("people.name_help"))
        chosen = project.id if project else _project(columns[1], projects)
        roles: list[Offered] = [*(_ROLES if projects else ()), *(("admin",) if to_desk else ())]
        names = {role: t(f"people.role_{role}") for role in roles}
        role = columns[2].selectbox(t("people.role"), roles, format_func=lambda role: names[role])
        if not st.form_submit_button(t("people.make_link"), type="primary"):
            return
    try:
        token = invitations.invite(store(), actor(), None if role == "admin" else chosen, role, name)
    except TadqiqError as error:
        say_refusal(error)
        return
    show_link("welcome", token, t("people.link_for_invited"))


def show_link(page: str, token: str, how: str) -> None:
    """A link in full, to be copied: it is shown this once and stored nowhere."""
    here = urlsplit(st.context.url or "")
    st.text(how)
    st.code(f"{here.scheme}://{here.netloc}/{page}?token={token}", language=None, wrap_lines=True)


def open_invitations(project: Project | None) -> None:
    """Who was invited and has not come yet; each can be withdrawn."""
    found = invitations.open_invitations(store(), actor(), project.id if project else None)
    if not found:
        return
    st.subheader(t("people.invitations"))
    for one in found:
        with st.container(border=True):
            columns = st.columns([5, 1], vertical_alignment="center")
            columns[0].text(_in_words(one))
            if columns[1].button(t("people.withdraw"), key=f"withdraw-{one.id}", width="stretch"):
                _withdraw(one)


def _withdraw(one: Invitation) -> None:
    try:
        invitations.withdraw(store(), actor(), one.id)
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.rerun()


def _in_words(one: Invitation) -> str:
    parts = [one.name or t("people.anybody"), t(f"people.role_{one.role}"), one.project]
    until = t("people.until", by=isolated(one.invited_by or "—"), time=isolated(when(one.expires_at)))
    return " · ".join([*(isolated(part) for part in parts if part), until])


def _project(place: DeltaGenerator, projects: dict[str, Project]) -> str | None:
    ids, current = list(projects), current_project()
    first = ids.index(current.id) if current and current.id in projects else 0
    return place.selectbox(t("people.project"), ids, index=first, format_func=lambda id: visible(projects[id].name))
