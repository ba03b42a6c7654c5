"""What a reviewer does to an article: one operation for each act, kept with its events in one transaction."""

from collections.abc import Mapping
from typing import Any

from annotator.clock import now
from annotator.domain import operations, policy
from annotator.domain.operations import Discussed, Put, Restore, Settle, SettleAll, Submit, Undo, Work
from annotator.domain.policy import Action, Actor
from annotator.domain.records import ASIDE, CONSENSUS, Article, Project
from annotator.errors import Conflict, NotFound
from annotator.services.claims import checking, responsibility
from annotator.services.comments import discussing
from annotator.services.consensus import adjudicating
from annotator.services.review import restoring, submitting, undoing
from annotator.services.review.changing import Change
from db import articles, projects, work
from db import operations as kept
from db.store import Store, Tx


def apply(store: Store, actor: Actor, raw: object) -> Mapping[str, Any]:
    """Carries out what a browser asks for, once: asked again under the same id, it gives its first answer.

    The answer is `{"operation", "rows": {kind: [row, …]}}` with every row that changed, as it stands on disk.
    Raises Invalid, NotFound, Forbidden, Conflict, Busy or StorageFull; then nothing has changed.
    """
    article = operations.parse(raw).article
    return store.attempt(lambda tx: carry_out(tx, actor, raw), article)


def carry_out(tx: Tx, actor: Actor, raw: object) -> Mapping[str, Any]:
    """The same inside a transaction that somebody else has opened."""
    operation = operations.parse(raw)
    article, project = _named(tx, actor, operation.article, "annotate")
    done = kept.find(tx, operation.id)
    if done is not None:  # also where the article was put away since: the browser must learn that it is saved
        return _first_answer(done, actor)
    _require_live(article, project)
    if isinstance(operation, Work):
        return _spend(tx, actor, article, operation)
    if isinstance(operation, Submit):
        return submitting.submit(tx, actor, article, operation)
    if isinstance(operation, Discussed):
        return discussing.carry_out(tx, actor, article, operation)
    change = _changed(tx, actor, article, project, operation)
    answer = {"operation": operation.id, "rows": change.rows()}
    undoes = operation.operation if isinstance(operation, Undo) else None
    act = type(operation).__name__.lower()
    kept.record(tx, kept.Done(operation.id, actor.id, article.id, act, undoes, answer, now()), change.events)
    return answer


def _changed(
    tx: Tx, actor: Actor, article: Article, project: Project, operation: Put | Undo | Restore | Settle | SettleAll
) -> Change:
    """The change that an operation asks for, made where it is allowed."""
    owner = _allowed_owner(tx, actor, article, operation)
    change = Change(tx, actor, article, project, owner)
    match operation:
        case Put(as_consensus=True):
            adjudicating.edit(change, operation)
        case Put():
            change.put(operation)
        case Undo():
            undoing.undo(change, operation)
        case Restore():
            restoring.restore(change, operation)
        case Settle():
            adjudicating.settle(change, operation)
        case SettleAll():
            adjudicating.settle_all(change, operation)
    if isinstance(operation, Put | Undo | Restore):
        checking.hold(change)
    return change


def _allowed_owner(
    tx: Tx, actor: Actor, article: Article, operation: Put | Undo | Restore | Settle | SettleAll
) -> str | None:
    """Whose work is changed: one's own while it isn't handed in, the consensus', or a claim one is responsible for."""
    given = responsibility.owner_of(tx, actor, operation)
    if given is not None:
        return given
    owner = _owner(tx, actor, operation)
    if owner == CONSENSUS:
        policy.require(actor, "adjudicate", article)
    elif owner not in (None, actor.id):
        raise NotFound("not_found")  # somebody else is responsible by now
    elif not (isinstance(operation, Put) and operation.kind in ASIDE):  # what is beside the work is never closed
        submitting.require_open(tx, actor, article)
    return owner


def _owner(tx: Tx, actor: Actor, operation: Put | Undo | Restore | Settle | SettleAll) -> str | None:
    if isinstance(operation, Undo):
        return undoing.owner(tx, actor, operation)
    if isinstance(operation, Restore):
        return restoring.owner(tx, actor, operation)
    return None if isinstance(operation, Put) and not operation.as_consensus else CONSENSUS


def opened(tx: Tx, actor: Actor, id: str, action: Action = "annotate") -> tuple[Article, Project]:
    """An article that the actor may do this to; raises NotFound or Forbidden."""
    article, project = _named(tx, actor, id, action)
    _require_live(article, project)
    return article, project


def _named(tx: Tx, actor: Actor, id: str, action: Action) -> tuple[Article, Project]:
    article = articles.get(tx, id)
    project = projects.get(tx, article.project_id) if article else None
    if article is None or project is None:
        raise NotFound("not_found")
    policy.require(actor, action, article)
    return article, project


def _require_live(article: Article, project: Project) -> None:
    if article.retired_at is not None or project.retired_at is not None:
        raise NotFound("not_found")


def _first_answer(done: kept.Done, actor: Actor) -> Mapping[str, Any]:
    if done.person_id != actor.id:
        raise Conflict("operation_taken", current=None)
    return done.answer


def _spend(tx: Tx, actor: Actor, article: Article, operation: Work) -> Mapping[str, Any]:
    sentence = articles.sentence(tx, operation.sentence)
    if sentence is None or sentence.article_id != article.id:
        raise NotFound("not_found")
    told = {"sentence": sentence.id, "seconds": operation.seconds}
    answer: dict[str, Any] = {"operation": operation.id, "rows": {}, **told}
    work.add_seconds(tx, article.id, sentence.id, actor.id, operation.seconds)
    kept.record(tx, kept.Done(operation.id, actor.id, article.id, "work", None, answer, now()), [])
    return answer
