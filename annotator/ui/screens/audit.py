"""The audit: who did what to people, projects and sessions. For admins."""

import json

import pandas as pd
import streamlit as st

from annotator.clock import from_iso
from annotator.desk import store
from annotator.domain import policy
from annotator.services import auditing
from annotator.ui.context import actor, isolated, t, when
from annotator.ui.parts import table
from annotator.words import words
from exports.rows import Cell, Row

_SHOWN = 100
_TOLD = ("role", "weights", "sessions", "browser", "address", "rater")


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
        table.show(pd.DataFrame(rows).set_index(t("audit.at")))


def _shown(row: Row) -> dict[str, str]:
    told = " → ".join(part for part in (_told(row["before"]), _told(row["after"])) if part)
    return {
        t("audit.at"): when(from_iso(str(row["at"]))),
        t("audit.by"): str(row["by"]) or t("audit.program"),
        t("audit.act"): words(actor().language).get(f"audit.act_{row['act']}", str(row["act"])),
        t("audit.about"): str(row["about"]),
        t("audit.project"): str(row["project"]),
        t("audit.told"): told,
    }


def _told(values: Cell) -> str:
    """Of what an event says, what the other columns don't."""
    facts = json.loads(str(values)) if values else {}
    if "role" in facts:
        facts["role"] = t(f"people.role_{facts['role']}")
    if "sessions" in facts:
        facts["sessions"] = t("audit.sessions", count=facts["sessions"])
    return " · ".join(isolated(str(facts[name])) for name in _TOLD if facts.get(name))
