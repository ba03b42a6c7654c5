"""The report of resemblances: to which known claims reviewers related what they read."""

from collections.abc import Iterator

from annotator.domain import policy
from annotator.domain.known import Resemblance
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.services.already_checked.known_claims import LookAlike, described
from annotator.services.library.articles import live_project
from db import articles, people, work
from db.store import Store, Tx
from exports.columns import Row


def resemblance_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """One row for each resemblance that stands. Who may not read all work gets their own."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        names = {person.id: person.name for person in people.everyone(tx)}
        chosen = articles.ids_of_project(tx, project_id)
    only = None if policy.may(actor, "read_all_work", project) else actor.id
    for article_id in chosen:
        with store.read() as tx:
            rows = list(_of_article(tx, project, article_id, only, names, actor.language))
        yield from rows


def _of_article(
    tx: Tx, project: Project, article_id: str, only: str | None, names: dict[str, str], language: str
) -> Iterator[Row]:
    standing = [one for one in work.of_article(tx, Resemblance, article_id, only) if one.retired_at is None]
    article = articles.get(tx, article_id)
    if not standing or article is None:
        return
    known = described(tx, project, [one.known_id for one in standing], language)
    sentences = articles.sentences(tx, article_id)
    numbers = {sentence.id: number for number, sentence in enumerate(sentences, 1)}
    texts = {sentence.id: article.text[sentence.start : sentence.end] for sentence in sentences}
    for one in sorted(standing, key=lambda one: (one.start, one.id)):
        yield {
            "project": project.name,
            "article_id": article.id,
            "article": article.title,
            "sentence_no": numbers.get(one.sentence_id),
            "sentence": texts.get(one.sentence_id, ""),
            "resemblance_id": one.id,
            "reviewer": names.get(one.reviewer_id, ""),
            "quote": one.quote,
            "relation": one.relation,
            "known_id": one.known_id,
            **_about(known.get(one.known_id)),
            "updated_at": one.updated_at.isoformat(),
        }


def _about(known: LookAlike | None) -> Row:
    if known is None:
        return {}
    return {
        "origin": known.origin,
        "known_claim": known.claim,
        "known_verdict": known.verdict,
        "known_publisher": known.publisher,
        "known_url": known.url,
        "known_date": known.date,
    }
