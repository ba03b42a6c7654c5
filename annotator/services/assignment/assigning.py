"""What a lead does about who reviews what: give articles, take them away, remind, reopen; how many, by when."""

from dataclasses import replace
from typing import Any

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.assigning import read_day, read_needed
from annotator.domain.assignment import Assignment, AssignmentState, Plan
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Article
from annotator.domain.text import clean
from annotator.errors import Invalid, NotFound
from annotator.services.assignment.team import require_able
from annotator.services.library.articles import live_project
from annotator.services.review.annotating import opened
from annotator.services.review.submitting import is_submitted, put_submission
from db import assignments, projects, submissions
from db.operations import Event, record_events
from db.store import Store, Tx

MAX_REASON = 500  # code points


def set_needed(store: Store, actor: Actor, project_id: str, needed: int) -> None:
    """How many reviewers an article of the project needs. Raises Invalid, NotFound or Forbidden."""
    with store.write() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "assign", project)
        if read_needed(needed) != project.reviewers_needed:
            projects.set_reviewers_needed(tx, project_id, needed)
            before, after = ({"reviewers_needed": number} for number in (project.reviewers_needed, needed))
            record_events(tx, actor.id or None, [Event("project", project_id, "changed", before, after)])


def set_plan(store: Store, actor: Actor, article_id: str, needed: int | None, due_on: str | None) -> Plan:
    """How many reviewers an article needs (None: as its project says) and by which day (None: none).

    Raises Invalid, NotFound or Forbidden.
    """
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "assign")
        before = assignments.plan(tx, article_id)
        plan = Plan(article_id, None if needed is None else read_needed(needed), read_day(due_on))
        if plan != before:
            assignments.put_plan(tx, plan)
            record_events(tx, actor.id or None, [_planned(article, before, plan)])
        return plan


def assign(store: Store, actor: Actor, article_id: str, person_id: str) -> None:
    """Gives somebody an article, also where they have given it back. Raises Invalid, NotFound or Forbidden."""
    with store.write() as tx:
        article, _ = opened(tx, actor, article_id, "assign")
        require_able(tx, article, person_id)
        give(tx, actor, article_id, person_id)


def take_away(store: Store, actor: Actor, article_id: str, person_id: str, reason: str = "") -> None:
    """Takes an article off somebody's queue; what they have done in it stays. Raises Invalid, NotFound, Forbidden."""
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "assign")
        end(tx, actor, open_assignment(tx, article, person_id), "taken_away", read_reason(reason))


def remind(store: Store, actor: Actor, article_id: str, person_id: str) -> None:
    """Puts a reminder on an article in somebody's queue. Raises Invalid, NotFound or Forbidden."""
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "assign")
        _remind(tx, actor, open_assignment(tx, article, person_id))


def remind_all(store: Store, actor: Actor, project_id: str, person_id: str) -> int:
    """The same for all that waits in somebody's queue; gives back how many. Raises NotFound or Forbidden."""
    with store.write() as tx:
        policy.require(actor, "assign", live_project(tx, project_id))
        waiting = [one for one in assignments.of_project(tx, project_id, person_id) if one.state == "open"]
        waiting = [one for one in waiting if not submissions.is_submitted(tx, one.article_id, person_id)]
        for one in waiting:
            _remind(tx, actor, one)
        return len(waiting)


def reopen(store: Store, actor: Actor, article_id: str, person_id: str, reason: str) -> None:
    """Opens an article again that somebody has handed in, and tells them why; what is compared stays the first.

    Raises Invalid("reason_missing"), Invalid("not_handed_in"), NotFound or Forbidden.
    """
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "assign")
        before = submissions.get(tx, article.id, person_id)
        if before is None or not is_submitted(before):
            raise Invalid("not_handed_in")
        why = read_reason(reason, needed=True)
        put_submission(tx, actor, replace(before, submitted_at=None, reopened_by=actor.id, reopened_because=why))


def hand_back(store: Store, actor: Actor, article_id: str, reason: str) -> None:
    """A reviewer gives an article back that they can't review, and says why; what they have done in it stays.

    Raises Invalid("reason_missing"), Invalid("handed_in_already"), NotFound or Forbidden.
    """
    with store.write(article_id) as tx:
        article, _ = opened(tx, actor, article_id, "annotate")
        before = open_assignment(tx, article, actor.id)
        end(tx, actor, before, "handed_back", read_reason(reason, needed=True))


def give(tx: Tx, actor: Actor, article_id: str, person_id: str) -> None:
    """Makes an article somebody's, unless it is already."""
    before = assignments.get(tx, article_id, person_id)
    if before is None or before.state != "open":
        moment = now()
        after = Assignment(article_id, person_id, "open", "", actor.id or None, moment, moment, None)
        _put(tx, actor, before, after, "added" if before is None else "restored")


def end(tx: Tx, actor: Actor, before: Assignment, state: AssignmentState, reason: str) -> None:
    """An article is somebody's no longer."""
    _put(tx, actor, before, replace(before, state=state, reason=reason, changed_at=now()), state)


def open_assignment(tx: Tx, article: Article, person_id: str) -> Assignment:
    """The article as it waits for somebody; raises NotFound, or Invalid("handed_in_already")."""
    found = assignments.get(tx, article.id, person_id)
    if found is None or found.state != "open":
        raise NotFound("not_found")
    if submissions.is_submitted(tx, article.id, person_id):
        raise Invalid("handed_in_already")
    return found


def read_reason(reason: str, *, needed: bool = False) -> str:
    """A reason as it is kept; raises Invalid("reason_missing") or Invalid("field_too_long")."""
    reason = clean(reason).strip()
    if needed and not reason:
        raise Invalid("reason_missing")
    if len(reason) > MAX_REASON:
        raise Invalid("field_too_long", field="reason", limit=MAX_REASON)
    return reason


def _remind(tx: Tx, actor: Actor, before: Assignment) -> None:
    _put(tx, actor, before, replace(before, reminded_at=now()), "reminded")


def _put(tx: Tx, actor: Actor, before: Assignment | None, after: Assignment, action: str) -> None:
    assignments.put(tx, after)
    was: Any = None if before is None else to_plain(before)
    event = Event("assignment", after.person_id, action, was, to_plain(after), None, after.article_id)
    record_events(tx, actor.id or None, [event])


def _planned(article: Article, before: Plan, after: Plan) -> Event:
    return Event("plan", article.id, "changed", to_plain(before), to_plain(after), None, article.id)
