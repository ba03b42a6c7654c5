"""The board by person: what waits for each, what is done, how long it takes; and what can be done for one of them."""

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain.invisible import visible
from annotator.domain.progress import Share
from annotator.services.assignment import assigning
from annotator.services.assignment.board import Board
from annotator.ui.context import actor, t, when
from annotator.ui.parts import table
from annotator.ui.parts.board_article import do, minutes


def show(found: Board) -> None:
    """Draws the table, then the person in hand."""
    if not found.people:
        st.info(t("board.no_people"))
        return
    table.show(pd.DataFrame([_row(share) for share in found.people]).set_index(t("board.person")))
    by_id = {share.person: share for share in found.people}
    columns = st.columns([3, 1, 1], vertical_alignment="bottom")
    person = columns[0].selectbox(
        t("board.whose"),
        list(by_id),
        index=None,
        placeholder=t("board.choose_person"),
        format_func=lambda id: visible(by_id[id].name),
        key="board-whose",
    )
    if person is None:
        return
    if by_id[person].waiting and columns[1].button(t("board.remind_all"), width="stretch"):
        do(lambda: assigning.remind_all(store(), actor(), found.project.id, person), "remind_done")
    columns[2].button(t("board.their_articles"), width="stretch", on_click=_look_at, args=(person,))


def _look_at(person: str) -> None:
    st.session_state.update({"board-view": "articles", "board-person": person, "board-show": "all", "board-search": ""})


def _row(share: Share) -> dict[str, str]:
    return {
        t("board.person"): share.name,
        t("board.waiting"): str(share.waiting),
        t("board.begun"): str(share.begun),
        t("board.handed_in"): str(share.handed_in),
        t("board.overdue"): f"⚠ {share.overdue}" if share.overdue else "0",
        t("board.reviewed"): t("board.part", reviewed=share.reviewed, all=share.of),
        t("board.last_activity"): when(share.last_at) if share.last_at else "—",
        t("board.time_spent"): minutes(share.seconds),
        t("board.median_seconds"): _seconds(share.median_seconds),
    }


def _seconds(value: float | None) -> str:
    return "—" if value is None else t("board.seconds", count=f"{value:g}")
