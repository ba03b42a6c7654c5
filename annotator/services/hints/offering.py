"""The hints that a reviewer is offered on an article: by the rules, and by models whose suggestions were brought in.

They are worked out when asked for and count for nothing. What a reviewer makes of one is an ordinary issue or claim.
"""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any

from annotator.domain import policy
from annotator.domain.detect.article import Hinted, hints
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Sentence
from annotator.domain.suggestions import Offer, of_model, of_rules
from annotator.services.hints.hinting import reason
from annotator.services.library.articles import live_project
from annotator.services.remembering import Remembered
from annotator.services.review.annotating import opened
from annotator.services.review.presenting import scheme_of
from annotator.words import say
from db import articles, projects, suggestions
from db.operations import Event, record_events
from db.store import Store

_hinted: Remembered[list[Hinted]] = Remembered(most=20)  # articles


def offers(store: Store, actor: Actor, article_id: str) -> dict[str, Any]:
    """`{"on", "hints"}` as JSON values: whether the project has hints, and all of them, in the order of the text.

    Those that the actor has accepted or dismissed are among them: the page knows that from their work.
    """
    with store.read() as tx:
        article, project = opened(tx, actor, article_id)
        if not project.hints:
            return {"on": False, "hints": []}
        scheme = scheme_of(tx, project)
        sentences = articles.sentences(tx, article_id)
        foreign = suggestions.of_article(tx, article_id)
    found = [offer for one in _by_rules(article, sentences) for offer in of_rules(one, article.text, scheme)]
    found += [of_model(suggestion, scheme) for suggestion in foreign]
    return {"on": True, "hints": [_plain(offer, sentences, actor.language) for offer in found]}


def choose_hints(store: Store, actor: Actor, project_id: str, on: bool) -> None:
    """Switches hints on or off for everybody in a project."""
    with store.write() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "manage", project)
        if project.hints != on:
            projects.set_hints(tx, project_id, on)
            change = Event("project", project_id, "changed", {"hints": project.hints}, {"hints": on})
            record_events(tx, actor.id or None, [change])


def _by_rules(article: Article, sentences: Sequence[Sentence]) -> list[Hinted]:
    ranges = [(sentence.start, sentence.end) for sentence in sentences]
    parts = [(sentence.source_start or 0, sentence.source_end or 0) for sentence in sentences]
    sources = [article.source_text[start:end] for start, end in parts] if article.source_text else None
    key = (article.id, tuple(ranges), tuple(parts))
    return _hinted.get(key, lambda: hints(article.text, article.language, ranges, sources))


def _plain(offer: Offer, sentences: Sequence[Sentence], language: str) -> dict[str, Any]:
    return {
        "id": offer.id,
        "makes": offer.makes,
        "sentence": _sentence(offer, sentences).id,
        "side": offer.side,
        "start": offer.start,
        "end": offer.end,
        "category": offer.category,
        "severity": offer.severity,
        "by": offer.by,
        "reasons": [reason(hint, language) for hint in offer.reasons] or [_of_model(offer, language)],
        "places": offer.places,
    }


def _of_model(offer: Offer, language: str) -> str:
    if offer.score is None:
        return say("hint.model", language, model=offer.by)
    return say("hint.model_score", language, model=offer.by, score=f"{offer.score:g}")


def _sentence(offer: Offer, sentences: Sequence[Sentence]) -> Sentence:
    """The sentence that an offer begins in, on its side of the article; the first that shares that source."""
    if offer.side == "translation":
        return sentences[max(0, bisect_right(sentences, offer.start, key=lambda one: one.start) - 1)]
    holds = (one for one in sentences if one.source_start is not None and one.source_start <= offer.start)
    last = max((one.source_start or 0 for one in holds), default=None)
    return next((one for one in sentences if one.source_start == last), sentences[0])
