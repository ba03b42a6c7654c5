"""Another version of a scheme: what is edited, what an imported one carries over, two people's edits put together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields, replace
from typing import Any, TypeVar

from annotator.domain.scheme import Label, Preset, Scheme

T = TypeVar("T", Label, Preset)


def with_label(scheme: Scheme, kind: str, label: Label) -> Scheme:
    """The scheme with a label in place of the one of its id, or behind all others of its list."""
    return fitted(replace(scheme, labels={**scheme.labels, kind: {**scheme.labels[kind], label.id: label}}))


def with_preset(scheme: Scheme, preset: Preset) -> Scheme:
    """The same for a preset of weights."""
    return fitted(replace(scheme, presets={**scheme.presets, preset.id: preset}))


def moved(scheme: Scheme, kind: str, id: str, by: int) -> Scheme:
    """The scheme with a label so many places further down its list; it stops at the ends."""
    order = list(scheme.labels[kind])
    place = min(max(order.index(id) + by, 0), len(order) - 1)
    order.remove(id)
    order.insert(place, id)
    return replace(scheme, labels={**scheme.labels, kind: _in_order(scheme.labels[kind], order)})


def new_hue(scheme: Scheme) -> int:
    """The middle of the widest gap between the categories' hues."""
    hues = sorted({label.hue for label in scheme.issue_categories if label.hue is not None}) or [0]
    gaps = [((after - before) % 360 or 360, before) for before, after in zip(hues, hues[1:] + hues[:1], strict=True)]
    gap, before = max(gaps)
    return (before + gap // 2) % 360


def fitted(scheme: Scheme) -> Scheme:
    """The scheme with a weight for each severity in each preset, and no key twice in a list.

    A new severity weighs what the milder one weighs; a key that is taken already is taken off.
    """
    presets = {}
    for id, preset in scheme.presets.items():
        weights: dict[str, float] = {}
        last = 0.0
        for severity in scheme.labels["severity"]:
            last = weights[severity] = preset.severity.get(severity, last)
        presets[id] = replace(preset, severity=weights)
    labels = {kind: _each_key_once(listed) for kind, listed in scheme.labels.items()}
    return replace(scheme, presets=presets, labels=labels)


def completed(incoming: Scheme, current: Scheme) -> Scheme:
    """An incoming scheme as the next version: what it lacks is retired, never lost, and keeps its weights."""
    labels = {kind: {**listed, **_retired(current.labels[kind], listed)} for kind, listed in incoming.labels.items()}
    carried = {id: preset for id, preset in current.presets.items() if id not in incoming.presets}
    presets = {
        id: replace(preset, severity={**_known(current, id), **preset.severity})
        for id, preset in incoming.presets.items()
    }
    return fitted(replace(incoming, labels=labels, presets={**presets, **_retired(carried, {})}))


def rebased(base: Scheme, mine: Scheme, theirs: Scheme) -> Scheme:
    """My edits of `base` put on top of theirs: where both changed the same, mine stands."""
    labels = {kind: _merged(base.labels[kind], mine.labels[kind], theirs.labels[kind]) for kind in base.labels}
    presets = _merged(base.presets, mine.presets, theirs.presets)
    chosen = mine.default_weights if mine.default_weights != base.default_weights else theirs.default_weights
    return fitted(replace(theirs, labels=labels, presets=presets, default_weights=chosen))


def _each_key_once(listed: Mapping[str, Label]) -> dict[str, Label]:
    taken: set[str | None] = {None}
    found = {}
    for id, label in listed.items():
        found[id] = replace(label, key=None) if label.key in taken and not label.retired else label
        taken |= set() if label.retired else {label.key}
    return found


def _known(current: Scheme, preset: str) -> Mapping[str, float]:
    return current.presets[preset].severity if preset in current.presets else {}


def _retired(listed: Mapping[str, T], but: Iterable[str]) -> dict[str, T]:
    return {id: replace(one, retired=True) for id, one in listed.items() if id not in but}


def _merged(base: Mapping[str, T], mine: Mapping[str, T], theirs: Mapping[str, T]) -> dict[str, T]:
    together = {**theirs, **{id: one for id, one in mine.items() if id not in theirs}}
    for id in set(mine) & set(theirs):
        together[id] = _field_by_field(base.get(id), mine[id], theirs[id])
    kept_order = [id for id in mine if id in base] == list(base)
    order = [*theirs, *mine] if kept_order else [*mine, *theirs]
    return _in_order(together, list(dict.fromkeys(order)))


def _field_by_field(base: T | None, mine: T, theirs: T) -> T:
    values: dict[str, Any] = {}
    for name in (field.name for field in fields(mine)):
        before, own, other = (getattr(one, name, None) for one in (base, mine, theirs))
        if isinstance(own, Mapping):
            values[name] = _key_by_key(before or {}, own, other)
        else:
            values[name] = other if base is not None and own == before else own
    return replace(mine, **values)


def _key_by_key(before: Mapping[Any, Any], own: Mapping[Any, Any], other: Any) -> dict[Any, Any]:
    """Texts by language, weights by severity: each key for itself; one that either took out is out."""
    found: dict[Any, Any] = {}
    for key in {**other, **own}:
        if key not in own:
            if key not in before:  # they have added it
                found[key] = other[key]
        elif key not in other:
            if own[key] != before.get(key):  # I have added or changed it
                found[key] = own[key]
        else:
            found[key] = other[key] if own[key] == before.get(key) else own[key]
    return found


def _in_order(listed: Mapping[str, T], order: Sequence[str]) -> dict[str, T]:
    return {id: listed[id] for id in order}
