"""The presets of weights of a draft: what each severity weighs, and which categories weigh otherwise."""

import re
from dataclasses import replace

import streamlit as st

from annotator.domain.records import Project
from annotator.domain.scheme import LANGUAGES, Preset
from annotator.domain.schemes import editing
from annotator.domain.schemes.reading import MAX_TEXT, MAX_WEIGHT
from annotator.ui.context import actor, plain, t
from annotator.ui.parts.scheme_draft import Draft, keep

_STEP = 0.1


def show(project: Project, draft: Draft) -> None:
    """One preset's weights, and what the scheme begins with."""
    presets = draft.scheme.presets
    names = {id: _line(preset) for id, preset in presets.items()}
    chosen = st.selectbox(
        t("scheme.which_preset"),
        list(presets),
        format_func=lambda id: names[id],
        key=f"scheme-preset-{project.id}-{draft.round}-{len(presets)}",
    )
    preset, key = presets[chosen], f"scheme-{project.id}-{draft.round}-weights-{chosen}"
    changed = _override(draft, _weights(draft, preset, key), key)
    if chosen == project.weights:
        st.caption(t("scheme.in_use"))
    if preset.retired:
        changed = replace(changed, retired=not st.button(t("scheme.restore"), key=f"{key}-restore"))
    elif chosen not in (project.weights, draft.scheme.default_weights):
        changed = replace(changed, retired=st.button(t("scheme.retire"), key=f"{key}-retire"))
    with st.popover(t("scheme.new_preset"), icon=":material/content_copy:"):
        _copy(project, draft, preset)
    if changed != preset and all(text.strip() for text in changed.name.values()):
        keep(project, editing.with_preset(draft.scheme, changed))
        st.rerun()
    _default(project, draft)


def _line(preset: Preset) -> str:
    return preset.name[actor().language] + (f" ({t('scheme.is_retired')})" if preset.retired else "")


def _weights(draft: Draft, preset: Preset, key: str) -> Preset:
    columns = st.columns(len(LANGUAGES))
    name = {
        language: column.text_input(
            t(f"scheme.name_{language}"), preset.name[language], max_chars=MAX_TEXT, key=f"{key}-name-{language}"
        )
        for column, language in zip(columns, LANGUAGES, strict=True)
    }
    columns = st.columns(len(preset.severity))
    severities = draft.scheme.labels["severity"]
    severity = {
        id: _weight(
            column, t("scheme.weight_of", name=plain(severities[id].name[actor().language])), weight, f"{key}-{id}"
        )
        for column, (id, weight) in zip(columns, preset.severity.items(), strict=True)
    }
    return replace(preset, name=name, severity=severity)


def _weight(place: "st.delta_generator.DeltaGenerator", label: str, value: float, key: str) -> float:
    return float(place.number_input(label, 0.0, float(MAX_WEIGHT), value, _STEP, format="%g", key=key))


def _override(draft: Draft, preset: Preset, key: str) -> Preset:
    st.subheader(t("scheme.overrides"), anchor=False)
    found = dict(preset.override)
    if not found:
        st.caption(t("scheme.no_overrides"))
    for pair, weight in preset.override.items():
        columns = st.columns([3, 1], vertical_alignment="bottom")
        found[pair] = _weight(columns[0], _pair(draft, *pair), weight, f"{key}-{'-'.join(pair)}")
        if columns[1].button(t("scheme.take_out"), key=f"{key}-out-{'-'.join(pair)}"):
            del found[pair]
    with st.popover(t("scheme.new_override"), icon=":material/add:"), st.form(f"{key}-override", border=False):
        category = _one_of(draft, "category", "issue_category")
        severity = _one_of(draft, "severity", "severity")
        weight = st.number_input(t("scheme.weight"), 0.0, float(MAX_WEIGHT), 1.0, _STEP, format="%g")
        if st.form_submit_button(t("scheme.add")):
            found[category, severity] = float(weight)
    return replace(preset, override=found)


def _one_of(draft: Draft, name: str, kind: str) -> str:
    names = {id: label.name[actor().language] for id, label in draft.scheme.labels[kind].items()}
    return str(st.selectbox(t(f"scheme.{name}"), list(names), format_func=lambda id: names[id]))


def _pair(draft: Draft, category: str, severity: str) -> str:
    language, labels = actor().language, draft.scheme.labels
    names = {
        "category": plain(labels["issue_category"][category].name[language]),
        "severity": plain(labels["severity"][severity].name[language]),
    }
    return t("scheme.override", **names)


def _copy(project: Project, draft: Draft, preset: Preset) -> None:
    with st.form(f"scheme-copy-{draft.round}", border=False):
        id = st.text_input(t("scheme.new_id"), max_chars=40)
        name = {language: st.text_input(t(f"scheme.name_{language}"), max_chars=MAX_TEXT) for language in LANGUAGES}
        if not st.form_submit_button(t("scheme.add")):
            return
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,39}", id):
        st.text(f"⚠ {t('scheme.id_bad')}")
    elif id in draft.scheme.presets:
        st.text(f"⚠ {t('scheme.id_taken', id=id)}")
    elif not all(text.strip() for text in name.values()):
        st.text(f"⚠ {t('scheme.name_missing')}")
    else:
        keep(project, editing.with_preset(draft.scheme, replace(preset, id=id, name=name, retired=False)))
        st.rerun()


def _default(project: Project, draft: Draft) -> None:
    names = {id: _line(preset) for id, preset in draft.scheme.presets.items() if not preset.retired}
    choices = list(names)
    chosen = st.selectbox(
        t("scheme.default_weights"),
        choices,
        index=choices.index(draft.scheme.default_weights),
        format_func=lambda id: names[id],
        key=f"scheme-default-{project.id}-{draft.round}-{len(choices)}",
    )
    if chosen != draft.scheme.default_weights:
        keep(project, replace(draft.scheme, default_weights=chosen))
        st.rerun()
