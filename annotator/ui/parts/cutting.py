"""The sentences of an article, to be joined and split by hand: before it is stored, and later."""

import streamlit as st

from annotator.desk import store
from annotator.domain.recutting import Range
from annotator.domain.text import direction
from annotator.ingest.articles import Draft, cut
from annotator.services.library import aligning
from annotator.services.review import reading
from annotator.ui import pane
from annotator.ui.context import actor, t
from annotator.words import section


def draft(key: str, drafted: Draft) -> list[Range]:
    """Shows the cut of an article that isn't stored yet; gives back the cut as corrected."""
    data = _data(drafted.text, drafted.language, drafted.sentences)
    result = pane.mount("cuts.js", key, data, on_ranges_change=lambda: None)
    corrected = result.get("ranges")
    return [(start, end) for start, end in corrected] if corrected else drafted.sentences


def stored(article_id: str) -> None:
    """Shows the cut of a stored article; its button saves, with everybody's work carried over."""
    article, sentences = reading.article_text(store(), actor(), article_id)
    unwrapped = st.toggle(t("adding.unwrap"), key=f"unwrap-{article_id}", help=t("adding.unwrap_help"))
    ranges = [(sentence.start, sentence.end) for sentence in sentences]
    data = _data(article.text, article.language, ranges) | {"article": article_id}
    if unwrapped:
        data["proposed"] = cut(article.text, article.language, unwrap_lines=True)
    pane.mount("cuts.js", f"cut-{article_id}-{unwrapped}", data)


def beside(article_id: str) -> None:
    """Shows each sentence of a stored article beside its source; every correction is saved at once."""
    found = aligning.alignment(store(), actor(), article_id)
    article = found.article
    ranges = [(sentence.start, sentence.end) for sentence in found.sentences]
    data = _data(article.text, article.language, ranges) | {
        "article": article_id,
        "source": article.source_text,
        "source_language": article.source_language,
        "source_direction": direction(article.source_language),
        "parts": found.parts,
    }
    pane.mount("beside.js", f"beside-{article_id}", data)


def _data(text: str, language: str, ranges: list[Range]) -> dict[str, object]:
    words = {**section("cuts", actor().language)}
    facts = {"text": text, "language": language, "direction": direction(language), "ranges": ranges}
    return {**facts, "words": words, "person": actor().id}
