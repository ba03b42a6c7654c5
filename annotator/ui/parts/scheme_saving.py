"""What a draft changes and which marks that touches, before it is saved; and both, where somebody was quicker."""

import streamlit as st

from annotator.desk import store
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.domain.schemes.changes import Change, changes
from annotator.domain.schemes.editing import rebased
from annotator.errors import Conflict, TadqiqError
from annotator.services.schemes import revising
from annotator.services.schemes.revising import Uses, Version
from annotator.services.schemes.scheme_words import in_words, used
from annotator.ui.context import actor, say_refusal, t
from annotator.ui.parts.scheme_draft import Draft, begin


def show(project: Project, draft: Draft, version: Version, current: Scheme, uses: Uses) -> None:
    """The changes with the marks they touch, and the two ways on; nothing where there are none."""
    found = draft.changes
    if not found:
        return
    with st.container(border=True):
        if draft.seen.id != version.id:
            _both(project, draft, version, current, uses)
            return
        st.subheader(t("scheme.unsaved", count=len(found)), anchor=False)
        st.caption(t("scheme.unsaved_help", number=version.number + 1))
        lines(found, draft.base, draft.scheme, uses)
        columns = st.columns([1, 1, 2])
        if columns[0].button(t("scheme.save", number=version.number + 1), type="primary", width="stretch"):
            _save(project, draft)
        if columns[1].button(t("scheme.discard"), width="stretch"):
            begin(project, version, current, current)
            st.rerun()


def lines(found: list[Change], old: Scheme, new: Scheme, uses: Uses) -> None:
    """One line for each change, with the number of marks that it touches."""
    for change, line in zip(found, in_words(found, old, new, actor().language), strict=True):
        count = used(change, uses)
        st.text(f"• {line}" + (f" — {t('scheme.marks', count=count)}" if count else ""))


def _save(project: Project, draft: Draft) -> None:
    try:
        revised = revising.revise(store(), actor(), project.id, draft.seen.id, draft.scheme)
    except Conflict:
        st.rerun()  # the page shows both
    except TadqiqError as error:
        say_refusal(error)
    else:
        begin(project, revised.version, revised.scheme, revised.scheme)
        st.toast(t("scheme.saved", number=revised.version.number))
        st.rerun()


def _both(project: Project, draft: Draft, version: Version, current: Scheme, uses: Uses) -> None:
    by = version.by or t("scheme.program")
    st.text(f"⚠ {t('scheme.overtaken', number=version.number, by=by)}")
    mine, theirs = st.columns(2)
    with mine:
        st.subheader(t("scheme.mine"), anchor=False)
        lines(draft.changes, draft.base, draft.scheme, uses)
        if st.button(t("scheme.put_on_top"), type="primary", help=t("scheme.put_on_top_help")):
            begin(project, version, current, rebased(draft.base, draft.scheme, current))
            st.rerun()
    with theirs:
        st.text(t("scheme.theirs", number=version.number, by=by))
        lines(changes(draft.base, current), draft.base, current, uses)
        if st.button(t("scheme.take_theirs")):
            begin(project, version, current, current)
            st.rerun()
