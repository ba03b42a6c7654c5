"""One list of labels of a draft: choose one, move it, change what it says, retire it, add another."""

import re
from collections import Counter
from dataclasses import replace
from typing import Any
from zlib import crc32

import streamlit as st

from annotator.domain.records import Project
from annotator.domain.scheme import LABEL_LISTS, LANGUAGES, TEXTS, Label, Scheme
from annotator.domain.schemes import editing
from annotator.domain.schemes.reading import MAX_TEXT
from annotator.services.schemes.revising import Uses
from annotator.ui.context import actor, plain, t
from annotator.ui.parts.scheme_draft import Draft, keep

_MEANT = {"claim_status": ("not_started", "checked"), "verdict": ("mistranslated",)}  # the program gives or reads them
_WITH_KEY = ("issue_category", "severity", "consensus_reason")
_KEYS = "1234567890abcdefghijklmnopqrstuvwxyz"


def show(project: Project, draft: Draft, uses: Uses) -> None:
    """The lists, the labels of the chosen one, and the form of the chosen label."""
    names = {one: t(f"scheme.list.{one}") for one in LABEL_LISTS}
    kind = st.selectbox(t("scheme.which_list"), LABEL_LISTS, format_func=lambda one: names[one])
    counts = uses.get(kind, Counter())
    columns = st.columns([2, 3], gap="medium")
    with columns[0]:
        chosen = _choose(project, draft, kind, counts)
    with columns[1], st.container(border=True):
        _form(project, draft, kind, draft.scheme.labels[kind][chosen], counts[chosen])


def _choose(project: Project, draft: Draft, kind: str, counts: Counter[str]) -> str:
    labels = draft.scheme.labels[kind]
    lines = {id: _line(label, counts[id]) for id, label in labels.items()}
    memory, version = f"scheme-chosen-{project.id}-{kind}", crc32(repr(lines).encode())
    ids, before = list(labels), str(st.session_state.get(memory, ""))
    chosen = st.radio(
        t("scheme.which_label"),
        ids,
        index=ids.index(before) if before in ids else 0,
        format_func=lambda id: lines[id],
        key=f"scheme-label-{project.id}-{kind}-{version}",  # the browser knows a choice by its words: others are others
    )
    st.session_state[memory] = chosen
    columns = st.columns(2)
    for column, name, by, shortcut in ((columns[0], "up", -1, "Alt+Up"), (columns[1], "down", 1, "Alt+Down")):
        if column.button(t(f"scheme.{name}"), key=f"scheme-{name}", shortcut=shortcut, width="stretch"):
            keep(project, editing.moved(draft.scheme, kind, str(chosen), by))
            st.rerun()
    with st.popover(t("scheme.new_label"), icon=":material/new_label:", width="stretch"):
        _add(project, draft, kind)
    return str(chosen)


def _line(label: Label, count: int) -> str:
    parts = [label.shape or "", plain(label.name[actor().language]), f"· {count}" if count else ""]
    return " ".join(part for part in parts if part) + (f" ({t('scheme.is_retired')})" if label.retired else "")


def _add(project: Project, draft: Draft, kind: str) -> None:
    with st.form(f"scheme-add-{kind}-{draft.round}", border=False, clear_on_submit=False):
        id = st.text_input(t("scheme.new_id"), max_chars=40)
        name = {language: st.text_input(t(f"scheme.name_{language}"), max_chars=MAX_TEXT) for language in LANGUAGES}
        if not st.form_submit_button(t("scheme.add")):
            return
    refusal = _refusal(draft.scheme, kind, id, name)
    if refusal:
        st.text(f"⚠ {refusal}")
        return
    texts = dict.fromkeys(LANGUAGES, "")
    label = Label(id, name, texts, texts)
    if kind == "issue_category":
        label = replace(label, hue=editing.new_hue(draft.scheme))
    if kind == "severity":
        label = replace(label, shape="○")
    keep(project, editing.with_label(draft.scheme, kind, label))
    st.rerun()


def _refusal(scheme: Scheme, kind: str, id: str, name: dict[str, str]) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", id):
        return t("scheme.id_bad")
    if id in scheme.labels[kind]:
        return t("scheme.id_taken", id=id)
    return "" if all(text.strip() for text in name.values()) else t("scheme.name_missing")


def _form(project: Project, draft: Draft, kind: str, label: Label, count: int) -> None:
    st.text(f"{label.name[actor().language]} · {label.id}")
    st.caption(t("scheme.keep_it", count=count) if count else t("scheme.no_marks"))
    if label.automatic or label.id in _MEANT.get(kind, ()):
        st.caption(t("scheme.meant"))
    key = f"scheme-{project.id}-{draft.round}-{kind}-{label.id}"
    changed = replace(label, **_texts(label, key), **_facts(draft.scheme, kind, label, key))
    if label.retired:
        if st.button(t("scheme.restore"), key=f"{key}-restore"):
            changed = replace(changed, retired=False)
    elif st.button(t("scheme.retire"), key=f"{key}-retire", help=t("scheme.retire_help"), disabled=label.automatic):
        changed = replace(changed, retired=True)
    if not all(text.strip() for text in changed.name.values()):
        st.text(f"⚠ {t('scheme.name_missing')}")
    elif changed != label:
        keep(project, editing.with_label(draft.scheme, kind, changed))
        st.rerun()


def _texts(label: Label, key: str) -> dict[str, Any]:
    found: dict[str, dict[str, str]] = {}
    for name in TEXTS:
        columns = st.columns(len(LANGUAGES))
        texts: dict[str, str] = getattr(label, name)
        found[name] = {
            language: column.text_input(
                t(f"scheme.{name}_{language}"), texts[language], max_chars=MAX_TEXT, key=f"{key}-{name}-{language}"
            )
            for column, language in zip(columns, LANGUAGES, strict=True)
        }
    return found


def _facts(scheme: Scheme, kind: str, label: Label, key: str) -> dict[str, Any]:
    """What this list's labels have beside their texts."""
    found: dict[str, Any] = {}
    if kind in _WITH_KEY:
        taken = {other.key for other in scheme.labels[kind].values() if other.id != label.id and not other.retired}
        found["key"] = _one_of([None, *(one for one in _KEYS if one not in taken)], "key", label.key, key)
    if kind == "severity":
        found["shape"] = st.text_input(t("scheme.shape"), label.shape or "", max_chars=2, key=f"{key}-shape") or None
    if kind == "verdict":
        found["rating"] = _one_of([None, 1, 2, 3, 4, 5], "rating", label.rating, key)
    if kind == "issue_category":
        mqm_id = st.text_input(t("scheme.mqm_id"), label.mqm_id or "", max_chars=60, key=f"{key}-mqm_id")
        hue = st.number_input(t("scheme.hue"), 0, 359, label.hue or 0, key=f"{key}-hue")
        st.html(f'<div style="height:0.5rem;border-radius:4px;background:hsl({int(hue)} 65% 50%)"></div>')
        point = st.toggle(t("scheme.point"), label.point, key=f"{key}-point")
        needs_note = st.toggle(t("scheme.needs_note"), label.needs_note, key=f"{key}-needs_note")
        found |= {"mqm_id": mqm_id or None, "hue": int(hue), "point": point, "needs_note": needs_note}
    return found


def _one_of(choices: list[Any], name: str, current: Any, key: str) -> Any:
    options = choices if current in choices else [*choices, current]
    none = t("scheme.none")
    return st.selectbox(
        t(f"scheme.{name}"),
        options,
        index=options.index(current),
        format_func=lambda one: none if one is None else str(one),
        key=f"{key}-{name}",
    )
