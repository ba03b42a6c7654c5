"""One's own account: language, password, other sessions."""

import streamlit as st

from annotator.desk import store
from annotator.errors import Invalid, TadqiqError
from annotator.services import accounts
from annotator.ui.context import actor, say_refusal, t
from annotator.web.cookies import token_of
from annotator.words import LANGUAGES


def show() -> None:
    """Draws the account's forms."""
    st.title(t("account.title"))
    st.text(actor().name)
    _language()
    _password()
    if st.button(t("account.sign_out_others")):
        accounts.sign_out_others(store(), actor(), _token())
        st.success(t("account.signed_out_others"))


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


def _password() -> None:
    with st.form("password", clear_on_submit=False):
        st.subheader(t("account.password"))
        current = st.text_input(t("account.current"), type="password", autocomplete="current-password")
        new = st.text_input(
            t("account.new"), type="password", autocomplete="new-password", help=t("signin.password_hint")
        )
        again = st.text_input(t("account.again"), type="password", autocomplete="new-password")
        if not st.form_submit_button(t("account.change")):
            return
    try:
        if new != again:
            raise Invalid("passwords_differ")
        accounts.change_password(store(), actor(), _token(), current, new)
    except TadqiqError as error:
        say_refusal(error)
    else:
        st.success(t("account.changed"))


def _token() -> str:
    return token_of(st.context.cookies) or ""
