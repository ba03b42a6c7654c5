"""Other people's scales of verdicts, and how ours and theirs stand to one another: for import and for export.

Scales are part of a scheme's TOML (`[[verdict_scale]]`); `schemes/verdict_scales.toml` has the built-in ones, which a
scheme without any of its own gets.
"""

import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from annotator.domain.text import normal
from annotator.errors import Invalid

_FILE = Path(__file__).parent / "schemes" / "verdict_scales.toml"
_LANGUAGES = {"ar", "en"}
_ID = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True)
class ScaleLabel:
    """One verdict of a scale. `also`: other wordings of it; `means`: our verdict, or nothing where it is none."""

    id: str
    name: Mapping[str, str]
    also: tuple[str, ...] = ()
    means: str = ""


@dataclass(frozen=True)
class Scale:
    """A scale of verdicts. `to` maps our verdicts to its labels; what isn't there has no counterpart."""

    id: str
    name: Mapping[str, str]
    labels: Mapping[str, ScaleLabel]
    to: Mapping[str, str]

    def of(self, verdict: str | None) -> str:
        """The scale's label for one of our verdicts; nothing where there is none."""
        return self.to.get(verdict or "", "")

    def label(self, wording: str) -> ScaleLabel | None:
        """The label that a wording is, whatever its case, spelling or language; None where it is none of them."""
        return _wordings(self).get(_plain(wording))


def built_in() -> dict[str, Any]:
    """The built-in scales as TOML values."""
    return tomllib.loads(_FILE.read_text(encoding="utf-8"))


def read(raw: Any, verdicts: Collection[str]) -> dict[str, Scale]:
    """The scales of a scheme with these verdicts, by id; the built-in ones where it has none of its own.

    Raises Invalid("scale_bad") with `scale` and `why`.
    """
    entries = built_in()["verdict_scale"] if raw is None else raw
    if not isinstance(entries, list):
        raise Invalid("scale_bad", scale="", why="[[verdict_scale]]")
    found = [_scale(entry, verdicts, own=raw is not None) for entry in entries]
    return {scale.id: scale for scale in found}


def _scale(entry: Any, verdicts: Collection[str], *, own: bool) -> Scale:
    id, name = _named(entry, "")
    _require(not set(entry) - {"id", "name", "to", "label"}, id, str(set(entry) - {"id", "name", "to", "label"}))
    labels = {}
    for one in entry.get("label", []):
        label = _label(one, id)
        _require(label.id not in labels, id, f"{label.id} twice")
        labels[label.id] = label
    to = entry.get("to", {})
    _require(bool(labels) and isinstance(to, dict), id, "label, to")
    for ours, theirs in to.items():
        _require(theirs in labels, id, f"to.{ours}")
    # A scheme may lack some of our verdicts: that is a mistake only in scales that it brings itself.
    unknown = {ours for ours in (*to, *(label.means for label in labels.values())) if ours and ours not in verdicts}
    _require(not (own and unknown), id, ", ".join(sorted(unknown)))
    return Scale(id, name, labels, {ours: theirs for ours, theirs in to.items() if ours in verdicts})


def _label(entry: Any, scale: str) -> ScaleLabel:
    id, name = _named(entry, scale)
    also, means = entry.get("also", []), entry.get("means", "")
    good = isinstance(also, list) and all(isinstance(text, str) for text in also) and isinstance(means, str)
    _require(good and not set(entry) - {"id", "name", "also", "means"}, scale, id)
    return ScaleLabel(id, name, tuple(also), means)


def _named(entry: Any, scale: str) -> tuple[str, Mapping[str, str]]:
    id = entry.get("id") if isinstance(entry, dict) else None
    _require(isinstance(id, str) and _ID.fullmatch(id) is not None, scale, "id")
    name = entry.get("name")
    good = isinstance(name, dict) and set(name) == _LANGUAGES and all(isinstance(text, str) for text in name.values())
    _require(good, scale or str(id), f"{id}: name ar, en")
    return str(id), dict(name)


def _require(holds: bool, scale: str, why: str) -> None:
    if not holds:
        raise Invalid("scale_bad", scale=scale, why=why)


@cache
def _wordings_of(labels: tuple[tuple[str, tuple[str, ...]], ...]) -> dict[str, str]:
    return {_plain(wording): id for id, wordings in labels for wording in wordings}


def _wordings(scale: Scale) -> dict[str, ScaleLabel]:
    texts = tuple((one.id, (one.id, *one.name.values(), *one.also)) for one in scale.labels.values())
    return {wording: scale.labels[id] for wording, id in _wordings_of(texts).items()}


def _plain(wording: str) -> str:
    """What of a wording is compared: letters and digits in their normal form."""
    return " ".join(re.findall(r"\w+", normal(wording).replace("_", " ")))
