"""What reviewers disagree on, the worst first: what each says, and the way to the sentence."""

from collections import Counter
from typing import Literal

import streamlit as st

from annotator.desk import store
from annotator.domain.disagreement import KINDS, Disagreement
from annotator.services.compare.comparing import Comparison
from annotator.services.consensus import confronting
from annotator.ui.context import actor, isolated, t
from annotator.ui.parts import opening
from annotator.ui.parts.naming import Names

_SHOWN = 30
_HARM = {3: "▲▲▲", 2: "▲▲", 1: "▲"}
_COLOURS: dict[int, Literal["red", "orange", "gray"]] = {3: "red", 2: "orange", 1: "gray"}


def show(found: Comparison, names: Names) -> None:
    """Draws the list, filtered by kind."""
    st.subheader(t("compare.disagreements"))
    counts, every = found.disagreements.counts(), len(found.disagreements)
    words = {"": f"{t('compare.all_kinds')} ({every})"}
    words |= {kind: f"{t(f'compare.kind.{kind}')} ({count})" for kind, count in counts.items() if count}
    chosen = st.selectbox(t("compare.kind_of"), list(words), format_func=lambda kind: words[kind])
    kind = next((kind for kind in KINDS if kind == chosen), None)
    count = every if kind is None else counts[kind]
    if not count:
        st.info(t("compare.no_disagreement"))
        return
    numbers = confronting.numbers(found)
    seen: Counter[str] = Counter()
    for one in confronting.worst(store(), found, kind, _SHOWN):
        id = one.first.sentence.id
        seen[id] += 1  # a button keeps its key when the list is filtered, so that no click on it is lost
        _draw(one, found, names, numbers[id], f"open-{id}-{seen[id]}")
    if count > _SHOWN:
        st.caption(t("compare.more", shown=_SHOWN, count=count))


def _draw(one: Disagreement, found: Comparison, names: Names, number: int, key: str) -> None:
    with st.container(border=True):
        with st.container(horizontal=True, gap="small"):
            for kind in one.kinds:
                st.badge(f"{_HARM[one.harm]} {t(f'compare.kind.{kind}')}", color=_COLOURS[one.harm])
        st.text(isolated(one.first.article.title))
        st.text(isolated(one.first.text))
        columns = st.columns(2)
        for column, judgement, says in (
            (columns[0], one.first, one.first_says),
            (columns[1], one.second, one.second_says),
        ):
            column.text(f"{isolated(names[judgement.reviewer])}: {isolated(_in_words(says, found))}")
        with st.container(horizontal=True, gap="small"):
            opening.settling(one.first, found.project, key)
            opening.button(one.first.article.id, number, key)


def _in_words(says: str, found: Comparison) -> str:
    """Labels by their names; what is no label (a quotation) as it is."""
    if not says:
        return t("compare.nothing")
    labels = found.scheme.labels.values()
    named = {id: label.name[actor().language] for kind in labels for id, label in kind.items()}
    named |= {"clean": t("compare.clean"), "claim": t("pane.claim")}
    return " · ".join(named[word] for word in says.split()) if all(word in named for word in says.split()) else says
