"""The audit: who did what to people, projects and sessions. For admins."""

import pandas as pd
import streamlit as st

from annotator.clock import from_iso
from annotator.desk import store
from annotator.domain import policy
from annotator.services import auditing
from annotator.ui.context import actor, plain, t, when
from exports.rows import Row

_SHOWN = 100


def show() -> None:
    """Draws the latest events and the way to all of them."""
    st.title(t("audit.title"))
    if not policy.may(actor(), "administer"):
        st.info(t("audit.not_yours"))
        return
    st.caption(t("audit.what", shown=_SHOWN))
    st.link_button(t("audit.download"), "/api/audit.csv", type="primary", icon=":material/download:")
    rows = [_shown(row) for row in auditing.audit_rows(store(), actor(), _SHOWN)]
    if rows:
        st.table(pd.DataFrame(rows).set_index(t("audit.at")))


def _shown(row: Row) -> dict[str, str]:
    told = " → ".join(str(row[name]) for name in ("before", "after") if row[name])
    return {
        t("audit.at"): plain(when(from_iso(str(row["at"])))),
        t("audit.by"): plain(str(row["by"]) or t("audit.program")),
        t("audit.act"): t(f"audit.act_{row['act']}"),
        t("audit.about"): plain(str(row["about"])),
        t("audit.project"): plain(str(row["project"])),
        t("audit.told"): plain(told),
    }
