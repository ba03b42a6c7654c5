"""What reviewers disagree on, the worst first: what each says, and the way to the sentence."""

import streamlit as st

from annotator.domain.disagreement import KINDS, Disagreement
from annotator.domain.disagreement import disagreements as found_in
from annotator.services.comparing import Work
from annotator.ui.context import actor, isolated, t

_SHOWN = 30
_HARM = {3: "▲▲▲", 2: "▲▲", 1: "▲"}


def show(work: Work) -> None:
    """Draws the list, filtered by kind."""
    st.subheader(t("compare.disagreements"))
    found = found_in(work.judgements, work.scheme)
    counts = {kind: sum(one.kind == kind for one in found) for kind in KINDS}
    names = {"": f"{t('compare.all_kinds')} ({len(found)})"}
    names |= {kind: f"{t(f'compare.kind.{kind}')} ({count})" for kind, count in counts.items() if count}
    kind = st.selectbox(t("compare.kind_of"), list(names), format_func=lambda kind: names[kind])
    chosen = [one for one in found if kind in ("", one.kind)]
    if not chosen:
        st.info(t("compare.no_disagreement"))
    for place, one in enumerate(chosen[:_SHOWN]):
        _draw(one, work, place)
    if len(chosen) > _SHOWN:
        st.caption(t("compare.more", shown=_SHOWN, count=len(chosen)))


def _draw(one: Disagreement, work: Work, place: int) -> None:
    number = work.numbers[one.first.sentence.id]
    with st.container(border=True):
        st.text(f"{_HARM[one.harm]} {t(f'compare.kind.{one.kind}')} · {isolated(one.first.article.title)}")
        st.text(one.first.text)
        columns = st.columns(2)
        for column, judgement, says in (
            (columns[0], one.first, one.first_says),
            (columns[1], one.second, one.second_says),
        ):
            column.text(f"{isolated(judgement.reviewer)}: {isolated(_in_words(says, work))}")
        if st.button(t("compare.open", number=number), key=f"open-{place}-{one.first.sentence.id}"):
            st.session_state["article_in_hand"] = one.first.article.id
            st.switch_page(
                st.session_state["annotate_page"],
                query_params={"article": one.first.article.id, "sentence": str(number)},
            )


def _in_words(says: str, work: Work) -> str:
    """Labels by their names; what is no label (a quotation) as it is."""
    if not says:
        return t("compare.nothing")
    names = {id: label.name[actor().language] for labels in work.scheme.labels.values() for id, label in labels.items()}
    names |= {"clean": t("pane.state_clean"), "claim": t("pane.claim")}
    return " · ".join(names.get(word, word) for word in says.split()) if all(w in names for w in says.split()) else says
