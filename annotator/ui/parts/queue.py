"""The reader's queue: who mentioned them, where they stopped, what waits for them with its day and its way back."""

from datetime import date

import streamlit as st

from annotator.desk import store
from annotator.domain.queue import Waiting
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.services.assignment import assigning, queueing
from annotator.services.assignment.queueing import Place
from annotator.services.comments import threads
from annotator.ui.context import actor, isolated, plain, say_refusal, t, today, when
from annotator.ui.parts import opening

_EXCERPT = 200  # code points of a comment


def show(project: Project) -> set[str]:
    """Draws the queue, where there is one; gives back the articles that stand in it."""
    _mentions(project)
    found = queueing.queue(store(), actor(), project.id, today())
    if not found.waiting:
        return set()
    st.subheader(t("queue.title"))
    if found.stopped_at:
        _go_on(found.stopped_at)
    for one in found.waiting:
        _draw(one)
    return {one.article.id for one in found.waiting}


def _mentions(project: Project) -> None:
    """The comments that name the reader; opening one reads it."""
    found = threads.mentions(store(), actor(), project.id)
    if found:
        st.subheader(t("queue.mentions"))
    for number, one in enumerate(found):
        with st.container(border=True):
            columns = st.columns([6, 1], vertical_alignment="center")
            place = {"by": isolated(one.author), "title": isolated(one.article.title), "number": one.number}
            columns[0].text(f"{t('queue.mention', **place)} · {isolated(when(one.at))}")
            columns[0].text(_excerpt(one.text))
            if columns[1].button(t("queue.mention_open"), key=f"mention-{number}", width="stretch"):
                opening.go(one.article.id, one.number)


def _excerpt(text: str) -> str:
    """The beginning of a comment, each of its lines in its own direction."""
    shown = text if len(text) <= _EXCERPT else f"{text[:_EXCERPT]}…"
    return "\n".join(isolated(line) for line in shown.split("\n"))


def _go_on(place: Place) -> None:
    label = t("queue.go_on", title=plain(isolated(place.article.title)), number=place.number)
    if st.button(label, type="primary", icon=":material/play_arrow:", key="queue-go-on"):
        opening.go(place.article.id, place.number)


def _draw(one: Waiting) -> None:
    id = one.article.id
    with st.container(border=True):
        columns = st.columns([5, 2, 1, 1], vertical_alignment="center")
        columns[0].text(isolated(one.article.title))
        columns[0].text(" · ".join(_facts(one, today())))
        left = t("queue.left", left=one.sentences - one.reviewed, all=one.sentences)
        columns[1].progress(one.reviewed / max(1, one.sentences), text=left)
        if columns[2].button(t("articles.open"), key=f"queue-open-{id}", width="stretch"):
            opening.go(id, queueing.stopped_at(store(), actor(), id).number)
        if one.assigned:
            with columns[3].popover(t("queue.hand_back"), width="stretch"):
                _hand_back(id)


def _facts(one: Waiting, day: date) -> list[str]:
    facts, due = [], isolated(one.due_on.isoformat()) if one.due_on else ""
    if one.is_overdue(day):
        facts.append(f"⚠ {t('queue.overdue', day=due)}")
    elif one.due_on == day:
        facts.append(t("queue.due_today"))
    elif one.due_on:
        facts.append(t("queue.due", day=due))
    if one.reopened_because:
        facts.append(t("queue.reopened", by=isolated(one.reopened_by), reason=isolated(one.reopened_because)))
    if one.reminded_at:
        facts.append(t("queue.reminded", time=isolated(when(one.reminded_at))))
    return [*facts, t("queue.since", day=isolated(when(one.since).split()[0]))]


def _hand_back(article_id: str) -> None:
    st.text(t("queue.hand_back_ask"))
    with st.form(f"hand-back-{article_id}", border=False):
        reason = st.text_input(t("queue.hand_back_why"), max_chars=assigning.MAX_REASON)
        if not st.form_submit_button(t("queue.hand_back")):
            return
    try:
        assigning.hand_back(store(), actor(), article_id, reason)
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.toast(t("queue.handed_back"))
        st.rerun()
