"""An event of somebody's work in words: what it was, on which text, and what each field said before and after."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain.records import CONSENSUS
from annotator.domain.scheme import Scheme
from annotator.services.presenting import Numbered
from annotator.words import say
from db.history import Occurrence

_FIELDS: Mapping[str, tuple[str, ...]] = {
    "review": ("state", "skip_reason", "score", "note", "flagged"),
    "issue": ("quote", "category", "severity", "comment", "correction", "changes_fact"),
    "claim": (
        "quote",
        "statement",
        "claimant",
        "kinds",
        "priority",
        "status",
        "verdict",
        "verdict_in_source",
        "confidence",
        "rationale",
    ),
    "evidence": (
        "url",
        "archive_url",
        "publisher",
        "title",
        "published_on",
        "accessed_on",
        "quote",
        "stance",
    ),
    "distortion": ("kind",),
    "consensus": ("how", "taken_from", "reason", "note"),
    "resemblance": ("relation",),
    "dismissal": (),
}
_LISTS = {
    "category": "issue_category",
    "severity": "severity",
    "kinds": "claim_kind",
    "priority": "priority",
    "status": "claim_status",
    "verdict": "verdict",
    "verdict_in_source": "verdict",
    "confidence": "confidence",
    "stance": "stance",
    "kind": "distortion_kind",
    "reason": "consensus_reason",
    "skip_reason": "skip_reason",
}
_NOTHING: tuple[Any, ...] = (None, "", [], False)


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
        for name in _FIELDS[event.kind]:
            before, after = (event.before or {}).get(name), event.after.get(name)
            if name == "quote" and event.before is None and event.kind != "evidence":
                continue  # it stands in the title
            if before != after and not (event.before is None and after in _NOTHING):
                said = "" if event.before is None else self._value(name, before, event.before)
                yield Line(self._field(event.kind, name), said, self._value(name, after, event.after))

    def _field(self, kind: str, name: str) -> str:
        own = f"field_{name}"
        if kind == "consensus" and name in ("how", "taken_from", "reason"):
            return self._say(own)
        return say(f"aside.{own}" if kind == "resemblance" else f"pane.{own}", self.language)

    def _value(self, name: str, value: Any, row: Mapping[str, Any]) -> str:
        if value in _NOTHING:
            return self._say("no") if value is False else self._say("nothing")
        if name in _LISTS:
            ids = value if isinstance(value, list | tuple) else [value]
            return say("settle.comma", self.language).join(self._label(_LISTS[name], id, row) for id in ids)
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
