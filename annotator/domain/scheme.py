"""The label set of a project: issue categories, severities and weights, claim kinds, statuses, verdicts.

Read from TOML (`schemes/default.toml` with `schemes/shared.toml` shows the form), checked before it is used, and never
changed in place.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from annotator.domain import verdict_scales
from annotator.domain.verdict_scales import Scale
from annotator.errors import Invalid

LANGUAGES = ("ar", "en")
LABEL_LISTS = tuple(
    "issue_category severity claim_kind claim_status verdict distortion_kind priority stance confidence skip_reason"
    " consensus_reason checkability claim_relation answer_type source_type evidence_problem".split()
)
_ADDED_LATER = LABEL_LISTS[LABEL_LISTS.index("consensus_reason") :]  # a scheme from before has those of the default
_TEXTS = ("name", "test", "example")
_FOLDER = Path(__file__).parent / "schemes"


@dataclass(frozen=True)
class Label:
    """One label. Texts are by language; what a list doesn't use keeps its default."""

    id: str
    name: Mapping[str, str]
    test: Mapping[str, str]
    example: Mapping[str, str]
    key: str | None = None  # the key that chooses it
    shape: str | None = None  # of a severity
    hue: int | None = None  # of a category, 0 to 359
    mqm_id: str | None = None
    rating: int | None = None  # of a verdict, 1 (false) to 5 (true)
    point: bool = False  # may mark a place where something is missing
    needs_note: bool = False
    automatic: bool = False  # set by the program, not by people
    retired: bool = False


@dataclass(frozen=True)
class Preset:
    """Weights of issues: by severity, but for some categories."""

    id: str
    name: Mapping[str, str]
    severity: Mapping[str, float]
    override: Mapping[tuple[str, str], float]  # by (category, severity)


@dataclass(frozen=True)
class Scheme:
    """A whole label set."""

    id: str
    default_weights: str
    labels: Mapping[str, Mapping[str, Label]]  # by list, then by id, in the order of display
    presets: Mapping[str, Preset]
    scales: Mapping[str, Scale] = field(default_factory=dict)  # other people's scales of verdicts

    @property
    def issue_categories(self) -> list[Label]:
        return list(self.labels["issue_category"].values())

    @property
    def severities(self) -> list[Label]:
        return list(self.labels["severity"].values())

    def label(self, kind: str, id: str) -> Label:
        """The label of a list, retired or not; raises Invalid("unknown_label")."""
        found = self.labels[kind].get(id)
        if found is None:
            raise Invalid("unknown_label", kind=kind, label=id)
        return found

    def choosable(self, kind: str, id: str) -> Label:
        """A label that a person may choose now."""
        label = self.label(kind, id)
        if label.retired or label.automatic:
            raise Invalid("unknown_label", kind=kind, label=id)
        return label

    def category(self, id: str) -> Label:
        return self.label("issue_category", id)

    def rating(self, verdict: str) -> int | None:
        """How true a verdict says that a claim is, 1 to 5; None for those that don't say."""
        return self.label("verdict", verdict).rating

    def preset(self, id: str) -> Preset:
        """A preset of weights; raises Invalid("unknown_label")."""
        if id not in self.presets:
            raise Invalid("unknown_label", kind="weights", label=id)
        return self.presets[id]

    def weight(self, preset: str, category: str, severity: str) -> float:
        """What one issue weighs."""
        weights = self.preset(preset)
        return weights.override.get((category, severity), weights.severity[severity])

    def to_plain(self, language: str) -> dict[str, list[dict[str, Any]]]:
        """Every list as JSON values, texts in one language."""
        return {kind: [_plain(label, language) for label in labels.values()] for kind, labels in self.labels.items()}


@cache
def default_text() -> str:
    """The default scheme as TOML."""
    return _whole("default")


@cache
def mqm_text() -> str:
    """The scheme of Google's MQM files as TOML."""
    return _whole("mqm")


@cache
def default() -> Scheme:
    """The scheme that a new project begins with."""
    return load(default_text())


def load(text: str) -> Scheme:
    """Reads and checks a scheme; raises Invalid("scheme_bad") with `line`, `key` and `why`."""
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise Invalid("scheme_bad", line=int(line[1]) if line else 0, key="", why="not TOML") from error
    reader = _Reader(text)
    labels = {kind: reader.labels(kind, _entries(kind, raw)) for kind in LABEL_LISTS}
    presets = reader.presets(raw.pop("weights", None), labels)
    id, chosen = raw.pop("id", None), raw.pop("default_weights", None)
    reader.require(isinstance(id, str), "id", "missing")
    reader.require(chosen in presets, "default_weights", "not one of the weights")
    scales = verdict_scales.read(raw.pop("verdict_scale", None), labels["verdict"])
    reader.require(not raw, next(iter(raw), ""), "unknown")
    return Scheme(str(id), str(chosen), labels, presets, scales)


