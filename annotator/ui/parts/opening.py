"""The way from a figure to its sentence."""

import streamlit as st

from annotator.ui.context import t


def button(article_id: str, number: int, key: str) -> None:
    """Opens the sentence of this number, from 1, in its article."""
    if st.button(t("compare.open", number=number), key=key):
        st.session_state["article_in_hand"] = article_id
        st.switch_page(st.session_state["annotate_page"], query_params={"article": article_id, "sentence": str(number)})
