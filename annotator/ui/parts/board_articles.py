"""The board by article: a line for each, with filters; the one in hand is opened to what can be done about it."""

from collections.abc import Callable, Mapping
from datetime import date

import streamlit as st

from annotator.domain.progress import Line
from annotator.domain.text import normal
from annotator.services.assignment.board import Board
from annotator.ui.context import isolated, t, today, when
from annotator.ui.parts import board_article, opening

_A_PAGE = 25
IN_HAND = "board_article"

SHOW: Mapping[str, Callable[[Line, date], bool]] = {
    "all": lambda line, day: True,
    "overdue": lambda line, day: line.is_overdue(day),
    "lacking": lambda line, day: line.lacking > 0,
    "not_begun": lambda line, day: not any(part.reviewed or part.handed_in_at for part in line.parts),
    "under_way": lambda line, day: not line.is_done and any(part.stage == "begun" for part in line.parts),
    "handed_back": lambda line, day: any(part.stage == "handed_back" for part in line.parts),
    "done": lambda line, day: line.is_done,
}


def show(found: Board) -> None:
    """Draws the filters and a page of the lines that pass them."""
    chosen = _filtered(found)
    if not chosen:
        st.info(t("board.none_found"))
        return
    for line in _page_of(chosen):
        _draw(found, line)


def _filtered(found: Board) -> list[Line]:
    columns, names = st.columns(3), {name: t(f"board.show_{name}") for name in SHOW}
    wanted = columns[0].selectbox(
        t("board.look_at"), list(SHOW), format_func=lambda name: names[name], key="board-show"
    )
    person = columns[1].selectbox(
        t("board.of_person"),
        list(found.names),
        index=None,
        placeholder=t("board.anybody"),
        format_func=lambda id: found.names[id],
        key="board-person",
    )
    words, day = normal(columns[2].text_input(t("board.search"), key="board-search", max_chars=200)), today()
    return [
        line
        for line in found.lines
        if SHOW[wanted](line, day)
        and (not person or any(part.person == person for part in line.parts))
        and words in normal(line.title)
    ]


def _page_of(chosen: list[Line]) -> list[Line]:
    pages = -(-len(chosen) // _A_PAGE)
    if pages == 1:
        return chosen
    columns = st.columns([1, 3], vertical_alignment="bottom")
    page = int(columns[0].number_input(t("board.page"), 1, pages, key=f"board-page-{pages}"))
    columns[1].text(t("board.found", count=len(chosen)))
    return chosen[(page - 1) * _A_PAGE : page * _A_PAGE]


def _draw(found: Board, line: Line) -> None:
    in_hand = st.session_state.get(IN_HAND) == line.article
    with st.container(border=True):
        columns = st.columns([5, 2, 1, 1], vertical_alignment="center")
        columns[0].text(isolated(line.title))
        columns[0].text(" · ".join(_facts(line)))
        columns[0].text(_who(found, line))
        done = t("board.handed_in_of", done=line.handed_in, needed=line.needed)
        columns[1].progress(min(line.handed_in / line.needed, 1.0), text=done)
        if columns[2].button(t("board.open"), key=f"board-open-{line.article}", width="stretch"):
            opening.go(line.article, 1)
        label = t("board.close") if in_hand else t("board.assign")
        if columns[3].button(label, key=f"board-assign-{line.article}", width="stretch"):
            st.session_state[IN_HAND] = None if in_hand else line.article
            st.rerun()
        if in_hand:
            board_article.show(found, line)


def _facts(line: Line) -> list[str]:
    facts = [t("board.sentences", count=line.sentences)]
    if line.lacking:
        facts.append(f"⚠ {t('board.lacks', count=line.lacking)}")
    if line.due_on:
        late = line.is_overdue(today())
        day = isolated(line.due_on.isoformat())
        facts.append(f"⚠ {t('board.overdue_since', day=day)}" if late else t("board.due", day=day))
    if line.last_at:
        facts.append(t("board.last", time=isolated(when(line.last_at))))
    if line.median_seconds is not None:
        facts.append(t("board.median", seconds=f"{line.median_seconds:g}"))
    return facts


def _who(found: Board, line: Line) -> str:
    """Everybody with it, each with their stage."""
    shown = {"begun": "◐", "handed_in": "✓", "handed_back": "↩", "taken_away": "×", "assigned": "○"}
    parts = [part for part in line.parts if part.stage != "taken_away"]
    said = [
        f"{shown[part.stage]} {isolated(found.names[part.person])} {t(f'board.stage_{part.stage}')}"
        + (f" {t('board.part', reviewed=part.reviewed, all=line.sentences)}" if part.stage == "begun" else "")
        for part in parts
    ]
    return t("board.comma").join(said)
