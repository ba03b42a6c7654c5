"""Whose work is told of: each reviewer's own, or what stands."""

import streamlit as st

from annotator.services.reports.exporting import Who
from annotator.ui.context import t


def choose() -> Who:
    """Offers the choice; reviewers' own work is chosen first."""
    names = {who: t(f"reports.of_{who}") for who in ("reviewers", "consensus")}
    chosen = st.segmented_control(
        t("reports.who"), list(names), default="reviewers", format_func=lambda who: names[who], required=True
    )
    return "consensus" if chosen == "consensus" else "reviewers"
