"""The audit: who did what to people, projects, schemes and sessions. For admins."""

import json
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

import pandas as pd
import streamlit as st

from annotator.clock import from_iso
from annotator.desk import store
from annotator.domain import policy
from annotator.services.people import auditing, members
from annotator.services.people.auditing import KINDS, Asked, Said
from annotator.ui.context import actor, midnight, t, when
from annotator.ui.parts import table
from annotator.words import words
from exports.columns import Cell

_SHOWN = 100
_TOLD = ("role", "weights", "sessions", "browser", "address", "rater")
_PLACE = "audit-before"  # in the page's memory: the numbers before which the pages so far began


def show() -> None:
    """Draws what is asked for, a page at a time, and the way to all of it."""
    st.title(t("audit.title"))
    if not policy.may(actor(), "administer"):
        st.info(t("audit.not_yours"))
        return
    st.caption(t("audit.what", shown=_SHOWN))
    asked = _asked()
    address = f"/api/audit.csv?{urlencode(_named(asked), doseq=True)}"
    st.link_button(t("audit.download"), address, type="primary", icon=":material/download:")
    pages: list[int | None] = st.session_state.setdefault(_PLACE, [None])
    found = auditing.audit_page(store(), actor(), asked, pages[-1], _SHOWN)
    if found:
        table.show(pd.DataFrame([_shown(one) for one in found]).set_index(t("audit.at")))
    else:
        st.info(t("audit.nothing"))
    _turn(pages, found)


def _asked() -> Asked:
    """The filters; another one begins at the newest again."""
    everyone = {account.person.id: account.person.name for account in members.everyone(store(), actor())}
    names = {"": t("audit.anybody"), **everyone}
    kinds = {kind: t(f"audit.kind_{kind}") for kind in KINDS}
    columns = st.columns([2, 2, 1, 1])
    person = columns[0].selectbox(t("audit.person"), list(names), format_func=lambda id: names[id])
    chosen = columns[1].multiselect(
        t("audit.kinds"), KINDS, format_func=lambda kind: kinds[kind], placeholder=t("audit.any_kind")
    )
    first, last = (
        columns[place].date_input(t(f"audit.{name}"), value=None, format="YYYY-MM-DD")
        for place, name in ((2, "from"), (3, "to"))
    )
    start = midnight(first) if isinstance(first, date) else None
    end = midnight(last + timedelta(days=1)) if isinstance(last, date) else None
    asked = Asked(str(person or ""), tuple(chosen), start, end)
    if st.session_state.get("audit-asked") != asked:
        st.session_state["audit-asked"], st.session_state[_PLACE] = asked, [None]
    return asked


def _named(asked: Asked) -> dict[str, Any]:
    bounds = {name: one.isoformat() for name, one in (("from", asked.start), ("to", asked.end)) if one is not None}
    return {**({"person": asked.person} if asked.person else {}), "kind": list(asked.kinds), **bounds}


def _turn(pages: list[int | None], found: list[Said]) -> None:
    columns = st.columns([1, 1, 3])
    if len(pages) > 1 and columns[0].button(t("audit.newer"), width="stretch"):
        pages.pop()
        st.rerun()
    if len(found) == _SHOWN and columns[1].button(t("audit.older"), width="stretch"):
        pages.append(int(str(found[-1].row["seq"])))
        st.rerun()


def _shown(one: Said) -> dict[str, str]:
    row = one.row
    told = " → ".join(part for part in (_told(row["before"]), _told(row["after"])) if part)
    return {
        t("audit.at"): when(from_iso(str(row["at"]))),
        t("audit.by"): str(row["by"]) or t("audit.program"),
        t("audit.act"): words(actor().language).get(f"audit.act_{row['act']}", str(row["act"])),
        t("audit.about"): str(row["about"]),
        t("audit.project"): str(row["project"]),
        t("audit.told"): _bare("\n".join(one.lines) or told),
    }


def _bare(text: str) -> str:
    """Without the marks that keep a name's direction: the table would show them."""
    return text.translate(dict.fromkeys(map(ord, "\u2068\u2069")))


def _told(values: Cell) -> str:
    """Of what an event says, what the other columns don't."""
    facts = json.loads(str(values)) if values else {}
    if "role" in facts:
        facts["role"] = t(f"people.role_{facts['role']}")
    if "sessions" in facts:
        facts["sessions"] = t("audit.sessions", count=facts["sessions"])
    return " · ".join(str(facts[name]) for name in _TOLD if facts.get(name))
