"""A fact-checker is responsible for a claim: leads say who and until when, and that person may then check it.

A reviewer's claim is theirs alone until they have handed its article in. What they handed in first stays what is
compared.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.claim_records import Care
from annotator.domain.operations import Operation, Put, Undo
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Claim, Evidence, Person, Relation
from annotator.errors import Forbidden, Invalid, NotFound
from annotator.services.library.articles import live_project
from db import articles, care, people, projects, submissions, work
from db import operations as kept
from db.operations import Event, record_events
from db.store import Store, Tx

MOST = 1_000  # claims at once
_KINDS: Mapping[str, type[Evidence] | type[Relation]] = {"evidence": Evidence, "relation": Relation}
_THE_REVIEWERS = {"start", "end", "retired"}  # which words are a claim, and whether there is one, its finder says


@dataclass(frozen=True)
class Assignment:
    """What to change of claims; None: not this. An empty text takes away."""

    person: str | None = None
    due_on: str | None = None


def assign(store: Store, actor: Actor, project_id: str, claim_ids: Sequence[str], wanted: Assignment) -> int:
    """Makes somebody responsible for claims, or says until when; gives back for how many that was new.

    Raises Invalid("due_bad", "assign_many", "assign_whom", "assign_blind"), NotFound or Forbidden: then none changes.
    """
    _require_date(wanted.due_on)
    if len(claim_ids) > MOST:
        raise Invalid("assign_many", limit=MOST)
    with store.write() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "manage", project)
        person = _member(tx, project_id, wanted.person) if wanted.person else None
        claims = [_claim(tx, project_id, id) for id in dict.fromkeys(claim_ids)]
        members = projects.members(tx, project_id)
        for claim in claims if person else []:
            _require_seen(tx, claim, person, members)
        return sum(_put(tx, actor, claim, wanted) for claim in claims)


def owner_of(tx: Tx, actor: Actor, operation: Operation) -> str | None:
    """Whose work an operation changes because the actor is responsible for the claim; None where it isn't so.

    Raises Invalid("claim_not_handed_in") while its reviewer is still at work, Forbidden for what only they may say.
    """
    claim = _concerned(tx, actor, operation)
    found = care.of(tx, claim.id) if claim else None
    if claim is None or found is None or found.person_id != actor.id or not _sees(tx, actor, claim):
        return None
    is_own = claim.reviewer_id == actor.id
    handed_in = claim.reviewer_id == CONSENSUS or submissions.is_submitted(tx, claim.article_id, claim.reviewer_id)
    if is_own and (not handed_in or _moves(operation)):
        return None  # they need not be given what is theirs; what they have handed in stands where it stood
    if _moves(operation):
        raise Forbidden("forbidden")
    if not handed_in:
        raise Invalid("claim_not_handed_in")
    return claim.reviewer_id


def _moves(operation: Operation) -> bool:
    return isinstance(operation, Put) and operation.kind == "claim" and bool(set(operation.fields) & _THE_REVIEWERS)


def _concerned(tx: Tx, actor: Actor, operation: Operation) -> Claim | None:
    """The claim that an operation is about, or rests on what it is about."""
    if isinstance(operation, Undo):
        done = kept.find(tx, operation.operation)
        if done is None or done.person_id != actor.id:
            return None
        events = kept.events_of(tx, [done.id])[done.id]
        found = {_claim_id(event.kind, event.thing_id, event.after or {}) for event in events} - {None}
        return work.get(tx, Claim, found.pop() or "") if len(found) == 1 else None
    if not isinstance(operation, Put):
        return None
    if operation.kind == "claim":
        return work.get(tx, Claim, operation.thing)
    if operation.kind not in _KINDS:
        return None
    row = work.get(tx, _KINDS[operation.kind], operation.thing)
    named = row.claim_id if row else operation.fields.get("claim_id")
    claim = work.get(tx, Claim, named) if isinstance(named, str) else None
    return claim if claim is not None and claim.article_id == operation.article else None


def _claim_id(kind: str, thing_id: str, after: Mapping[str, Any]) -> str | None:
    return thing_id if kind == "claim" else after.get("claim_id") if kind in _KINDS else None


def _sees(tx: Tx, actor: Actor, claim: Claim) -> bool:
    article = articles.get(tx, claim.article_id)
    leads = article is not None and policy.may(actor, "read_all_work", article)
    return leads or submissions.is_submitted(tx, claim.article_id, actor.id)


def _claim(tx: Tx, project_id: str, id: str) -> Claim:
    claim = work.get(tx, Claim, id)
    article = articles.get(tx, claim.article_id) if claim else None
    if claim is None or claim.retired_at is not None or article is None or article.project_id != project_id:
        raise NotFound("not_found")
    return claim


def _member(tx: Tx, project_id: str, person_id: str) -> Person:
    """Somebody who may check claims of the project; raises Invalid("assign_whom")."""
    person = people.get(tx, person_id)
    if person is None or projects.members(tx, project_id).get(person_id) not in ("lead", "reviewer"):
        raise Invalid("assign_whom")
    return person


def _require_seen(tx: Tx, claim: Claim, person: Person | None, members: Mapping[str, str]) -> None:
    """Nobody is handed what others said of an article that they may still be reviewing themselves."""
    if person is None or person.id == claim.reviewer_id or members.get(person.id) == "lead":
        return
    if not submissions.is_submitted(tx, claim.article_id, person.id):
        article = articles.get(tx, claim.article_id)
        raise Invalid("assign_blind", name=person.name, article=article.title if article else "")


def _put(tx: Tx, actor: Actor, claim: Claim, wanted: Assignment) -> bool:
    before = care.of(tx, claim.id) or Care(claim.id, None, "", now())
    after = before
    if wanted.person is not None:
        after = replace(after, person_id=wanted.person or None)
    if wanted.due_on is not None:
        after = replace(after, due_on=wanted.due_on)
    if after == before:
        return False
    care.put(tx, replace(after, updated_at=now()))
    said = [{"person": one.person_id, "due_on": one.due_on} for one in (before, after)]
    event = Event("care", claim.id, "changed", said[0], said[1], claim.sentence_id, claim.article_id)
    record_events(tx, actor.id or None, [event])
    return True


def _require_date(text: str | None) -> None:
    try:
        if text and not (re.fullmatch(r"\d{4}-\d\d-\d\d", text) and date.fromisoformat(text)):
            raise Invalid("due_bad")
    except ValueError as error:
        raise Invalid("due_bad") from error
