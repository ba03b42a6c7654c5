"""Bringing an article in: paste or upload, look at the cut sentences, correct them, save."""

import hashlib
from typing import TYPE_CHECKING

import streamlit as st

from annotator.config import settings
from annotator.desk import store
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.ingest.files import KINDS, read_file
from annotator.ingest.limits import limits
from annotator.services.library import articles, resembling
from annotator.services.library.articles import ArticleForm
from annotator.ui.context import actor, isolated, language_name, say_refusal, t
from annotator.ui.parts import cutting

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

_LANGUAGES = ("", "ar", "en", "fa", "ur", "he", "fr", "de", "es", "tr", "ru", "uk", "zh")


def form(project: Project) -> None:
    """The whole form; nothing is stored before its last button."""
    round = st.session_state.setdefault("adding_round", 0)  # a new round empties every field
    text = _text("text", t("adding.text"), round)
    columns = st.columns(2)
    title = columns[0].text_input(t("adding.title"), key=f"title-{round}", max_chars=300)
    language = _language(columns[1], "language", round)
    publisher = columns[0].text_input(t("adding.publisher"), key=f"publisher-{round}", max_chars=300)
    url = columns[1].text_input(t("adding.url"), key=f"url-{round}", max_chars=2000)
    system = columns[0].text_input(t("adding.system"), key=f"system-{round}", max_chars=300)
    unwrap = columns[1].toggle(t("adding.unwrap"), key=f"unwrap-{round}", help=t("adding.unwrap_help"))
    source, source_language = "", ""
    if st.toggle(t("adding.with_source"), key=f"with-source-{round}"):
        source = _text("source", t("adding.source"), round)
        source_language = _language(st.container(), "source_language", round)
    if text:
        filled = ArticleForm(text, title, language, publisher, url, system, source, source_language, unwrap)
        _preview(project, filled, round)


def _text(name: str, label: str, round: int) -> str:
    """What was pasted, or else what was uploaded."""
    pasted = st.text_area(label, key=f"{name}-{round}", height=180)
    limit = settings().max_upload_mb + 1  # MB; what is a little too big shall reach us, to be refused with our sentence
    file = st.file_uploader(t("adding.upload"), type=list(KINDS), key=f"{name}-file-{round}", max_upload_size=limit)
    if pasted.strip() or file is None:
        return str(pasted)
    found = _read_once(f"{name}-read-{round}", file)
    if isinstance(found, str):
        return found
    say_refusal(found)
    return ""


def _read_once(key: str, file: "UploadedFile") -> str | TadqiqError:
    """What is in an uploaded file, or why it was refused; read once, not at every rerun of the form."""
    held: tuple[str, str | TadqiqError] | None = st.session_state.get(key)
    if held is None or held[0] != file.file_id:
        try:
            found: str | TadqiqError = read_file(file.getvalue(), limits())
        except TadqiqError as error:
            found = error
        st.session_state[key] = held = (file.file_id, found)
    return held[1]


def _language(place: "st.delta_generator.DeltaGenerator", name: str, round: int) -> str:
    names = {code: language_name(code or "recognise") for code in _LANGUAGES}
    return str(
        place.selectbox(
            t(f"adding.{name}"),
            _LANGUAGES,
            key=f"{name}-{round}",
            format_func=lambda code: names.get(code, code),
            accept_new_options=True,
        )
    )


def _alike(project: Project, text: str) -> bool:
    """Tells which articles of the project the text resembles, and how much; whether there are any."""
    found = resembling.resembled(store(), actor(), project.id, text)
    if found:
        st.warning(t("adding.alike"))
    for one in found:
        about = {"title": one.article.title, "date": one.article.created_at.date().isoformat()}
        st.text(t("adding.alike_one", percent=round(100 * one.share), **about))
    return bool(found)


def _preview(project: Project, filled: ArticleForm, round: int) -> None:
    try:
        draft = articles.draft(filled)
    except TadqiqError as error:
        say_refusal(error)
        return
    st.text(t("adding.preview", title=isolated(draft.title), language=language_name(draft.language)))
    version = hashlib.sha256(f"{draft.language}{filled.unwrap}{draft.text}".encode()).hexdigest()[:12]
    ranges = cutting.draft(f"draft-{round}-{version}", draft)
    alike = _alike(project, draft.text)
    if alike and st.button(t("adding.leave"), key=f"leave-{round}"):
        st.session_state["adding_round"] = round + 1
        st.rerun()
    if st.button(t("adding.save_anyway" if alike else "adding.save"), type="primary"):
        try:
            article, count = articles.add_article(
                store(), actor(), project.id, ArticleForm(**{**vars(filled), "ranges": ranges})
            )
        except TadqiqError as error:
            say_refusal(error)
            return
        st.session_state["adding_round"] = round + 1
        st.session_state["article_in_hand"] = article.id
        st.toast(t("adding.saved", count=count))
        st.rerun()
