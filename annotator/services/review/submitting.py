"""Handing an article in: from then on its reviewer may see what the others said, and changes nothing more in it.

Reopening lets them change it again. Agreement is computed on what they handed in first.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.clock import now
from annotator.domain.operations import Submit
from annotator.domain.policy import Actor
from annotator.domain.records import REVIEWED, Article, Review, Submission
from annotator.errors import Invalid
from db import articles, submissions, work
from db import operations as kept
from db.operations import Event, record_events
from db.store import Tx


def submit(tx: Tx, actor: Actor, article: Article, operation: Submit) -> Mapping[str, Any]:
    """Hands the article in, or reopens it; raises Invalid while sentences are not judged."""
    before = submissions.get(tx, article.id, actor.id)
    if operation.submitted and not is_submitted(before):
        _require_complete(tx, actor, article)
        first = before or Submission(article.id, actor.id, submissions.newest_event(tx), now(), None)
        put_submission(tx, actor, replace(first, submitted_at=now(), reopened_by=None, reopened_because=""))
    if not operation.submitted and before is not None and is_submitted(before):
        put_submission(tx, actor, replace(before, submitted_at=None))
    answer = {"operation": operation.id, "rows": {}, "submitted": operation.submitted}
    kept.record(tx, kept.Done(operation.id, actor.id, article.id, "submit", None, answer, now()), [])
    return answer


def require_open(tx: Tx, actor: Actor, article: Article) -> None:
    """Raises Invalid("already_submitted") where the actor has handed the article in."""
    if submissions.is_submitted(tx, article.id, actor.id):
        raise Invalid("already_submitted")


def is_submitted(submission: Submission | None) -> bool:
    """Whether work is handed in, and not reopened."""
    return submission is not None and submission.submitted_at is not None


def _require_complete(tx: Tx, actor: Actor, article: Article) -> None:
    reviews = {row.sentence_id: row.state for row in work.of_article(tx, Review, article.id, actor.id)}
    missing = sum(reviews.get(sentence.id) not in REVIEWED for sentence in articles.sentences(tx, article.id))
    if missing:
        raise Invalid("submit_incomplete", count=missing)


def put_submission(tx: Tx, actor: Actor, record: Submission) -> None:
    """Stores that somebody's work is handed in or reopened, with its event."""
    submissions.put(tx, record)
    action = "submitted" if is_submitted(record) else "reopened"
    after = {"submitted_at": record.submitted_at and record.submitted_at.isoformat()}
    if record.reopened_because:
        after["because"] = record.reopened_because
    event = Event("submission", record.reviewer_id, action, None, after, None, record.article_id)
    record_events(tx, actor.id or None, [event])
