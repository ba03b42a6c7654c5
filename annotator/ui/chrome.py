"""What every page wears: direction, fonts and the sidebar. Streamlit knows no right-to-left; one style block mirrors it."""

import streamlit as st

from annotator.ui.context import actor, t

_BOTH = """
@import url("/assets/fonts/fonts.css");
.stApp, .stApp button, .stApp input, .stApp textarea, .stApp select { font-family: "Tadqiq Sans", system-ui, sans-serif; }
.stMainBlockContainer { padding-top: 3.4rem; padding-bottom: 1rem; }
.stApp input, .stApp textarea { unicode-bidi: plaintext; text-align: start; }
.stApp code { direction: ltr; unicode-bidi: isolate; }
"""

_MIRRORED = """
.stApp { direction: rtl; }
.stApp h1, .stApp h2, .stApp h3, .stApp p, .stApp label, .stApp th, .stApp td { text-align: start; }
section[data-testid="stSidebar"] { inset-inline-start: 0; border-inline-end: 1px solid var(--st-border-color); }
[data-testid="stIconMaterial"] { direction: ltr; }
[data-testid="stSidebarCollapseButton"] span, [data-testid="stExpandSidebarButton"] span { transform: scaleX(-1); }
[data-testid="stDataFrame"], .stSlider { direction: ltr; }
"""


def mirror(language: str) -> None:
    """Turns the page to the reader's language's side."""
    st.html(f"<style>{_BOTH}{_MIRRORED if language == 'ar' else ''}</style>")


def sidebar() -> None:
    """Who is signed in, and the way out."""
    with st.sidebar:
        st.caption(t("nav.signed_in_as"))
        st.text(actor().name)
        st.html(f'<a class="tadqiq-out" href="/signout" target="_self">{t("nav.sign_out")}</a>')
