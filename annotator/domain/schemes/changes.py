"""What differs between two versions of a scheme, in the order of its lists."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any, Literal

from annotator.domain.scheme import LABEL_LISTS, LANGUAGES, TEXTS, Label, Preset, Scheme

What = Literal["added", "retired", "restored", "changed", "moved", "weight", "override", "default_weights"]
WEIGHTS = "weights"
_FACTS = ("key", "shape", "hue", "mqm_id", "rating", "point", "needs_note", "automatic")


@dataclass(frozen=True)
class Change:
    """One difference. `kind` is a list of labels or "weights", `id` of the label or the preset.

    `field` says what of it: "name.ar", "rating"; of a weight the severity, of an override "category/severity".
    `before` and `after` are JSON values; of what was moved its places, from 1.
    """

    what: What
    kind: str
    id: str
    field: str = ""
    before: Any = None
    after: Any = None


def changes(old: Scheme, new: Scheme) -> list[Change]:
    """Everything that differs; nothing where the two say the same."""
    found = [change for kind in LABEL_LISTS for change in _of_list(kind, old.labels[kind], new.labels[kind])]
    found += _of_presets(old.presets, new.presets)
    if old.default_weights != new.default_weights:
        found.append(Change("default_weights", WEIGHTS, new.default_weights, "", old.default_weights))
    return found


def _of_list(kind: str, old: Mapping[str, Label], new: Mapping[str, Label]) -> Iterator[Change]:
    for id, label in new.items():
        if id not in old:
            yield Change("added", kind, id, after=dict(label.name))
        else:
            yield from _of_label(kind, old[id], label)
    yield from (Change("retired", kind, id) for id in old if id not in new)
    yield from _moved(kind, [id for id in old if id in new], [id for id in new if id in old])


def _of_label(kind: str, old: Label, new: Label) -> Iterator[Change]:
    if old.retired != new.retired:
        yield Change("retired" if new.retired else "restored", kind, new.id)
    for name in TEXTS:
        yield from _of_texts(kind, new.id, name, getattr(old, name), getattr(new, name))
    for name in _FACTS:
        before, after = getattr(old, name), getattr(new, name)
        if before != after:
            yield Change("changed", kind, new.id, name, before, after)


def _of_texts(kind: str, id: str, name: str, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    for language in LANGUAGES:
        if old[language] != new[language]:
            yield Change("changed", kind, id, f"{name}.{language}", old[language], new[language])


def _moved(kind: str, old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The fewest labels whose moving makes the one order the other."""
    blocks = SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks()
    stayed = {id for block in blocks for id in old[block.a : block.a + block.size]}
    for place, id in enumerate(new, 1):
        if id not in stayed:
            yield Change("moved", kind, id, "", old.index(id) + 1, place)


def _of_presets(old: Mapping[str, Preset], new: Mapping[str, Preset]) -> Iterator[Change]:
    for id, preset in new.items():
        if id not in old:
            yield Change("added", WEIGHTS, id, after=dict(preset.name))
            continue
        before = old[id]
        if before.retired != preset.retired:
            yield Change("retired" if preset.retired else "restored", WEIGHTS, id)
        yield from _of_texts(WEIGHTS, id, "name", before.name, preset.name)
        for severity in {**before.severity, **preset.severity}:
            yield from _of_weight("weight", id, severity, before.severity.get(severity), preset.severity.get(severity))
        for pair in {**before.override, **preset.override}:
            yield from _of_weight("override", id, "/".join(pair), before.override.get(pair), preset.override.get(pair))
    yield from (Change("retired", WEIGHTS, id) for id in old if id not in new)
    yield from _moved(WEIGHTS, [id for id in old if id in new], [id for id in new if id in old])


def _of_weight(
    what: Literal["weight", "override"], preset: str, field: str, before: float | None, after: float | None
) -> Iterator[Change]:
    if before != after:
        yield Change(what, WEIGHTS, preset, field, before, after)
