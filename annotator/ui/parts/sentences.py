"""Sentences behind a figure: what each reviewer marked in them, and the way there."""

from collections.abc import Sequence

import streamlit as st

from annotator.desk import store
from annotator.domain.questions import Judgement
from annotator.services.compare.comparing import Comparison
from annotator.services.consensus import confronting
from annotator.ui.context import actor, isolated, t
from annotator.ui.parts import opening
from annotator.ui.parts.naming import Names

_SHOWN = 10


def show(found: Comparison, rows: Sequence[int], names: Names, key: str) -> None:
    """The first few of these sentences, named by their rows in the comparison."""
    if not rows:
        st.info(t("compare.none_here"))
        return
    judged: dict[str, list[Judgement]] = {}
    for one in confronting.judgements_at(store(), found, rows[:_SHOWN]):
        judged.setdefault(one.sentence.id, []).append(one)
    for row, (sentence, said) in zip(rows, judged.items(), strict=False):
        _draw(found, said, int(found.places.number[row]), names, f"{key}-{sentence}")
    if len(rows) > _SHOWN:
        st.caption(t("compare.some", shown=_SHOWN, count=len(rows)))


def _draw(found: Comparison, said: list[Judgement], number: int, names: Names, key: str) -> None:
    with st.container(border=True):
        st.text(isolated(said[0].article.title))
        st.text(isolated(said[0].text))
        for one in said:
            st.text(f"{isolated(names[one.reviewer])}: {_in_words(found, one)}")
        opening.button(said[0].article.id, number, key)


def _in_words(found: Comparison, one: Judgement) -> str:
    label, language = found.scheme.label, actor().language
    marks = [
        f"{label('issue_category', issue.category).name[language]}"
        f" · {label('severity', issue.severity).name[language]} {isolated(f'«{issue.quote}»')}"
        for issue in one.issues
    ]
    return "\n".join(["", *marks]) if marks else t("compare.clean")
