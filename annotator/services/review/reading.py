"""What the pages show: an article with one reviewer's work on it, and the list of articles with their progress."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, REVIEWED, WORK, Article, Project, Sentence
from annotator.domain.scheme import Scheme
from annotator.domain.text import direction
from annotator.services.library.articles import live_project
from annotator.services.review.annotating import opened
from annotator.services.review.presenting import scheme_of, scheme_versions, shown
from db import articles, operations, schemes, submissions, work
from db.operations import Done, Event
from db.store import Store, Tx

_ACTS_KEPT = 200  # how far back undo reaches


@dataclass(frozen=True)
class Progress:
    """An article in the list."""

    article: Article
    sentences: int
    reviewed: int  # by the reader
    last_at: datetime | None  # when the reader last worked on it
    submitted_at: datetime | None = None  # when the reader handed it in


def article_for_reviewer(
    store: Store,
    actor: Actor,
    article_id: str,
    language: str,
    since: datetime,
    day_start: datetime,
    of_consensus: bool = False,
) -> dict[str, Any]:
    """Everything the annotate page needs, as JSON values: the text, and the reader's own work on it, or what stands.

    `since` is when the sign-in began (undo reaches back to there), `day_start` when the reader's day did.
    """
    with store.read() as tx:
        article, project = opened(tx, actor, article_id, "adjudicate" if of_consensus else "annotate")
        owner = CONSENSUS if of_consensus else actor.id
        scheme = scheme_of(tx, project)
        acts = operations.since(tx, actor.id, article_id, since, _ACTS_KEPT)
        return {
            "article": _article(article, project, policy.may(actor, "edit", article)),
            "sentences": [_sentence(sentence) for sentence in articles.sentences(tx, article_id)],
            "rows": _rows_of(tx, owner, article_id, scheme),
            **_scheme(tx, article_id, project, language),
            "acts": _acts(tx, acts, owner),
            "seconds": {sentence: n for (sentence, _), n in work.seconds_of(tx, article_id, actor.id).items()},
            "today": _today(tx, actor, article_id, day_start),
            "submitted": not of_consensus and submissions.is_submitted(tx, article_id, actor.id),
        }


def scheme_for_reviewer(store: Store, actor: Actor, article_id: str, language: str, known: str = "") -> dict[str, Any]:
    """What an open page needs to take up another version of the scheme; only its id where that is the one `known`."""
    with store.read() as tx:
        _, project = opened(tx, actor, article_id, "annotate")
        same = {"scheme_id": project.scheme_id}
        return same if project.scheme_id == known else _scheme(tx, article_id, project, language)


def progress(store: Store, actor: Actor, project_id: str) -> list[Progress]:
    """A project's articles and how far the reader is with each."""
    with store.read() as tx:
        policy.require(actor, "see", live_project(tx, project_id))
        counts = articles.sentence_counts(tx, project_id)
        done = work.reviewed_counts(tx, project_id, actor.id, REVIEWED)
        handed_in = submissions.submitted_by(tx, actor.id)
        return [
            Progress(article, counts.get(article.id, 0), *done.get(article.id, (0, None)), handed_in.get(article.id))
            for article in articles.of_project(tx, project_id)
        ]


def article_text(store: Store, actor: Actor, article_id: str) -> tuple[Article, list[Sentence]]:
    """An article and its sentences, for those who may see it."""
    with store.read() as tx:
        article, _ = opened(tx, actor, article_id, "see")
        return article, articles.sentences(tx, article_id)


def _today(tx: Tx, actor: Actor, article_id: str, day_start: datetime) -> dict[str, Any]:
    judged = operations.sentences_judged_since(tx, actor.id, day_start)
    here = [sentence for sentence, article in judged if article == article_id]
    return {"here": here, "elsewhere": len(judged) - len(here)}


def _rows_of(tx: Tx, owner: str, article_id: str, scheme: Scheme) -> dict[str, list[dict[str, Any]]]:
    return {
        name: [shown(row, scheme) for row in work.of_article(tx, kind, article_id, owner)]
        for name, kind in WORK.items()
    }


def _article(article: Article, project: Project, editable: bool) -> dict[str, Any]:
    return {
        "id": article.id,
        "title": article.title,
        "project": project.name,
        "project_id": project.id,
        "language": article.language,
        "direction": direction(article.language),
        "text": article.text,
        "source": article.source_text,
        "source_language": article.source_language,
        "source_direction": direction(article.source_language),
        "publisher": article.publisher,
        "url": article.url,
        "system": article.system,
        "editable": editable,
    }


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {
        "id": sentence.id,
        "start": sentence.start,
        "end": sentence.end,
        "source_start": sentence.source_start,
        "source_end": sentence.source_end,
    }


def weight_presets(store: Store, actor: Actor, project_id: str) -> dict[str, str]:
    """The presets of weights that a project's scheme knows: their names by id, the project's own first."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        presets = scheme_of(tx, project).presets.values()
    own_first = sorted(presets, key=lambda preset: preset.id != project.weights)
    return {preset.id: preset.name[actor.language] for preset in own_first}


def label_names(store: Store, actor: Actor, project_id: str, kind: str) -> dict[str, str]:
    """The names of one of a project's lists of labels by id, in the actor's language."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        return {id: label.name[actor.language] for id, label in scheme_of(tx, project).labels[kind].items()}


def category_names(store: Store, actor: Actor, project_id: str) -> dict[str, str]:
    """The names of a project's issue categories by id, in the actor's language."""
    return label_names(store, actor, project_id, "issue_category")


def _scheme(tx: Tx, article_id: str, project: Project, language: str) -> dict[str, Any]:
    """The labels and weights to work with, and what older versions, of which marks are here, called theirs."""
    scheme, versions = scheme_of(tx, project), scheme_versions(tx, project)
    older = {id: versions[id].scheme for id in schemes.of_marks(tx, article_id) if id in versions}
    named = {id: _otherwise_named(one, scheme, language) for id, one in older.items()}
    return {
        "scheme": scheme.to_plain(language),
        "scheme_id": project.scheme_id,
        "scheme_version": versions[project.scheme_id].number,
        "older_names": {id: names for id, names in named.items() if names},
        "weights": _weights(scheme, project.weights, language),
    }


def _otherwise_named(old: Scheme, new: Scheme, language: str) -> dict[str, dict[str, str]]:
    """By list and id: the names that are others now."""
    found = {
        kind: {
            id: one.name[language]
            for id, one in labels.items()
            if one.name[language] != new.labels[kind][id].name[language]
        }
        for kind, labels in old.labels.items()
    }
    return {kind: names for kind, names in found.items() if names}


def _weights(scheme: Scheme, preset: str, language: str) -> Mapping[str, Any]:
    """The preset's name and its weights as {category: {severity: weight}}."""
    table = {
        category.id: {severity.id: scheme.weight(preset, category.id, severity.id) for severity in scheme.severities}
        for category in scheme.issue_categories
    }
    return {"name": scheme.preset(preset).name[language], "table": table}


def _acts(tx: Tx, done: list[Done], owner: str) -> list[dict[str, Any]]:
    """The operations on this owner's work."""
    events = operations.events_of(tx, [operation.id for operation in done])
    return [
        {
            "id": operation.id,
            "undoes": operation.undoes,
            "at": operation.at.isoformat(),
            "events": [_event(event) for event in events[operation.id]],
        }
        for operation in done
        if any((event.after or {}).get("reviewer_id") == owner for event in events[operation.id])
    ]


def _event(event: Event) -> dict[str, Any]:
    return {name: getattr(event, name) for name in ("kind", "thing_id", "action", "before", "after")}
