"""Reading what is said about an article, and what waits for somebody because it names them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import Article
from annotator.services.comments.discussing import shown, whom
from annotator.services.library.articles import live_project
from annotator.services.review.annotating import opened
from annotator.services.review.blindness import comparable, may_discuss
from db import articles, columns, comments
from db.store import Store
from exports.columns import Row


@dataclass(frozen=True)
class Mention:
    """A comment that names the reader and that they haven't read."""

    article: Article
    number: int  # of its sentence, from 1
    author: str
    text: str
    at: datetime


def threads(store: Store, actor: Actor, article_id: str) -> dict[str, Any]:
    """What is said about an article and whom the actor can name, as JSON values; nothing before they have handed it in.

    Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        article, _ = opened(tx, actor, article_id, "annotate")
        if not may_discuss(tx, actor, article):
            return {"open": False, "comments": [], "people": []}
        people = [{"id": id, "name": name} for id, name in whom(tx, actor, article).items()]
        found = shown(tx, actor, article, comments.of_article(tx, article.id))
        return {"open": True, "comments": found, "people": people}


def mentions(store: Store, actor: Actor, project_id: str) -> list[Mention]:
    """What names the actor and waits to be read, in articles that they may discuss. Raises NotFound or Forbidden."""
    with store.read() as tx:
        policy.require(actor, "see", live_project(tx, project_id))
        names, found = columns.names(tx), []
        for comment in comments.unread(tx, actor.id, project_id):
            article = articles.get(tx, comment.article_id)
            if article is not None and may_discuss(tx, actor, article):
                ids = [sentence.id for sentence in articles.sentences(tx, article.id)]
                author, number = names[comment.author_id], ids.index(comment.sentence_id) + 1
                found.append(Mention(article, number, author, comment.text, comment.created_at))
        return found


def comment_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """The rows of the report `comments`, of articles that the actor may discuss. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        readable = set(comparable(tx, actor, project)) if policy.may(actor, "compare", project) else set()
        said = [one for one in comments.of_project(tx, project_id) if one.article_id in readable]
        names, named = columns.names(tx), comments.mentions(tx, [one.id for one in said])
        by_article: dict[str, list[Any]] = {}
        for one in said:
            by_article.setdefault(one.article_id, []).append(one)
        rows: list[Row] = []
        for article in articles.some(tx, sorted(by_article)):
            sentences = articles.sentences(tx, article.id)
            place = {sentence.id: (number, sentence) for number, sentence in enumerate(sentences, 1)}
            for one in sorted(by_article[article.id], key=lambda one: (place[one.sentence_id][0], one.id)):
                number, sentence = place[one.sentence_id]
                rows.append(
                    {
                        "project": project.name,
                        "article_id": article.id,
                        "article": article.title,
                        "sentence_no": number,
                        "sentence": article.text[sentence.start : sentence.end],
                        "comment_id": one.id,
                        "author": names[one.author_id],
                        "text": one.text,
                        "mentions": "|".join(names[id] for id in named.get(one.id, {})),
                        "created_at": one.created_at.isoformat(),
                        "updated_at": one.updated_at.isoformat(),
                        "resolved": one.resolved_at is not None,
                        "resolved_by": names.get(one.resolved_by or "", ""),
                    }
                )
    yield from rows
