"""Giving articles out evenly: who takes part, what each would get, and the button that does just that."""

import pandas as pd
import streamlit as st

from annotator.desk import store
from annotator.domain.invisible import visible
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.services.assignment import distributing
from annotator.services.assignment.distributing import Preview
from annotator.ui.context import actor, isolated, say_refusal, t
from annotator.ui.parts import table

_SHOWN = 30  # articles


def show(project: Project) -> None:
    """Draws the preview, and does what it shows."""
    st.caption(t("board.evenly_how"))
    able, first = distributing.people(store(), actor(), project.id)
    if not able:
        st.info(t("board.nobody_able"))
        return
    among = st.multiselect(
        t("board.among"),
        list(able),
        default=first,
        format_func=lambda id: visible(able[id].name),
        key=f"among-{project.id}-{len(able)}",
    )
    found = distributing.preview(store(), actor(), project.id, among)
    _lacking(found)
    if not found.distribution.shares:
        return
    _articles(found)
    _people(found)
    count = len(found.distribution.shares)
    if st.button(t("board.give_out", count=count), type="primary", key="give-out"):
        _give_out(project, found, among)


def _give_out(project: Project, found: Preview, among: list[str]) -> None:
    try:
        count = distributing.give_out(store(), actor(), project.id, found.distribution, among)
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.toast(t("board.gave_out", count=count))
        st.rerun()


def _lacking(found: Preview) -> None:
    lacking = found.distribution.lacking
    if lacking:
        titles = t("board.comma").join(isolated(found.titles[id]) for id, _ in lacking[:_SHOWN])
        st.text(f"⚠ {t('board.still_lacking', titles=titles)}{' …' if len(lacking) > _SHOWN else ''}")
    elif not found.distribution.shares:
        st.info(t("board.nothing_lacking"))


def _articles(found: Preview) -> None:
    st.caption(t("board.preview_articles"))
    given: dict[str, list[str]] = {}
    for share in found.distribution.shares:
        given.setdefault(share.article, []).append(found.people[share.person].name)
    for id in list(given)[:_SHOWN]:
        names = t("board.comma").join(isolated(name) for name in given[id])
        st.text(t("board.share", title=isolated(found.titles[id]), sentences=found.sentences[id], people=names))
    if len(given) > _SHOWN:
        st.text("…")


def _people(found: Preview) -> None:
    st.caption(t("board.preview_people"))
    rows = [
        {
            t("board.person"): person.name,
            t("board.before"): str(found.before[id]),
            t("board.after"): str(found.after[id]),
        }
        for id, person in found.people.items()
    ]
    table.show(pd.DataFrame(rows).set_index(t("board.person")))
