"""A scheme as TOML, such that reading it again gives the same scheme."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from annotator.domain.scheme import LANGUAGES, TEXTS, Label, Preset, Scheme

_FACTS = ("key", "shape", "hue", "mqm_id", "rating")
_FLAGS = ("point", "needs_note", "automatic", "retired")


def dump(scheme: Scheme) -> str:
    """The whole scheme: every list in its order, then the weights."""
    return "\n".join(_lines(scheme)) + "\n"


def _lines(scheme: Scheme) -> Iterator[str]:
    yield f"id = {_value(scheme.id)}"
    yield f"default_weights = {_value(scheme.default_weights)}"
    for kind, labels in scheme.labels.items():
        for label in labels.values():
            yield from ("", f"[[{kind}]]", *_label(label))
    for preset in scheme.presets.values():
        yield from ("", "[[weights]]", *_preset(preset))


def _label(label: Label) -> Iterator[str]:
    yield f"id = {_value(label.id)}"
    for name in _FACTS:
        if getattr(label, name) is not None:
            yield f"{name} = {_value(getattr(label, name))}"
    for name in _FLAGS:
        if getattr(label, name):
            yield f"{name} = true"
    for name in TEXTS:
        texts: Mapping[str, str] = getattr(label, name)
        if any(texts.values()):
            yield f"{name} = {_texts(texts)}"


def _preset(preset: Preset) -> Iterator[str]:
    yield f"id = {_value(preset.id)}"
    if preset.retired:
        yield "retired = true"
    yield f"name = {_texts(preset.name)}"
    yield f"severity = {{ {', '.join(f'{id} = {_value(weight)}' for id, weight in preset.severity.items())} }}"
    if preset.override:
        yield "override = ["
        for (category, severity), weight in preset.override.items():
            facts = {"category": category, "severity": severity, "weight": weight}
            yield f"  {{ {', '.join(f'{name} = {_value(value)}' for name, value in facts.items())} }},"
        yield "]"


def _texts(texts: Mapping[str, str]) -> str:
    return f"{{ {', '.join(f'{language} = {_value(texts[language])}' for language in LANGUAGES)} }}"


def _value(value: Any) -> str:
    """JSON's strings and numbers are TOML's, but for one control character; weights that are whole are written so."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
