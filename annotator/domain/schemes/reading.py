"""A scheme from TOML (`default.toml` with `shared.toml` shows the form); what is wrong in it is told with its line."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path as File
from typing import Any, NoReturn

from annotator.domain.scheme import LABEL_LISTS, LANGUAGES, TEXTS, Label, Preset, Scheme
from annotator.domain.schemes.places import Path, line_of, places
from annotator.errors import Invalid

MAX_BYTES = 500_000  # of a scheme as TOML; the built-in ones have 25,000
MAX_LABELS = 200  # in a list
MAX_TEXT = 500  # characters of a name, a test or an example
MAX_WEIGHT = 1_000
_ADDED_LATER = ("consensus_reason",)  # a scheme from before them has those that all built-in ones share
_SHARED = File(__file__).with_name("shared.toml")
_ID = re.compile(r"[a-z][a-z0-9_]{0,39}")
_KEY = re.compile(r"[a-z0-9]")
_SHAPES = "○△◆■●▲"
_FLAGS = ("point", "needs_note", "automatic", "retired")
_WHOLE = {"hue": (0, 359), "rating": (1, 5)}
Labels = Mapping[str, Mapping[str, Label]]


def load(text: str) -> Scheme:
    """Reads and checks a scheme; raises Invalid("scheme_…") with the `line` and the `key` to blame."""
    if len(text.encode(errors="replace")) > MAX_BYTES:
        raise Invalid("scheme_too_large", limit_kb=MAX_BYTES // 1_000)
    return _Reader(text).scheme()


def _parsed(text: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        key = text.split("\n")[line - 1].partition("=")[0].strip()[:60]
        raise Invalid("scheme_syntax", line=line, key=key) from error
    except RecursionError as error:
        raise Invalid("scheme_syntax", line=1, key="") from error


class _Reader:
    """Checks the parts of a scheme, and knows the line of each."""

    def __init__(self, text: str) -> None:
        self._raw = _parsed(text)
        self._places = places(text)
        self._end = text.count("\n") + 1

    def scheme(self) -> Scheme:
        for name in self._raw:
            if name not in (*LABEL_LISTS, "weights", "id", "default_weights"):
                self._refuse("unknown", (name,))
        labels = {kind: self._labels(kind, self._list(kind)) for kind in LABEL_LISTS}
        presets = self._presets(self._list("weights"), labels)
        chosen = self._string((), self._raw, "default_weights", needed=True)
        if chosen not in presets or presets[chosen].retired:
            self._refuse("no_such", ("default_weights",), value=chosen)
        return Scheme(str(self._string((), self._raw, "id", needed=True)), str(chosen), labels, presets)

    def _refuse(self, what: str, path: Path, **more: Any) -> NoReturn:
        key = ".".join(str(part) for part in path if isinstance(part, str))
        raise Invalid(f"scheme_{what}", line=line_of(self._places, path, self._end), key=key, **more)

    def _list(self, kind: str) -> list[Any]:
        if kind in _ADDED_LATER and kind not in self._raw:
            return list(tomllib.loads(_SHARED.read_text(encoding="utf-8"))[kind])
        found = self._raw.get(kind)
        if found is None:
            self._refuse("missing", (kind,))
        if not isinstance(found, list) or not all(isinstance(entry, dict) for entry in found):
            self._refuse("not_list", (kind,))
        if len(found) > MAX_LABELS:
            self._refuse("too_many", (kind,), limit=MAX_LABELS)
        return found

    def _labels(self, kind: str, entries: list[Any]) -> dict[str, Label]:
        labels: dict[str, Label] = {}
        keys: set[str] = set()
        for number, entry in enumerate(entries):
            path: Path = (kind, number)
            label = self._label(path, entry)
            if label.id in labels:
                self._refuse("twice", (*path, "id"), value=label.id)
            if label.key in keys and not label.retired:
                self._refuse("twice", (*path, "key"), value=label.key)
            labels[label.id] = label
            if label.key and not label.retired:
                keys.add(label.key)
        if not any(not (label.retired or label.automatic) for label in labels.values()):
            self._refuse("no_choice", (kind,))
        return labels

    def _label(self, path: Path, entry: dict[str, Any]) -> Label:
        self._only(path, entry, (*Label.__dataclass_fields__,))
        facts: dict[str, Any] = {"id": self._id(path, entry)}
        facts |= {name: self._texts((*path, name), entry.get(name), needed=name == "name") for name in TEXTS}
        facts |= {name: self._string(path, entry, name, limit=60) for name in ("key", "shape", "mqm_id")}
        facts |= {name: self._whole(path, entry, name, *bounds) for name, bounds in _WHOLE.items()}
        facts |= {name: self._flag(path, entry, name) for name in _FLAGS}
        if facts["key"] is not None and not _KEY.fullmatch(facts["key"]):
            self._refuse("key_bad", (*path, "key"))
        kind, number = path[0], path[1]
        if kind == "issue_category" and facts["hue"] is None:
            facts["hue"] = int(number) * 137 % 360  # the golden angle: neighbours look different
        if kind == "severity" and facts["shape"] is None:
            facts["shape"] = _SHAPES[int(number) % len(_SHAPES)]
        return Label(**facts)

    def _presets(self, entries: list[Any], labels: Labels) -> dict[str, Preset]:
        presets: dict[str, Preset] = {}
        for number, entry in enumerate(entries):
            path: Path = ("weights", number)
            preset = self._preset(path, entry, labels)
            if preset.id in presets:
                self._refuse("twice", (*path, "id"), value=preset.id)
            presets[preset.id] = preset
        return presets

    def _preset(self, path: Path, entry: dict[str, Any], labels: Labels) -> Preset:
        self._only(path, entry, (*Preset.__dataclass_fields__,))
        given = entry.get("severity")
        if not isinstance(given, dict):
            self._refuse("missing" if given is None else "not_table", (*path, "severity"))
        for id in given:
            if id not in labels["severity"]:
                self._refuse("no_such", (*path, "severity", id), value=id)
        for id in labels["severity"]:
            if id not in given:
                self._refuse("missing", (*path, "severity", id))
        severity = {id: self._weight((*path, "severity", id), given[id]) for id in labels["severity"]}
        name = self._texts((*path, "name"), entry.get("name"), needed=True)
        override = self._override((*path, "override"), entry.get("override", []), labels)
        return Preset(self._id(path, entry), name, severity, override, self._flag(path, entry, "retired"))

    def _override(self, path: Path, given: Any, labels: Labels) -> dict[tuple[str, str], float]:
        if not isinstance(given, list) or not all(isinstance(item, dict) for item in given):
            self._refuse("not_list", path)
        found: dict[tuple[str, str], float] = {}
        for number, item in enumerate(given):
            here: Path = (*path, number)
            self._only(here, item, ("category", "severity", "weight"))
            pair = tuple(str(self._string(here, item, name, needed=True)) for name in ("category", "severity"))
            for name, kind, id in zip(("category", "severity"), ("issue_category", "severity"), pair, strict=True):
                if id not in labels[kind]:
                    self._refuse("no_such", (*here, name), value=id)
            if pair in found:
                self._refuse("twice", here, value=" / ".join(pair))
            found[pair[0], pair[1]] = self._weight((*here, "weight"), item.get("weight"))
        return found

    def _only(self, path: Path, entry: dict[str, Any], known: tuple[str, ...]) -> None:
        for name in entry:
            if name not in known:
                self._refuse("unknown", (*path, name))

    def _id(self, path: Path, entry: dict[str, Any]) -> str:
        id = self._string(path, entry, "id", needed=True)
        if not _ID.fullmatch(str(id)):
            self._refuse("id_bad", (*path, "id"))
        return str(id)

    def _string(
        self, path: Path, entry: dict[str, Any], name: str, limit: int = MAX_TEXT, *, needed: bool = False
    ) -> str | None:
        value = entry.get(name)
        if value is None and not needed:
            return None
        if value is None:
            self._refuse("missing", (*path, name))
        return self._text((*path, name), value, limit)

    def _text(self, path: Path, value: Any, limit: int = MAX_TEXT) -> str:
        if not isinstance(value, str):
            self._refuse("not_text", path)
        if len(value) > limit:
            self._refuse("too_long", path, limit=limit)
        if any(ord(character) < 32 or 127 <= ord(character) < 160 for character in value):
            self._refuse("two_lines", path)
        return value

    def _texts(self, path: Path, value: Any, *, needed: bool) -> Mapping[str, str]:
        if value is None and not needed:
            return dict.fromkeys(LANGUAGES, "")
        if value is None:
            self._refuse("missing", path)
        if not isinstance(value, dict):
            self._refuse("not_table", path)
        self._only(path, value, LANGUAGES)
        texts = {language: self._text((*path, language), value.get(language, "")) for language in LANGUAGES}
        for language in LANGUAGES:
            if language not in value or (needed and not texts[language].strip()):
                self._refuse("language", path, language=language)
        return texts

    def _whole(self, path: Path, entry: dict[str, Any], name: str, low: int, high: int) -> int | None:
        value = entry.get(name)
        if value is not None and not (type(value) is int and low <= value <= high):
            self._refuse("not_whole", (*path, name), low=low, high=high)
        return value

    def _flag(self, path: Path, entry: dict[str, Any], name: str) -> bool:
        value = entry.get(name, False)
        if not isinstance(value, bool):
            self._refuse("not_flag", (*path, name))
        return value

    def _weight(self, path: Path, value: Any) -> float:
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= MAX_WEIGHT:
            self._refuse("weight", path, limit=MAX_WEIGHT)
        return float(value)
