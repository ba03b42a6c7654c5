"""The pages, for whoever is signed in. Run by Streamlit for every page view."""

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from annotator.domain import policy
from annotator.ui import chrome
from annotator.ui.context import actor, begin, t
from annotator.ui.screens import (
    account,
    annotate,
    articles,
    audit,
    board,
    claims,
    compare,
    distortion,
    duplicates,
    people,
    reports,
    scheme,
    settle,
)


def main() -> None:
    """Draws the page in the address."""
    begin()
    st.set_page_config(page_title=t("nav.title"), page_icon="📰", layout="wide")
    chrome.mirror(actor().language)
    st.session_state["annotate_page"] = annotating = st.Page(
        annotate.show, title=t("nav.annotate"), icon=":material/edit_note:", url_path="annotate"
    )
    st.session_state["settle_page"] = settling = st.Page(
        settle.show, title=t("nav.settle"), icon=":material/balance:", url_path="settle"
    )
    pages = [
        st.Page(articles.show, title=t("nav.articles"), icon=":material/article:", url_path="articles", default=True),
        annotating,
        st.Page(claims.show, title=t("nav.claims"), icon=":material/fact_check:", url_path="claims"),
        st.Page(distortion.show, title=t("nav.distortion"), icon=":material/broken_image:", url_path="distortion"),
        st.Page(compare.show, title=t("nav.compare"), icon=":material/compare_arrows:", url_path="compare"),
        settling,
        st.Page(duplicates.show, title=t("nav.duplicates"), icon=":material/join_inner:", url_path="duplicates"),
        st.Page(reports.show, title=t("nav.reports"), icon=":material/table_view:", url_path="reports"),
        *_looking_after(),
        st.Page(account.show, title=t("nav.account"), icon=":material/person:", url_path="account"),
    ]
    page = st.navigation(pages, expanded=True)
    chrome.sidebar()
    page.run()


def _looking_after() -> list[StreamlitPage]:
    """The pages of those who look after a project or its people."""
    pages = []
    if board.may_see():
        pages.append(st.Page(board.show, title=t("nav.board"), icon=":material/checklist:", url_path="progress"))
    if people.for_whom():
        page = st.Page(scheme.show, title=t("nav.scheme"), icon=":material/label:", url_path="scheme")
        st.session_state["scheme_page"] = page
        pages.append(page)
    if people.for_whom() or policy.may(actor(), "administer"):
        pages.append(st.Page(people.show, title=t("nav.people"), icon=":material/group:", url_path="people"))
    if policy.may(actor(), "administer"):
        pages.append(st.Page(audit.show, title=t("nav.audit"), icon=":material/history:", url_path="audit"))
    return pages


main()
