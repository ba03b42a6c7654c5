"""Bringing in what a model suspects: all of a file, or, where one record is not right, nothing."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from annotator.clock import new_id, now
from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Project, Sentence
from annotator.domain.scheme import Scheme
from annotator.domain.suggestions import Suggestion
from annotator.ingest import suggestions as reading
from annotator.ingest.suggestions import Amiss, Span
from annotator.services.library.articles import live_project, project_named
from annotator.services.review.presenting import scheme_of
from db import articles, suggestions
from db.operations import Event, record_events
from db.store import Store, Tx


@dataclass
class Brought:
    """What came in; where something is amiss, nothing did."""

    project: Project
    added: int = 0
    present: int = 0  # that were there already
    amiss: list[Amiss] = field(default_factory=list)


def import_suggestions(store: Store, actor: Actor, data: bytes, project_name: str) -> Brought:
    """Stores a file's suggestions for reviewers to accept or dismiss; the same file again adds nothing.

    Raises BadUpload, NotFound or Forbidden.
    """
    spans, amiss = reading.read(data)
    project, _ = project_named(store, actor, project_name)
    policy.require(actor, "manage", project)
    with store.write() as tx:
        live_project(tx, project.id)
        desk = _Desk(tx, project)
        placed = [desk.place(span) for span in spans]
        amiss = sorted([*amiss, *(one for one in placed if isinstance(one, Amiss))], key=lambda one: one.number)
        if amiss:
            return Brought(project, amiss=amiss)
        return _stored(tx, actor, project, [one for one in placed if isinstance(one, Suggestion)])


def _stored(tx: Tx, actor: Actor, project: Project, given: Sequence[Suggestion]) -> Brought:
    there = {_key(one) for id in {one.article_id for one in given} for one in suggestions.of_article(tx, id)}
    fresh = {_key(one): one for one in given if _key(one) not in there}
    if fresh:
        suggestions.add(tx, list(fresh.values()))
        models = sorted({one.model for one in fresh.values()})
        what = {"added": len(fresh), "models": models}
        record_events(tx, actor.id or None, [Event("suggestions", project.id, "imported", None, what)])
    return Brought(project, len(fresh), len(given) - len(fresh))


def _key(one: Suggestion) -> tuple[object, ...]:
    return one.article_id, one.model, one.side, one.start, one.end, one.category


class _Desk:
    """A project's articles as a file names them."""

    def __init__(self, tx: Tx, project: Project) -> None:
        self._tx, self._scheme = tx, scheme_of(tx, project)
        self._articles = articles.of_project(tx, project.id)
        self._known: dict[str, list[Article]] = {}
        for article in self._articles:
            for name in {article.id, article.title}:
                self._known.setdefault(name, []).append(article)
        self._cut: dict[str, list[Sentence]] = {}

    def place(self, span: Span) -> Suggestion | Amiss:
        """A record as a suggestion in its article, or what is amiss in it."""
        found = self._known.get(span.article, [])
        if len(found) != 1:
            return Amiss("article_ambiguous" if found else "article_unknown", span.number, span.article[:80])
        (article,) = found
        sentences = self._sentences(article)
        if span.sentence > len(sentences):
            return Amiss("sentence_unknown", span.number, str(span.sentence))
        return self._placed(span, article, sentences[span.sentence - 1])

    def _sentences(self, article: Article) -> list[Sentence]:
        if article.id not in self._cut:
            self._cut[article.id] = articles.sentences(self._tx, article.id)
        return self._cut[article.id]

    def _placed(self, span: Span, article: Article, sentence: Sentence) -> Suggestion | Amiss:
        if span.side == "source":
            text, first, last = article.source_text, sentence.source_start or 0, sentence.source_end or 0
        else:
            text, first, last = article.text, sentence.start, sentence.end
        start, end = first + span.start, first + span.end
        if amiss := _labels_amiss(span, self._scheme):
            return amiss
        if not first <= start <= end <= last:
            return Amiss("place_outside", span.number, f"{span.start}–{span.end}")
        if text[start:end] != span.quote:
            return Amiss("quote_differs", span.number, text[start:end][:80])
        if not span.quote.strip() and not (start == end and self._scheme.category(span.category).point):
            return Amiss("quote_empty", span.number)
        labels = span.category, span.severity, span.score, span.model
        return Suggestion(new_id(), article.id, span.side, start, end, span.quote, *labels, now())


def _labels_amiss(span: Span, scheme: Scheme) -> Amiss | None:
    for kind, id in (("issue_category", span.category), ("severity", span.severity)):
        label = scheme.labels[kind].get(id)
        if label is None or label.retired or label.automatic:
            return Amiss(f"{kind}_unknown", span.number, id)
    return None
