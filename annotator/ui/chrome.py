"""What every page wears: direction, fonts, the sidebar. Streamlit knows no right-to-left: a style block mirrors it."""

import streamlit as st

from annotator.ui import pane
from annotator.ui.context import actor, isolated, t
from annotator.web.assets import font_rules

_BOTH = """
.stApp, .stApp :is(button, input, textarea, select) { font-family: "Tadqiq Sans", system-ui, sans-serif; }
.stMainBlockContainer { padding: 3rem 1.5rem 1rem; }
[data-testid="stHeader"] { height: 2.8rem; min-height: 2.8rem; background: transparent; }
.stTable td p { width: max-content; max-width: 20rem; }
.stTable :is(td, th), .stTable :is(td, th) * { unicode-bidi: plaintext; text-align: start; }
.stApp input, .stApp textarea { unicode-bidi: plaintext; text-align: start; }
[data-testid="InputInstructions"] { display: none; } /* in English only, and over what was typed */
[data-testid="stSidebarNavViewButton"] { display: none; } /* in English only; the menu shows every page */
.stApp code { direction: ltr; unicode-bidi: isolate; }
.stApp :is(a.tadqiq-way, a.tadqiq-out) { color: inherit; }
[data-testid="stFileUploaderDropzoneInstructions"] { display: none; } /* in English only, and not our limit */
[data-testid="stFileUploaderDropzone"] button p { font-size: 0; }
[data-testid="stFileUploaderDropzone"] button p::after { content: var(--tadqiq-upload); font-size: 0.9rem; }
"""

_MIRRORED = """
.stApp { direction: rtl; }
.stApp h1, .stApp h2, .stApp h3, .stApp p, .stApp label, .stApp th, .stApp td { text-align: start; }
.stTable :is(td, th), .stTable :is(td, th) * { text-align: right !important; } /* numbers stand under their heading */
.stTable :is(td, th) p { margin-inline: 0 auto; }
section[data-testid="stSidebar"] { inset-inline-start: 0; border-inline-end: 1px solid var(--st-border-color); }
section[data-testid="stSidebar"][data-collapsed="true"] { display: none; } /* it would slide out to the wrong side */
:is([data-testid="stPopoverBody"], [data-testid="stToast"], [data-testid="stTooltipContent"]) {
  direction: rtl; /* they stand beside the application, not in it */
}
[data-testid="stWidgetLabelHelpInline"] { margin-inline-start: 0.4rem; }
[data-testid="stIconMaterial"] { direction: ltr; }
[data-testid="stSidebarCollapseButton"] span, [data-testid="stExpandSidebarButton"] span { transform: scaleX(-1); }
.stCheckbox label:has([role="switch"]) > div:not([data-testid]) { direction: ltr; transform: scaleX(-1); }
[data-testid="stDataFrame"], [data-testid="stVegaLiteChart"], .stSlider { direction: ltr; }
"""


def mirror(language: str) -> None:
    """Turns the page to the reader's language's side."""
    words = f':root {{ --tadqiq-upload: "{t("adding.choose_file")}"; }}'
    st.html(f"<style>{font_rules()}{words}{_BOTH}{_MIRRORED if language == 'ar' else ''}</style>")


def sidebar() -> None:
    """Who is signed in, and the way out."""
    with st.sidebar:
        st.caption(t("nav.signed_in_as"))
        st.text(isolated(actor().name))
        st.html(f'<a class="tadqiq-out" href="/signout" target="_self">{t("nav.sign_out")}</a>')
        words = {name: t(f"nav.{name}") for name in ("ended", "ended_how", "sign_in_again")}
        direction = "rtl" if actor().language == "ar" else "ltr"
        pane.mount("watch.js", f"watch-{actor().language}", {"words": words, "direction": direction})
