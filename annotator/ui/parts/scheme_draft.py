"""The scheme as somebody is editing it: in the page's memory, until it is saved or thrown away."""

from dataclasses import dataclass, replace

import streamlit as st

from annotator.desk import store
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.domain.schemes.changes import Change, changes
from annotator.services.schemes import revising
from annotator.services.schemes.revising import Version
from annotator.ui.context import actor


@dataclass(frozen=True)
class Draft:
    """`base` is the version `seen` that was edited; `round` grows where the fields must be filled anew."""

    seen: Version
    base: Scheme
    scheme: Scheme
    round: int = 0

    @property
    def changes(self) -> list[Change]:
        return changes(self.base, self.scheme)


def draft_of(project: Project) -> tuple[Draft, Version, Scheme]:
    """The draft, and the version that the project is at: a draft without changes follows it."""
    version, scheme = revising.current(store(), actor(), project.id)
    kept: Draft | None = st.session_state.get(_key(project))
    if kept is None or (kept.seen.id != version.id and not kept.changes):
        kept = Draft(version, scheme, scheme, kept.round + 1 if kept else 0)
        st.session_state[_key(project)] = kept
    return kept, version, scheme


def keep(project: Project, scheme: Scheme, *, anew: bool = False) -> None:
    """Remembers what has been edited; `anew`: not by the fields on the page, which must be filled with it."""
    kept: Draft = st.session_state[_key(project)]
    st.session_state[_key(project)] = replace(kept, scheme=scheme, round=kept.round + anew)


def begin(project: Project, seen: Version, base: Scheme, scheme: Scheme) -> None:
    """Goes on from another version."""
    kept: Draft = st.session_state[_key(project)]
    st.session_state[_key(project)] = Draft(seen, base, scheme, kept.round + 1)


def _key(project: Project) -> str:
    return f"scheme-draft-{project.id}"
