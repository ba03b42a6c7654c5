"""One change of a reviewer's work: the rows it writes, their events, and what follows from it."""

from dataclasses import fields, replace
from typing import Any

from annotator.clock import new_id, now
from annotator.domain import claims, records, reviewing
from annotator.domain.fields import LABELS, checked
from annotator.domain.operations import Put
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import ASIDE, WORK, Article, Project
from annotator.domain.scheme import Scheme
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.claims import attaching
from annotator.services.review.placing import Placing
from annotator.services.review.presenting import scheme_of, scheme_version, shown
from db import schemes, work
from db.operations import Event
from db.store import Tx

_DEFAULTS: dict[str, dict[str, Any]] = {
    "issue": {"comment": "", "correction": "", "changes_fact": False},
    "claim": {
        "claimant": "",
        "kinds": (),
        "verdict": None,
        "verdict_in_source": None,
        "confidence": None,
        "rationale": "",
    },
    "evidence": dict.fromkeys(("url", "archive_url", "publisher", "title", "published_on", "accessed_on", "quote"), ""),
    "distortion": {},
    "relation": {},
    "resemblance": {},
    "dismissal": {},
}
_FIRST: dict[str, tuple[tuple[str, str, str], ...]] = {  # by kind: field, its list of labels, which of them
    "issue": (),
    "claim": (("priority", "priority", "normal"), ("status", "claim_status", "not_started")),
    "evidence": (("stance", "stance", "supports"),),
    "distortion": (),
    "relation": (),
    "resemblance": (),
    "dismissal": (),
}


