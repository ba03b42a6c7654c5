"""One person of those listed, and what can be done for or to them."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.access import Account
from annotator.domain.invisible import visible
from annotator.domain.records import Project, Role
from annotator.errors import TadqiqError
from annotator.services.people import members, resetting
from annotator.ui.context import actor, isolated, say_refusal, t
from annotator.ui.parts.inviting import show_link


def show(found: list[Account], project: Project | None, projects: dict[str, Project]) -> None:
    """Chooses a person and draws their acts."""
    by_id = {account.person.id: account for account in found}
    chosen = st.selectbox(
        t("people.in_hand"),
        list(by_id),
        index=None,
        placeholder=t("people.choose"),
        format_func=lambda id: visible(by_id[id].person.name),
        key=f"person-of-{project.id if project else ''}",
    )
    if chosen is None:
        return
    account, itself = by_id[chosen], chosen == actor().id
    administers = policy.may(actor(), "administer")
    with st.container(border=True):
        st.text(isolated(account.person.name))
        if itself and not administers:
            st.caption(t("people.yourself"))
        elif project is not None:
            _in_project(account, project)
        elif projects:
            _into_project(account, projects)
        if administers and account.can_sign_in:
            _account(account, itself)
        elif administers:
            st.caption(t("people.state_none_help"))


def _in_project(account: Account, project: Project) -> None:
    """What a member is, and taking them out."""
    role, names = account.roles[project.id], _role_names()
    columns = st.columns([3, 1], vertical_alignment="bottom")
    chosen = columns[0].segmented_control(
        t("people.role_here"),
        members.ROLES,
        default=role,
        format_func=lambda role: names[role],
        required=True,
        key=f"role-{project.id}-{account.person.id}-{role}",
    )
    if chosen and chosen != role:
        _do(lambda: members.set_role(store(), actor(), project.id, account.person.id, chosen), "role_changed")
    with columns[1].popover(t("people.remove"), width="stretch"):
        st.text(t("people.remove_ask", name=isolated(account.person.name)))
        if st.button(t("people.remove_do"), key=f"remove-{account.person.id}"):
            _do(lambda: members.remove_member(store(), actor(), project.id, account.person.id), "removed")


def _into_project(account: Account, projects: dict[str, Project]) -> None:
    """Adds somebody to a project that they are not in."""
    others = {id: project.name for id, project in projects.items() if id not in account.roles}
    if not others:
        return
    names = _role_names()
    columns = st.columns([3, 2, 1], vertical_alignment="bottom")
    id = columns[0].selectbox(
        t("people.add_to"), list(others), format_func=lambda id: visible(others[id]), key=f"add-to-{account.person.id}"
    )
    role = columns[1].selectbox(
        t("people.role"),
        members.ROLES,
        index=members.ROLES.index("reviewer"),
        format_func=lambda role: names[role],
        key=f"add-as-{account.person.id}",
    )
    if columns[2].button(t("people.add"), key=f"add-{account.person.id}", width="stretch"):
        _do(lambda: members.set_role(store(), actor(), id, account.person.id, role), "added")


def _role_names() -> dict[Role, str]:
    return {role: t(f"people.role_{role}") for role in members.ROLES}


def _account(account: Account, itself: bool) -> None:
    """What only admins do; nobody shuts themselves out."""
    person, made = account.person, None
    columns = st.columns(4)
    if not person.disabled_at and columns[0].button(t("people.reset"), key=f"reset-{person.id}", width="stretch"):
        made = _do(lambda: resetting.reset_link(store(), actor(), person.id))
    if not itself:
        if columns[1].button(t("people.end_sessions"), key=f"end-{person.id}", width="stretch"):
            _do(lambda: members.end_sessions(store(), actor(), person.id), "sessions_ended")
        wanted = "unmake_admin" if person.is_admin else "make_admin"
        with columns[2].popover(t(f"people.{wanted}"), width="stretch"):
            st.text(t(f"people.{wanted}_ask", name=isolated(person.name)))
            if st.button(t("people.do_it"), key=f"admin-{person.id}"):
                _do(lambda: members.set_admin(store(), actor(), person.id, not person.is_admin), f"{wanted}_done")
        wanted = "enable" if person.disabled_at else "disable"
        with columns[3].popover(t(f"people.{wanted}"), width="stretch"):
            st.text(t(f"people.{wanted}_ask", name=isolated(person.name)))
            if st.button(t("people.do_it"), key=f"disable-{person.id}"):
                _do(lambda: members.set_disabled(store(), actor(), person.id, not person.disabled_at), f"{wanted}_done")
    if made:
        show_link("new-password", made, t("people.link_for_password", name=isolated(person.name)))


def _do(act: Callable[[], Any], done: str = "") -> Any:
    """Does it and says so; what is refused is said and nothing is changed."""
    try:
        result = act()
    except TadqiqError as error:
        say_refusal(error)
        return None
    if done:
        st.toast(t(f"people.{done}"))
        st.rerun()
    return result
