"""Comments on a sentence between those who have handed the article in and those who lead; nobody else learns of them.

Every act is an operation like any other. Its answer carries the comments that changed, beside no rows.
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.comments import Comment, mentioned
from annotator.domain.operations import Discussed, Read, Resolve, Say, Unsay
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Sentence
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.assignment.team import able
from annotator.services.review.blindness import may_discuss
from db import articles, columns, comments, progress, projects
from db import operations as kept
from db.operations import Event, record_events
from db.store import Tx


def carry_out(tx: Tx, actor: Actor, article: Article, operation: Discussed) -> Mapping[str, Any]:
    """Does it; raises Invalid("hand_in_first") before the actor has handed the article in, NotFound or Conflict."""
    if not may_discuss(tx, actor, article):
        raise Invalid("hand_in_first")
    match operation:
        case Say():
            changed = [_say(tx, actor, article, operation)]
        case Unsay():
            changed = [_unsay(tx, actor, article, operation)]
        case Resolve():
            changed = _resolve(tx, actor, article, operation)
        case Read():
            changed = _read(tx, actor, article, operation)
    told = shown(tx, actor, article, changed)
    answer = {"operation": operation.id, "rows": {}, "comments": told}
    act = type(operation).__name__.lower()
    kept.record(tx, kept.Done(operation.id, actor.id, article.id, act, None, answer, now()), [])
    return answer


def shown(tx: Tx, actor: Actor, article: Article, found: list[Comment]) -> list[dict[str, Any]]:
    """Comments for the browser: by whom, whom they name, and whether the actor is one of these and hasn't read it."""
    names, mentions = columns.names(tx), comments.mentions(tx, [comment.id for comment in found])
    numbers = {sentence.id: number for number, sentence in enumerate(articles.sentences(tx, article.id), 1)}
    return [
        {
            **to_plain(comment),
            "author": names[comment.author_id],
            "mine": comment.author_id == actor.id,
            "number": numbers.get(comment.sentence_id, 0),
            "names": [names[id] for id in mentions.get(comment.id, {})],
            "unread": actor.id in (its := mentions.get(comment.id, {})) and its[actor.id] is None,
        }
        for comment in found
    ]


def whom(tx: Tx, actor: Actor, article: Article) -> dict[str, str]:
    """Whom the actor can name in a comment: their names by id.

    Those who lead, and reviewers who have handed the article in; who reads all work can name every reviewer. It shows
    to them once they have handed it in.
    """
    roles, everybody = projects.members(tx, article.project_id), policy.may(actor, "read_all_work", article)
    handed_in = {person for id, person in progress.handed_in(tx, article.project_id) if id == article.id}
    found = {
        id: person.name
        for id, person in able(tx, article.project_id).items()
        if everybody or roles[id] == "lead" or id in handed_in
    }
    said = {comment.author_id for comment in comments.of_article(tx, article.id)} - set(found)
    names = columns.names(tx)
    return {id: name for id, name in {**found, **{id: names[id] for id in said}}.items() if id != actor.id}


def _say(tx: Tx, actor: Actor, article: Article, operation: Say) -> Comment:
    before = comments.get(tx, operation.comment)
    sentence = _sentence(tx, article, operation.sentence)
    if before is None and operation.revision == 0:
        moment, nobody = now(), (None, None, None)
        about = (operation.comment, article.id, sentence.id, actor.id, operation.text)
        after = Comment(*about, moment, 1, moment, *nobody)
    else:
        before = _own(actor, article, before, operation.revision)
        revision = before.revision + 1
        after = replace(before, text=operation.text, revision=revision, updated_at=now(), retired_at=None)
    _put(tx, actor, before, after, "added" if before is None else "changed")
    comments.set_mentions(tx, after.id, mentioned(after.text, whom(tx, actor, article)))
    return after


def _unsay(tx: Tx, actor: Actor, article: Article, operation: Unsay) -> Comment:
    before = _own(actor, article, comments.get(tx, operation.comment), operation.revision)
    after = replace(before, revision=before.revision + 1, updated_at=now(), retired_at=now())
    _put(tx, actor, before, after, "retired")
    return after


def _resolve(tx: Tx, actor: Actor, article: Article, operation: Resolve) -> list[Comment]:
    """Marks every comment of the thread that isn't so yet: one that comes later opens it again."""
    found = []
    for before in comments.of_sentence(tx, _sentence(tx, article, operation.sentence).id):
        if (before.resolved_at is not None) != operation.resolved:
            moment, who = (now(), actor.id) if operation.resolved else (None, None)
            after = replace(before, resolved_at=moment, resolved_by=who)
            _put(tx, actor, before, after, "resolved" if operation.resolved else "reopened")
            found.append(after)
    return found


def _read(tx: Tx, actor: Actor, article: Article, operation: Read) -> list[Comment]:
    found = comments.of_sentence(tx, _sentence(tx, article, operation.sentence).id)
    comments.read(tx, actor.id, [comment.id for comment in found])
    return found


def _own(actor: Actor, article: Article, comment: Comment | None, revision: int) -> Comment:
    """One's own comment; raises NotFound, or Conflict where it has another revision than the one that was seen."""
    if comment is None or (comment.article_id, comment.author_id) != (article.id, actor.id):
        raise NotFound("not_found")
    if comment.revision != revision:
        raise Conflict("conflict", current=to_plain(comment))
    return comment


def _sentence(tx: Tx, article: Article, id: str) -> Sentence:
    sentence = articles.sentence(tx, id)
    if sentence is None or sentence.article_id != article.id:
        raise NotFound("not_found")
    return sentence


def _put(tx: Tx, actor: Actor, before: Comment | None, after: Comment, action: str) -> None:
    comments.put(tx, after)
    was = None if before is None else to_plain(before)
    event = Event("comment", after.id, action, was, to_plain(after), after.sentence_id, after.article_id)
    record_events(tx, actor.id or None, [event])
