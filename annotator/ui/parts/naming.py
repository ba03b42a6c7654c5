"""Who is called what on the compare page: by name, or by a number that holds for the whole page."""

from collections.abc import Mapping, Sequence

import streamlit as st

from annotator.domain import policy
from annotator.domain.records import Project
from annotator.ui.context import actor, t

Names = Mapping[str, str]


def choose(reviewers: Sequence[str], project: Project) -> Names:
    """The toggle, and what each reviewer is called. Names are hidden at first from those who don't lead the project."""
    leads = policy.may(actor(), "read_all_work", project)
    if not st.toggle(t("compare.hide_names"), value=not leads, key=f"hide-names-{project.id}"):
        return {name: name for name in reviewers}
    numbers = {name: t("compare.number", number=place) for place, name in enumerate(reviewers, 1)}
    return numbers | ({actor().name: t("compare.you")} if actor().name in numbers else {})
