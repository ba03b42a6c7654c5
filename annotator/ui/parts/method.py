"""How every figure was made, with what to beware of."""

import streamlit as st

from annotator.services.compare.comparing import Comparison
from annotator.ui.context import plain, t


def show(found: Comparison) -> None:
    """Folded away, question by question."""
    with st.expander(t("compare.method")):
        for one in found.questions:
            st.text(t(f"compare.{one.question}"))
            for figure in one.figures.values():
                flags = [t(f"agreement.flag.{flag}") for flag in figure.flags]
                st.caption(plain(" · ".join([figure.method, *flags] if figure.method else flags)))