def _entries(kind: str, raw: dict[str, Any]) -> Any:
    if kind in _ADDED_LATER and kind not in raw:
        return tomllib.loads(default_text())[kind]
    return raw.pop(kind, None)


def _whole(name: str) -> str:
    """A built-in scheme with the lists that all of them share: what is stored with a project stands alone."""
    return "\n".join((_FOLDER / f"{file}.toml").read_text(encoding="utf-8") for file in (name, "shared"))


class _Reader:
    """Checks the parts of a scheme, and finds the line to blame."""

    def __init__(self, text: str) -> None:
        self._lines = text.splitlines()

    def require(self, holds: bool, key: str, why: str, near: str = "") -> None:
        if not holds:
            raise Invalid("scheme_bad", line=self._line(near or key), key=key, why=why)

    def labels(self, kind: str, raw: Any) -> dict[str, Label]:
        self.require(isinstance(raw, list) and bool(raw), kind, "missing")
        found: dict[str, Label] = {}
        keys: set[str] = set()
        for entry in raw:
            label = self._label(kind, entry)
            self.require(label.id not in found, label.id, "twice", f'"{label.id}"')
            self.require(label.key is None or label.key not in keys, f"{kind}.key", "twice", f'"{label.id}"')
            keys |= {label.key} if label.key else set()
            found[label.id] = label
        return found

    def presets(self, raw: Any, labels: Mapping[str, Mapping[str, Label]]) -> dict[str, Preset]:
        self.require(isinstance(raw, list) and bool(raw), "weights", "missing")
        return {entry["id"]: self._preset(entry, labels) for entry in raw if self._named(entry, "weights")}

    def _label(self, kind: str, entry: Any) -> Label:
        self._named(entry, kind)
        near = f'"{entry["id"]}"'
        known = set(Label.__dataclass_fields__)
        for key in entry:
            self.require(key in known, f"{kind}.{key}", "unknown", near)
        for key, (low, high) in {"hue": (0, 359), "rating": (1, 5)}.items():
            if key in entry:
                self.require(type(entry[key]) is int and low <= entry[key] <= high, f"{kind}.{key}", "bad", near)
        texts = {key: self._text(kind, key, entry.get(key), near) for key in _TEXTS}
        return Label(**{**entry, **texts})

    def _text(self, kind: str, key: str, value: Any, near: str) -> Mapping[str, str]:
        if value is None and key != "name":
            return dict.fromkeys(LANGUAGES, "")
        good = (
            isinstance(value, dict) and set(value) == set(LANGUAGES) and all(isinstance(v, str) for v in value.values())
        )
        self.require(good, f"{kind}.{key}", "wants ar and en", near)
        return dict(value)

    def _preset(self, entry: dict[str, Any], labels: Mapping[str, Mapping[str, Label]]) -> Preset:
        near = f'"{entry["id"]}"'
        severity = entry.get("severity") or {}
        good = isinstance(severity, dict) and set(severity) == set(labels["severity"])
        self.require(good and all(_is_weight(value) for value in severity.values()), "weights.severity", "bad", near)
        override = {}
        for item in entry.get("override", []):
            pair = (item.get("category"), item.get("severity"))
            known = pair[0] in labels["issue_category"] and pair[1] in labels["severity"]
            self.require(known and _is_weight(item.get("weight")), "weights.override", "bad", near)
            override[pair] = float(item["weight"])
        weights = {key: float(value) for key, value in severity.items()}
        return Preset(entry["id"], self._text("weights", "name", entry.get("name"), near), weights, override)

    def _named(self, entry: Any, kind: str) -> bool:
        good = isinstance(entry, dict) and re.fullmatch(r"[a-z][a-z0-9_]*", str(entry.get("id", ""))) is not None
        self.require(good, f"{kind}.id", "missing or not snake_case", f"[[{kind}]]")
        return True

    def _line(self, near: str) -> int:
        return next((number for number, line in enumerate(self._lines, 1) if near and near in line), 0)


def _is_weight(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 0 <= value <= 1000


def _plain(label: Label, language: str) -> dict[str, Any]:
    plain: dict[str, Any] = {"id": label.id, **{key: getattr(label, key)[language] for key in _TEXTS}}
    for key in ("key", "shape", "hue", "mqm_id", "rating"):
        if getattr(label, key) is not None:
            plain[key] = getattr(label, key)
    return plain | {key: True for key in ("point", "needs_note", "automatic", "retired") if getattr(label, key)}
