"""People: who there is, what they are in a project, inviting them and looking after them."""

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.access import Account
from annotator.domain.invisible import visible
from annotator.domain.records import Project
from annotator.services.library import articles
from annotator.services.people import members
from annotator.ui.context import actor, current_project, t, when
from annotator.ui.parts import inviting, one_person, table

_EVERYONE = ""


def for_whom() -> list[Project]:
    """The projects whose people the reader may look after."""
    return [one for one in articles.visible_projects(store(), actor()) if policy.may(actor(), "manage", one)]


def show() -> None:
    """Draws the people of a project or, for admins, everybody."""
    st.title(t("people.title"))
    projects = {project.id: project for project in for_whom()}
    everybody = policy.may(actor(), "administer")
    if not projects and not everybody:
        st.info(t("people.not_yours"))
        return
    project = _choose(projects, everybody)
    found = members.members(store(), actor(), project.id) if project else members.everyone(store(), actor())
    _table(found, projects, project)
    if found:
        one_person.show(found, project, projects)
    with st.expander(t("people.invite"), icon=":material/person_add:", expanded=len(found) < 2):
        inviting.form(projects, project)
    inviting.open_invitations(project)


def _choose(projects: dict[str, Project], everybody: bool) -> Project | None:
    names = {_EVERYONE: t("people.everyone")} if everybody else {}
    names |= {id: visible(project.name) for id, project in projects.items()}
    ids = list(names)
    current = current_project()
    first = current.id if current and current.id in projects and not everybody else ids[0]
    chosen = st.selectbox(
        t("people.of_project"),
        ids,
        index=ids.index(first),
        format_func=lambda id: names[id],
        key="people-of",
    )
    return projects.get(chosen)


def _table(found: list[Account], projects: dict[str, Project], project: Project | None) -> None:
    rows = [
        {
            t("people.name"): account.person.name,
            t("people.role"): _roles(account, projects, project),
            t("people.state"): t(f"people.state_{state(account)}"),
            t("people.seen"): when(account.seen_at) if account.seen_at else "—",
        }
        for account in found
    ]
    if rows:
        table.show(pd.DataFrame(rows).set_index(t("people.name")))


def state(account: Account) -> str:
    """Whether somebody can come in: "active", "disabled", or "none" for invented and imported reviewers."""
    if not account.can_sign_in:
        return "none"
    return "disabled" if account.person.disabled_at else "active"


def _roles(account: Account, projects: dict[str, Project], project: Project | None) -> str:
    """What somebody is: in the project, or in each of them."""
    found = [t("people.admin")] if account.person.is_admin else []
    for id, role in account.roles.items():
        if project is not None:
            found.append(t(f"people.role_{role}"))
        elif id in projects:
            found.append(t("people.role_in", role=t(f"people.role_{role}"), project=projects[id].name))
    return t("people.comma").join(found) or "—"
