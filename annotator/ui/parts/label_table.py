"""How each category is used and agreed on, what it is confused with, and the way to its sentences."""

import pandas as pd
import streamlit as st

from annotator.domain.labels import LabelUse
from annotator.services.compare.comparing import Comparison
from annotator.ui.context import actor, t
from annotator.ui.parts import its_table, sentences, table
from annotator.ui.parts.naming import Names

_ANCHOR = "labels"


def show(found: Comparison, names: Names) -> None:
    """The table; under it the sentences of the category that was chosen."""
    if not found.labels:
        return
    st.subheader(t("compare.labels"), anchor=_ANCHOR)
    named = label_names(found)
    rows = [_row(use, named) for use in found.labels]
    shown = [
        {t(f"compare.column.{key}"): cell for key, cell in _shown(use, found, named).items()} for use in found.labels
    ]
    table.show(pd.DataFrame(shown).set_index(t("compare.column.label")))
    its_table.button("labels", rows)
    options = ["", *(use.label for use in found.labels)]
    asked = st.query_params.get("label", "")
    chosen = st.selectbox(
        t("compare.label_sentences"),
        options,
        index=options.index(asked) if asked in options else 0,
        format_func=lambda label: named[label] if label else t("compare.choose_label"),
        key=f"label-{found.project.id}",
    )
    if chosen:
        sentences.show(found, found.confusion.sentences_of(chosen).tolist(), names, "label")


def _address(found: Comparison, label: str) -> str:
    """This page with the sentences of a category."""
    return f"/compare?project={found.project.id}&label={label}#{_ANCHOR}"


def label_names(found: Comparison) -> dict[str, str]:
    """Categories in the reader's language; "" is nothing."""
    named = {label.id: label.name[actor().language] for label in found.scheme.issue_categories}
    return {**named, "": t("compare.nothing")}


def _shown(use: LabelUse, found: Comparison, named: dict[str, str]) -> dict[str, str | table.Link]:
    met = len(found.confusion.sentences_of(use.label))
    interval = f" ({use.low:.2f} – {use.high:.2f})" if use.low is not None and use.high is not None else ""
    rival = f"{named[use.confused_with]} ({use.confused})" if use.confused_with else "—"
    return {
        "label": named[use.label],
        "uses": str(use.uses),
        "positive_agreement": f"{its_table.rounded(use.positive_agreement)}{interval}",
        "alpha": its_table.rounded(use.alpha),
        "confused_with": rival,
        "sentences": table.Link(str(met), _address(found, use.label)) if met else "0",
    }


def _row(use: LabelUse, named: dict[str, str]) -> dict[str, str | int | float | None]:
    return {
        "label": named[use.label],
        "uses": use.uses,
        "positive_agreement": use.positive_agreement,
        "positive_low": use.low,
        "positive_high": use.high,
        "alpha": use.alpha,
        "confused_with": named[use.confused_with] if use.confused_with else None,
        "confused": use.confused,
    }