class Change:
    """Collects what one operation does inside one transaction, to the work of the actor or of another `owner`."""

    def __init__(self, tx: Tx, actor: Actor, article: Article, project: Project, owner: str | None = None) -> None:
        self.tx, self.actor, self.article, self.owner = tx, actor, article, owner or actor.id
        self.scheme = scheme_of(tx, project)  # what rows are shown under; no version ever loses a label
        self.offered, self.scheme_id = self.scheme, project.scheme_id  # what labels are chosen from
        self.placing = Placing(tx, actor, article, project, self.owner, self.scheme)
        self.events: list[Event] = []
        self._latest: dict[str, records.Work] = {}

    def rows(self) -> dict[str, list[dict[str, Any]]]:
        """Every row that changed, as it stands now, by kind."""
        rows: dict[str, list[dict[str, Any]]] = {}
        for record in self._latest.values():
            rows.setdefault(type(record).__name__.lower(), []).append(shown(record, self.scheme))
        return rows

    def put(self, operation: Put) -> None:
        """Adds or changes the row that a reviewer named; raises Conflict when they saw an older one."""
        self._choose_from(operation.scheme)
        if operation.kind == "review":
            return self._put_review(operation)
        values = dict(operation.fields)
        retired = values.pop("retired", None)
        existing = self._own(operation)
        if existing is None:
            self._add(operation, values)
        else:
            self._change(existing, values, retired)

    def write(self, before: records.Work | None, after: records.Work) -> records.Work:
        """Stores a row under its next revision and keeps the event."""
        revision = 1 if before is None else before.revision + 1
        after = replace(after, revision=revision, updated_at=now())
        (work.add if before is None else work.change)(self.tx, after)
        self._latest[after.id] = after
        self.events.append(_event(before, after))
        return after

    def settle(self, sentence_id: str) -> None:
        """Makes the review of a sentence say what its issues say."""
        review = work.review_of(self.tx, sentence_id, self.owner)
        issues = work.live_issues(self.tx, sentence_id, self.owner)
        current = review or self.blank_review(sentence_id)
        settled = reviewing.settled(current, issues)
        if review is None or settled != current:
            self.write(review, settled)

    def retire(self, record: records.Mark, retired: bool) -> None:
        """Retires a row with all that rests on it, or brings it back alone."""
        for resting in work.resting_on(self.tx, record) if retired else []:
            self.write(resting, replace(resting, retired_at=now()))
        after = self.write(record, replace(record, retired_at=now() if retired else None))
        self.settle_for(after)

    def settle_for(self, *records: records.Work) -> None:
        """Settles the sentences of these rows, but for rows that say nothing of the translation."""
        for record in records:
            if type(record).__name__.lower() not in ASIDE:
                self.settle(record.sentence_id)

    def _put_review(self, operation: Put) -> None:
        sentence = self.placing.sentence(operation.thing)
        existing = work.review_of(self.tx, sentence.id, self.owner)
        _same_revision(existing, operation.revision, self.scheme)
        values = checked("review", operation.fields, self.offered, new=False)
        after = replace(existing or self.blank_review(sentence.id), **values)
        issues = work.live_issues(self.tx, sentence.id, self.owner)
        if "state" in values:
            reviewing.check_judgement(after, issues)
        self.write(existing, reviewing.settled(after, issues))

    def _add(self, operation: Put, given: dict[str, Any]) -> None:
        if operation.revision != 0 or operation.kind == "consensus":
            raise NotFound("not_found")
        values = checked(operation.kind, given, self.offered, new=True)
        placed = self.placing.new(operation.kind, values)
        common = {
            "id": operation.thing,
            "article_id": self.article.id,
            "reviewer_id": self.owner,
            "scheme_id": self.scheme_id,
            "revision": 1,
            "updated_at": now(),
            "retired_at": None,
        }
        kind = WORK[operation.kind]
        names = {field.name for field in fields(kind)}
        known = {**common, **self._beginning(operation.kind), **values, **placed}
        record = kind(**{name: value for name, value in known.items() if name in names})
        record = claims.stepped(None, record) if isinstance(record, records.Claim) else record
        self.settle_for(self.write(None, record))

    def _change(self, existing: records.Work, given: dict[str, Any], retired: Any) -> None:
        kind = type(existing).__name__.lower()
        values = checked(kind, given, self.offered, new=False)
        after = replace(existing, **values)
        if isinstance(after, records.Issue | records.Claim):
            after = replace(after, **self.placing.again(after, existing), **self._chosen_from(after, values))
        if isinstance(after, records.Claim) and isinstance(existing, records.Claim):
            after = claims.stepped(existing, after)
        if isinstance(after, records.Evidence):
            after = replace(after, **attaching.file_facts(self.tx, self.article.project_id, values))
        if values:
            after = self.write(existing, after)
            self.settle_for(existing, after)
        if isinstance(retired, bool) and not isinstance(after, records.Review):
            self.retire(after, retired)
        elif retired is not None or not values:
            raise Invalid("field_bad", field="retired")

    def _choose_from(self, scheme_id: str | None) -> None:
        """Labels are those of the version that the reviewer had before them, also if it isn't the newest any more."""
        if scheme_id is None or scheme_id == self.scheme_id:
            return
        if not schemes.is_of(self.tx, scheme_id, self.article.project_id):
            raise Invalid("operation_bad", key="scheme")
        self.offered, self.scheme_id = scheme_version(self.tx, scheme_id), scheme_id

    def _chosen_from(self, mark: records.Issue | records.Claim, values: dict[str, Any]) -> dict[str, Any]:
        """A mark is of the version that its labels were last chosen from."""
        return {"scheme_id": self.scheme_id} if any(name in LABELS[type(mark)] for name in values) else {}

    def _beginning(self, kind: str) -> dict[str, Any]:
        """What a new row says where the reviewer has said nothing."""
        lists = {name: self.offered.starting(listed, preferred) for name, listed, preferred in _FIRST[kind]}
        return {**_DEFAULTS[kind], **lists}

    def placed(self, record: records.Work) -> records.Work:
        """A row that comes back, in the sentence that its place is in now."""
        if isinstance(record, records.Issue | records.Claim):
            return replace(record, **self.placing.again(record, record))
        return record

    def _own(self, operation: Put) -> records.Work | None:
        existing = work.get(self.tx, WORK[operation.kind], operation.thing)
        if existing is not None and (existing.reviewer_id, existing.article_id) != (self.owner, self.article.id):
            raise NotFound("not_found")
        if existing is not None:
            _same_revision(existing, operation.revision, self.scheme)
        return existing

    def blank_review(self, sentence_id: str) -> records.Review:
        """The review of a sentence that the owner has not looked at, not stored yet."""
        return records.Review(
            id=new_id(),
            article_id=self.article.id,
            sentence_id=sentence_id,
            reviewer_id=self.owner,
            state="in_progress",
            skip_reason=None,
            score=None,
            note="",
            flagged=False,
            revision=0,
            updated_at=now(),
        )


def _same_revision(existing: records.Work | None, seen: int, scheme: Scheme) -> None:
    if (existing.revision if existing else 0) != seen:
        raise Conflict("conflict", current=shown(existing, scheme) if existing else None)


def _event(before: records.Work | None, after: records.Work) -> Event:
    was_retired = getattr(before, "retired_at", None) is not None
    is_retired = getattr(after, "retired_at", None) is not None
    action = "added" if before is None else "changed"
    if before is not None and was_retired != is_retired:
        action = "retired" if is_retired else "restored"
    return Event(
        kind=type(after).__name__.lower(),
        thing_id=after.id,
        action=action,
        before=None if before is None else to_plain(before),
        after=to_plain(after),
        sentence_id=after.sentence_id,
        article_id=after.article_id,
    )
