"""What differs between two versions of a scheme, in words: for the page, the command line and the audit."""

from collections.abc import Iterable, Mapping
from typing import Any

from annotator.domain.scheme import Scheme
from annotator.domain.schemes.changes import WEIGHTS, Change
from annotator.words import say

_NOTHING = (None, "", False)


def in_words(found: Iterable[Change], old: Scheme, new: Scheme, language: str) -> list[str]:
    """One line for each change."""
    return [_Teller(old, new, language).line(change) for change in found]


def used(change: Change, uses: Mapping[str, Mapping[str, int]]) -> int:
    """How many marks a change touches: those that carry its label; what is moved or weighed touches none."""
    touches = change.what in ("retired", "restored", "changed") and change.kind != WEIGHTS
    return uses.get(change.kind, {}).get(change.id, 0) if touches else 0


class _Teller:
    """Knows the names of both versions."""

    def __init__(self, old: Scheme, new: Scheme, language: str) -> None:
        self._old, self._new, self._language = old, new, language

    def line(self, change: Change) -> str:
        facts = {"list": self._say(f"list.{change.kind}"), "name": self._name(change)}
        match change.what:
            case "weight" | "override":
                return self._weighed(change, facts)
            case "changed":
                field = self._say(f"field.{change.field.replace('.', '_')}")
                return self._say("told.changed", **facts, field=field, **self._values(change))
            case "moved":
                return self._say("told.moved", **facts, before=change.before, after=change.after)
        return self._say(f"told.{change.what}", **facts)

    def _weighed(self, change: Change, facts: dict[str, str]) -> str:
        category, _, severity = change.field.rpartition("/")
        what = [("issue_category", category)] if category else []
        of = " / ".join(self._label(kind, id) for kind, id in [*what, ("severity", severity)])
        key = "told.weight"
        if change.what == "override" and None in (change.before, change.after):
            key = "told.override_made" if change.before is None else "told.override_gone"
        return self._say(key, **facts, of=of, before=_number(change.before), after=_number(change.after))

    def _values(self, change: Change) -> dict[str, str]:
        return {name: self._value(getattr(change, name)) for name in ("before", "after")}

    def _value(self, value: Any) -> str:
        if value in _NOTHING:
            return self._say("told.none")
        return self._say("told.yes") if value is True else _isolated(str(value))

    def _name(self, change: Change) -> str:
        if change.kind != WEIGHTS:
            return self._label(change.kind, change.id)
        found = self._old.presets.get(change.id) or self._new.presets.get(change.id)
        return _isolated(found.name[self._language] if found else change.id)

    def _label(self, kind: str, id: str) -> str:
        found = self._old.labels[kind].get(id) or self._new.labels[kind].get(id)
        return _isolated(found.name[self._language] if found else id)

    def _say(self, key: str, **facts: object) -> str:
        return say(f"scheme.{key}", self._language, **facts)


def _number(value: Any) -> str:
    return "" if value is None else f"{value:g}"


def _isolated(text: str) -> str:
    return f"\u2068{text}\u2069"
