"""An event of somebody's work in words: what it was, on which text, and what each field said before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain import fields
from annotator.domain.records import CONSENSUS
from annotator.domain.scheme import Scheme
from annotator.services.review.presenting import Numbered
from annotator.words import say
from db.history import Occurrence

_UNTOLD = {"side", "start", "end", "source_start", "source_end", "file_hash"}  # the quote and the file's name say it
_OWN_WORDS = {
    ("consensus", "how"): "history.field_how",
    ("consensus", "taken_from"): "history.field_taken_from",
    ("consensus", "reason"): "history.field_reason",
    ("resemblance", "relation"): "aside.field_relation",
    ("relation", "kind"): "aside.field_relation",
}
_NOTHING: tuple[Any, ...] = (None, "", [], False)


def told_of(kind: str) -> tuple[str, ...]:
    """The fields whose changes are told: what somebody may set, and what follows from it."""
    first = {"issue": ("quote",), "claim": ("quote",), "consensus": ("how", "taken_from")}.get(kind, ())
    return (*first, *(name for name in fields.settable(kind) if name not in _UNTOLD))


def word_of(kind: str, field: str) -> str:
    """The key of a field's name among the words."""
    return _OWN_WORDS.get((kind, field), f"pane.field_{field}")


@dataclass(frozen=True)
class Line:
    """One field in words; `before` is empty where the row was not there yet."""

    field: str
    before: str
    after: str


@dataclass(frozen=True)
class Told:
    """An event in words."""

    title: str
    quote: str
    lines: list[Line]


@dataclass(frozen=True)
class Teller:
    """Knows the scheme, its earlier versions, people's names and the reader's language."""

    scheme: Scheme
    versions: Mapping[str, Numbered]
    named: Mapping[str, str]
    language: str

    def told(self, event: Occurrence) -> Told:
        title = self._say(f"did.{event.kind}_{event.action}")
        if event.act in ("undo", "restore", "settle", "settle_all"):
            title = self._say("by_act", title=title, act=self._say(f"act.{event.act}"))
        owner = event.after["reviewer_id"]
        if owner != event.person_id and owner != CONSENSUS:
            title = self._say("of", title=title, name=f"\u2068{self.named.get(owner, '')}\u2069")
        quote = event.after.get("quote") or event.after.get("statement") or ""
        return Told(title, str(quote), list(self._lines(event)))

    def _lines(self, event: Occurrence) -> Iterator[Line]:
        if event.action in ("retired", "restored") and event.before is not None:
            return
        for name in told_of(event.kind):
            before, after = (event.before or {}).get(name), event.after.get(name)
            if name == "quote" and event.before is None and event.kind != "evidence":
                continue  # it stands in the title
            if before != after and not (event.before is None and after in _NOTHING):
                said = "" if event.before is None else self._value(event.kind, name, before, event.before)
                field = say(word_of(event.kind, name), self.language)
                yield Line(field, said, self._value(event.kind, name, after, event.after))

    def _value(self, kind: str, name: str, value: Any, row: Mapping[str, Any]) -> str:
        if value in _NOTHING:
            return self._say("no") if value is False else self._say("nothing")
        labels = fields.list_of(kind, name)
        if labels or isinstance(value, list):
            values = value if isinstance(value, list) else [value]
            said = (self._label(labels, one, row) if labels else one for one in values)
            return say("settle.comma", self.language).join(said)
        if name == "state":
            return say(f"pane.state_{value}", self.language)
        if name == "relation":
            return say(f"aside.relation_{value}", self.language)
        if name == "how":
            return say(f"settle.how_{value}", self.language)
        if name == "taken_from":
            return self.named.get(value, "")
        return self._say("yes") if value is True else str(value)

    def _label(self, kind: str, id: str, row: Mapping[str, Any]) -> str:
        """As the version calls it that the row is of; of a row without one, as it is called now."""
        version = self.versions.get(str(row.get("scheme_id")))
        found = (version.scheme.labels[kind].get(id) if version else None) or self.scheme.labels[kind].get(id)
        return found.name[self.language] if found else id

    def _say(self, key: str, **facts: object) -> str:
        return say(f"history.{key}", self.language, **facts)
