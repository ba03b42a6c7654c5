"""A reviewer's queue: what they are to review, where they stopped, what comes next."""

from dataclasses import dataclass
from datetime import date

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.queue import Waiting, in_order, last_begun
from annotator.domain.records import REVIEWED, Article, Project, Review, Submission
from annotator.services.library.articles import live_project
from annotator.services.review.annotating import opened
from db import articles, assignments, people, submissions, work
from db.store import Store, Tx


@dataclass(frozen=True)
class Place:
    """A sentence of an article, by its number from 1."""

    article: Article
    number: int


@dataclass(frozen=True)
class Queue:
    """What waits, in its order; and the place to go on at, where something is begun."""

    waiting: list[Waiting]
    stopped_at: Place | None


def queue(store: Store, actor: Actor, project_id: str, today: date) -> Queue:
    """The actor's queue in a project; `today` is the day where they are. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        if not policy.may(actor, "annotate", project):
            return Queue([], None)
        waiting = in_order(_waiting(tx, actor, project), today)
        begun = last_begun(waiting)
        return Queue(waiting, _stopped_at(tx, actor, begun.article) if begun else None)


def next_article(store: Store, actor: Actor, project_id: str, today: date, after: str = "") -> Place | None:
    """Where to go on in the queue, the article `after` left out; None where nothing waits. Raises as `queue`."""
    found = [one for one in queue(store, actor, project_id, today).waiting if one.article.id != after]
    return stopped_at(store, actor, found[0].article.id) if found else None


def stopped_at(store: Store, actor: Actor, article_id: str) -> Place:
    """Where the actor goes on in an article; its beginning where they haven't begun. Raises NotFound or Forbidden."""
    with store.read() as tx:
        article, _ = opened(tx, actor, article_id, "annotate")
        return _stopped_at(tx, actor, article)


def _waiting(tx: Tx, actor: Actor, project: Project) -> list[Waiting]:
    given = {one.article_id: one for one in assignments.of_project(tx, project.id, actor.id) if one.state == "open"}
    handed_in = {one.article_id: one for one in submissions.of_reviewer(tx, project.id, actor.id)}
    reopened = {id for id, one in handed_in.items() if one.submitted_at is None and one.reopened_because}
    open_ids = {id for id in given if id not in handed_in or handed_in[id].submitted_at is None} | reopened
    if not open_ids:
        return []
    counts, plans = articles.sentence_counts(tx, project.id), assignments.plans(tx, project.id)
    done = work.reviewed_counts(tx, project.id, actor.id, REVIEWED)
    found = []
    for article in articles.some(tx, sorted(open_ids)):
        reviewed, last_at = done.get(article.id, (0, None))
        one, again, plan = given.get(article.id), handed_in.get(article.id), plans.get(article.id)
        assert one or again
        found.append(
            Waiting(
                article=article,
                sentences=counts.get(article.id, 0),
                reviewed=reviewed,
                since=one.assigned_at if one else again.first_at,  # type: ignore[union-attr]
                due_on=date.fromisoformat(plan.due_on) if plan and plan.due_on else None,
                last_at=last_at,
                reminded_at=one.reminded_at if one else None,
                reopened_by=_who(tx, again),
                reopened_because=again.reopened_because if again else "",
                assigned=one is not None,
            )
        )
    return found


def _who(tx: Tx, submission: Submission | None) -> str:
    person = people.get(tx, submission.reopened_by) if submission and submission.reopened_by else None
    return person.name if person else ""


def _stopped_at(tx: Tx, actor: Actor, article: Article) -> Place:
    """The first unjudged sentence from the one on that was judged last; round the end; the last one where all are."""
    sentences = articles.sentences(tx, article.id)
    reviews = {row.sentence_id: row for row in work.of_article(tx, Review, article.id, actor.id)}
    touched = [(reviews[one.id].updated_at, place) for place, one in enumerate(sentences) if one.id in reviews]
    last = max(touched)[1] if touched else 0
    order = [*range(last, len(sentences)), *range(last)]
    judged = {place for place in order if (row := reviews.get(sentences[place].id)) and row.state in REVIEWED}
    return Place(article, next((place for place in order if place not in judged), last) + 1)
