"""Desks to measure on: an article of N sentences, people, and work already stored."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.domain.records import Article
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import sessions
from annotator.services.review import annotating
from db.store import Store
from tests.conftest import add_person
from tests.crowd import SENTENCE
from tests.server import Server


@contextmanager
def server(**settings: str) -> Iterator[Server]:
    """A running server on a new database, with one account."""
    with tempfile.TemporaryDirectory() as folder:
        running = Server(Path(folder) / "data", **settings)
        running.first_account().close()
        yield running
        running.stop()


def store_of(running: Server) -> Store:
    """The same database from this process."""
    return running.store()


def add_article(store: Store, sentences: int) -> Article:
    """An article of so many sentences in a project of its own."""
    project, _ = articles.project_named(store, COMMAND_LINE, f"bench {new_id()}", create=True)
    text = " ".join(SENTENCE.format(n=number) for number in range(sentences))
    article, count = articles.add_article(store, COMMAND_LINE, project.id, ArticleForm(text, title="bench"))
    assert count == sentences, count
    return article


def add_marks(store: Store, article: Article, actor: Actor, count: int) -> None:
    """So many issues of one reviewer, spread over the article."""
    with store.write() as tx:
        for number in range(count):
            start = number * 7 % (len(article.text) - 5)
            annotating.carry_out(tx, actor, mark(article, start))


def mark(article: Article, start: int) -> dict[str, object]:
    """An operation that marks five characters."""
    fields = {"side": "translation", "start": start, "end": start + 5, "category": "other", "severity": "minor"}
    fields["comment"] = "ملاحظة"
    about = {"id": new_id(), "article": article.id, "act": "put", "kind": "issue", "thing": new_id()}
    return {**about, "revision": 0, "fields": fields}


def reviewer(store: Store, article: Article, name: str) -> Actor:
    """A new reviewer of the article's project."""
    return add_person(store, name, article.project_id)


def session(store: Store, actor: Actor) -> str:
    """The token of a new session, without the second that hashing a password takes on purpose."""
    with store.write() as tx:
        return sessions.opened(tx, actor.id, Device())
