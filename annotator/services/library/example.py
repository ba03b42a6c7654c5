"""Puts the example project into a new database, all of it or nothing."""

from typing import Any

from annotator import example
from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.domain.records import WORK, Article, Person, Project
from annotator.domain.segment import segment
from annotator.services.library.articles import new_project, paired
from annotator.services.review.annotating import carry_out
from db import articles, people, projects, work
from db.store import Store, Tx


def install(store: Store) -> None:
    """Adds the example where there is no project yet, not even a retired one."""
    with store.write() as tx:
        if projects.any_at_all(tx):
            return
        facts = example.facts()
        project = new_project(tx, COMMAND_LINE, facts["project"], example=True)
        article, starts = _add_article(tx, project, facts)
        for reviewer in facts["reviewer"]:
            _review(tx, project, article, starts, reviewer)


def _add_article(tx: Tx, project: Project, facts: dict[str, Any]) -> tuple[Article, list[int]]:
    given = ("title", "language", "source_language", "publisher", "url", "system")
    article = Article(
        id=new_id(),
        project_id=project.id,
        text=example.text(),
        source_text=example.source_text(),
        created_at=now(),
        retired_at=None,
        **{name: facts[name] for name in given},
    )
    ranges, source = segment(article.text, "ar"), segment(article.source_text, "en")
    articles.add(tx, article, paired(article, ranges, source), None)
    return article, [start for start, _ in ranges]


def _review(tx: Tx, project: Project, article: Article, starts: list[int], reviewer: dict[str, Any]) -> None:
    person = Person(new_id(), reviewer["name"], "ar", False, now(), None)
    people.add(tx, person, None)
    projects.set_role(tx, project.id, person.id, "reviewer")
    actor = Actor(person.id, person.name, "ar", roles={project.id: "reviewer"})
    sentences = [sentence.id for sentence in articles.sentences(tx, article.id)]
    things: dict[str, str] = {}
    for kind, ref, fields in example.work(reviewer, starts, article.text):
        thing = sentences[int(ref) - 1] if kind == "review" else things.setdefault(f"{kind} {ref}", new_id())
        named = {f"{name}_id": things[f"{name} {fields.pop(name)}"] for name in ("issue", "claim") if name in fields}
        revision = _revision(tx, kind, thing, person.id)
        put = {"act": "put", "kind": kind, "thing": thing, "revision": revision, "fields": {**fields, **named}}
        carry_out(tx, actor, {"id": new_id(), "article": article.id, **put})
    for number, seconds in reviewer["seconds"].items():
        spent = {"act": "work", "sentence": sentences[int(number) - 1], "seconds": seconds}
        carry_out(tx, actor, {"id": new_id(), "article": article.id, **spent})


def _revision(tx: Tx, kind: str, thing: str, person_id: str) -> int:
    row = work.review_of(tx, thing, person_id) if kind == "review" else work.get(tx, WORK[kind], thing)
    return row.revision if row else 0
