"""One article of the board: everybody with it and what can be done for them; whom to give it to; how many, by when."""

from collections.abc import Callable
from datetime import date

import streamlit as st

from annotator.desk import store
from annotator.domain.assigning import MOST_NEEDED
from annotator.domain.progress import Line, Part
from annotator.errors import TadqiqError
from annotator.services.assignment import assigning
from annotator.services.assignment.board import Board
from annotator.ui.context import actor, isolated, say_refusal, t, when


def show(found: Board, line: Line) -> None:
    """Draws it under its line."""
    for part in line.parts:
        _draw(found, line, part)
    columns = st.columns(2)
    with columns[0]:
        _give(found, line)
    with columns[1]:
        _plan(found, line)


def _draw(found: Board, line: Line, part: Part) -> None:
    columns = st.columns([4, 1, 1], vertical_alignment="center")
    columns[0].text(f"{isolated(found.names[part.person])}: {' · '.join(_facts(line, part))}")
    key = f"{line.article}-{part.person}"
    if part.waits:
        if columns[1].button(t("board.remind"), key=f"remind-{key}", width="stretch"):
            do(lambda: assigning.remind(store(), actor(), line.article, part.person), "remind_done")
        if columns[2].button(t("board.take_away"), key=f"take-{key}", width="stretch"):
            do(lambda: assigning.take_away(store(), actor(), line.article, part.person), "take_away_done")
    elif part.stage == "handed_in":
        with columns[2].popover(t("board.reopen"), width="stretch"):
            _reopen(line, part)


def _facts(line: Line, part: Part) -> list[str]:
    facts = [t(f"board.stage_{part.stage}")]
    if part.assigned_at is None:
        facts.append(t("board.unasked"))
    if part.reason:
        facts.append(isolated(part.reason))
    facts.append(t("board.part", reviewed=part.reviewed, all=line.sentences))
    if part.last_at:
        facts.append(t("board.last", time=isolated(when(part.last_at))))
    if part.median_seconds is not None:
        facts += [minutes(part.seconds), t("board.median", seconds=f"{part.median_seconds:g}")]
    if part.reminded_at:
        facts.append(t("board.reminded", time=isolated(when(part.reminded_at))))
    return facts


def minutes(seconds: int) -> str:
    """Time at work, in whole minutes."""
    return t("board.time", minutes=round(seconds / 60))


def _reopen(line: Line, part: Part) -> None:
    st.text(t("board.reopen_ask"))
    with st.form(f"reopen-{line.article}-{part.person}", border=False):
        reason = st.text_input(t("board.reopen_why"), max_chars=assigning.MAX_REASON)
        if st.form_submit_button(t("board.reopen")):
            do(lambda: assigning.reopen(store(), actor(), line.article, part.person, reason), "reopen_done")


def _give(found: Board, line: Line) -> None:
    having = {part.person for part in line.counted}
    others = [id for id in found.members if id not in having]
    with st.form(f"give-{line.article}", border=False):
        person = st.selectbox(
            t("board.give_to"),
            others,
            index=None,
            placeholder=t("board.choose_person"),
            format_func=lambda id: found.names[id],
        )
        if st.form_submit_button(t("board.give"), type="primary") and person:
            do(lambda: assigning.assign(store(), actor(), line.article, person), "given")


def _plan(found: Board, line: Line) -> None:
    own = found.plans.get(line.article)
    with st.form(f"plan-{line.article}", border=False):
        columns = st.columns(2)
        needed = columns[0].number_input(
            t("board.needed"),
            min_value=1,
            max_value=MOST_NEEDED,
            value=own.reviewers_needed if own else None,
            placeholder=t("board.needed_help", count=found.project.reviewers_needed),
        )
        due: date | None = columns[1].date_input(t("board.due_on"), value=line.due_on, format="YYYY-MM-DD")
        if st.form_submit_button(t("board.plan_save")):
            day = due.isoformat() if due else None
            do(lambda: assigning.set_plan(store(), actor(), line.article, needed, day), "plan_saved")


def do(act: Callable[[], object], done: str) -> None:
    """Does it and says so; what is refused is said and nothing is changed."""
    try:
        act()
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.toast(t(f"board.{done}"))
        st.rerun()
