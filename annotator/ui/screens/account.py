"""One's own account: language, password, sessions."""

import streamlit as st

from annotator.desk import store
from annotator.domain.access import Session
from annotator.errors import TadqiqError
from annotator.services.people import accounts, sessions, tokens
from annotator.ui.context import actor, isolated, say_refusal, t, when
from annotator.web.cookies import token_of
from annotator.words import LANGUAGES


def show() -> None:
    """Draws what can be changed."""
    st.title(t("account.title"))
    st.text(isolated(actor().name))
    _language()
    st.subheader(t("account.password"))
    if accounts.has_password(store(), actor()):
        st.html(f'<a class="tadqiq-way" href="/password" target="_self">{t("account.change")}</a>')
    else:
        st.caption(t("account.no_password"))
    _sessions()


def _language() -> None:
    codes = list(LANGUAGES)
    chosen = st.segmented_control(
        t("account.language"),
        codes,
        default=actor().language,
        format_func=lambda code: LANGUAGES[code],
        required=True,
        key="account-language",
    )
    if chosen and chosen != actor().language:
        accounts.set_language(store(), actor(), chosen)
        st.rerun()


def _sessions() -> None:
    """Where one is signed in: this browser first, each of the others with the button that ends it."""
    st.subheader(t("account.sessions"))
    here = tokens.digest(_token())
    found = sorted(sessions.own_sessions(store(), actor()), key=lambda session: session.token_hash != here)
    for session in found:
        _session(session, session.token_hash == here)
    if len(found) > 1 and st.button(t("account.sign_out_others")):
        accounts.sign_out_others(store(), actor(), _token())
        st.toast(t("account.signed_out_others"))
        st.rerun()


def _session(session: Session, here: bool) -> None:
    with st.container(border=True):
        columns = st.columns([5, 1], vertical_alignment="center")
        parts = [session.browser or t("account.unknown_browser"), session.address, t("account.here") if here else ""]
        columns[0].text(" · ".join(isolated(part) for part in parts if part))
        times = {"since": isolated(when(session.created_at)), "seen": isolated(when(session.seen_at))}
        columns[0].caption(t("account.session", **times))
        if not here and columns[1].button(t("account.end"), key=f"end-{session.token_hash}", width="stretch"):
            try:
                sessions.end_session(store(), actor(), session.token_hash)
            except TadqiqError as error:
                say_refusal(error)
            else:
                st.rerun()


def _token() -> str:
    return token_of(st.context.cookies) or ""
