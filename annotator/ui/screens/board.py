"""The lead's board: how far each article and each person is, and one click to what can be done about it."""

import streamlit as st

from annotator.desk import store
from annotator.domain import policy
from annotator.domain.assigning import MOST_NEEDED
from annotator.domain.records import Project
from annotator.services.assignment import assigning, board
from annotator.services.assignment.board import Board
from annotator.ui.context import actor, current_project, isolated, t, today
from annotator.ui.parts import board_articles, board_people, giving_out

_VIEWS = ("articles", "people")


def may_see() -> bool:
    """Whether the reader leads the project in hand."""
    project = current_project()
    return project is not None and policy.may(actor(), "assign", project)


def show() -> None:
    """Draws the board of the project in hand."""
    st.title(t("board.title"))
    project = current_project()
    if project is None or not may_see():
        st.info(t("articles.no_project") if project is None else t("board.not_yours"))
        return
    st.text(isolated(project.name))
    found = board.board(store(), actor(), project.id, today())
    if not found.lines:
        st.info(t("board.no_articles"))
        return
    _figures(found)
    with st.expander(t("board.evenly"), icon=":material/balance:"):
        _needed(project)
        giving_out.show(project)
    names = {view: t(f"board.{view}") for view in _VIEWS}
    columns = st.columns([3, 1], vertical_alignment="center")
    view = columns[0].segmented_control(
        t("board.look_at"),
        _VIEWS,
        default="articles",
        format_func=lambda view: names[view],
        required=True,
        label_visibility="collapsed",
        key="board-view",
    )
    address = f"/api/projects/{project.id}/reports/progress.csv"
    columns[1].link_button(t("reports.download"), address, icon=":material/download:", width="stretch")
    if view == "people":
        board_people.show(found)
    else:
        board_articles.show(found)


def _figures(found: Board) -> None:
    day = today()
    counts = {
        "articles": len(found.lines),
        "done": sum(line.is_done for line in found.lines),
        "lacking": sum(line.lacking > 0 for line in found.lines),
        "overdue": sum(line.is_overdue(day) for line in found.lines),
    }
    st.text(" · ".join(f"{t(f'board.count_{name}')}: {count}" for name, count in counts.items()))


def _needed(project: Project) -> None:
    chosen = st.number_input(
        t("board.needed_in_project"),
        min_value=1,
        max_value=MOST_NEEDED,
        value=project.reviewers_needed,
        key=f"needed-{project.id}-{project.reviewers_needed}",
    )
    if chosen != project.reviewers_needed:
        assigning.set_needed(store(), actor(), project.id, int(chosen))
        st.rerun()
