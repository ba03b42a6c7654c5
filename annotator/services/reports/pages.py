"""An article as each reviewer left it: what reports and comparisons are made of."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TypeVar

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import (
    CONSENSUS,
    Article,
    Claim,
    Distortion,
    Evidence,
    Issue,
    Project,
    Relation,
    Review,
    Sentence,
)
from annotator.domain.scheme import Label, Scheme
from annotator.services.claims import disputing
from annotator.services.library.articles import live_project
from annotator.services.review.presenting import Numbered, scheme_of, scheme_versions
from db import articles, people, submissions, work
from db.store import Store, Tx

Mark = TypeVar("Mark", Issue, Claim)
R = TypeVar("R")


@dataclass(frozen=True)
class Page:
    """An article as one reviewer left it; without a reviewer when nobody has worked on it."""

    project: Project
    scheme: Scheme
    article: Article
    sentences: list[Sentence]
    reviewer: str
    reviews: dict[str, Review]  # by sentence
    issues: list[Issue]
    claims: list[Claim]
    evidence: list[Evidence]
    distortions: list[Distortion]
    seconds: dict[str, int]  # by sentence
    versions: Mapping[str, Numbered] = field(default_factory=dict)  # of the scheme, by id
    relations: Sequence[Relation] = ()
    disputed: frozenset[str] = frozenset()  # ids of claims

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {sentence.id: number for number, sentence in enumerate(self.sentences, 1)}

    @cached_property
    def by_id(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}

    @cached_property
    def issues_by_id(self) -> dict[str, Issue]:
        return {issue.id: issue for issue in self.issues}

    @cached_property
    def issues_in(self) -> dict[str, list[Issue]]:
        """By sentence."""
        return _grouped(self.issues, lambda mark: mark.sentence_id)

    @cached_property
    def claims_in(self) -> dict[str, list[Claim]]:
        """By sentence."""
        return _grouped(self.claims, lambda mark: mark.sentence_id)

    @cached_property
    def evidence_of(self) -> dict[str, list[Evidence]]:
        """By claim."""
        return _grouped(self.evidence, lambda row: row.claim_id)

    @cached_property
    def relations_of(self) -> dict[str, list[Relation]]:
        """By the claim that stands to another."""
        return _grouped(self.relations, lambda row: row.claim_id)

    @cached_property
    def distortions_by(self) -> dict[str, list[Distortion]]:
        """By the issue that distorts."""
        return _grouped(self.distortions, lambda link: link.issue_id)

    @cached_property
    def distortions_of(self) -> dict[str, list[Distortion]]:
        """By the claim that is distorted."""
        return _grouped(self.distortions, lambda link: link.claim_id)

    @property
    def weights(self) -> str:
        return self.scheme.preset(self.project.weights).name["en"]

    def under(self, weights: str) -> "Page":
        """The same page under another preset of weights, if one is named; raises Invalid("unknown_label")."""
        if not weights:
            return self
        return replace(self, project=replace(self.project, weights=self.scheme.preset(weights).id))

    def text(self, sentence: Sentence) -> str:
        return self.article.text[sentence.start : sentence.end]

    def source(self, sentence: Sentence) -> str:
        return self.article.source_text[sentence.source_start or 0 : sentence.source_end or 0]

    def label(self, kind: str, id: str, mark: Issue | Claim) -> Label:
        """A mark's label as the version has it that the mark is of."""
        version = self.versions.get(mark.scheme_id)
        found = version.scheme.labels[kind].get(id) if version else None
        return found or self.scheme.label(kind, id)

    def of_article(self) -> dict[str, str]:
        return {"project": self.project.name, "article_id": self.article.id, "article": self.article.title}

    def of_sentence(self, sentence_id: str) -> dict[str, str | int]:
        sentence = self.by_id[sentence_id]
        return {
            **self.of_article(),
            "sentence_no": self.numbers[sentence_id],
            "sentence": self.text(sentence),
            "source_sentence": self.source(sentence),
            "reviewer": self.reviewer,
            "weights": self.weights,
        }

    def place(self, mark: Issue | Claim) -> dict[str, str | int | None]:
        sentence = self.by_id[mark.sentence_id]
        in_source = isinstance(mark, Issue) and mark.side == "source"
        first = (sentence.source_start or 0) if in_source else sentence.start
        return {
            **self.of_sentence(mark.sentence_id),
            "start": mark.start - first,
            "end": mark.end - first,
            "quote": mark.quote,
            "article_start": mark.start,
            "article_end": mark.end,
            "scheme_id": mark.scheme_id,
            "scheme_version": self.versions[mark.scheme_id].number if mark.scheme_id in self.versions else None,
            "updated_at": mark.updated_at.isoformat(),
        }


def pages_of(store: Store, actor: Actor, project_id: str) -> Iterator[list["Page"]]:
    """Article by article, each from a transaction of its own so that nobody's saving waits.

    Who may not read all work gets their own. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        scheme, versions = scheme_of(tx, project), scheme_versions(tx, project)
        names = {person.id: person.name for person in people.everyone(tx)}
        chosen = [article.id for article in articles.of_project(tx, project_id)]
    only = None if policy.may(actor, "read_all_work", project) else actor.id
    for article_id in chosen:
        with store.read() as tx:
            found = _of_article(tx, project, scheme, article_id, names, only)
        yield [replace(page, versions=versions) for page in found]


def _of_article(
    tx: Tx, project: Project, scheme: Scheme, article_id: str, names: dict[str, str], only: str | None
) -> list[Page]:
    article = articles.get(tx, article_id)
    assert article is not None, "listed a moment ago, and nothing is ever deleted"
    sentences = articles.sentences(tx, article_id)
    live = {sentence.id for sentence in sentences}
    reviews = [row for row in work.of_article(tx, Review, article_id, only) if row.sentence_id in live]
    issues = [row for row in work.of_article(tx, Issue, article_id, only) if row.retired_at is None]
    claims = [row for row in work.of_article(tx, Claim, article_id, only) if row.retired_at is None]
    evidence = [row for row in work.of_article(tx, Evidence, article_id, only) if row.retired_at is None]
    links = [row for row in work.of_article(tx, Distortion, article_id, only) if row.retired_at is None]
    relations = [row for row in work.of_article(tx, Relation, article_id, only) if row.retired_at is None]
    told = only is None or submissions.is_submitted(tx, article_id, only)
    disputed = disputing.in_article(tx, article_id) if told else frozenset()
    seconds = work.seconds_of(tx, article_id, only)
    owners = {row.reviewer_id for kind in (reviews, issues, claims) for row in kind} - {CONSENSUS}
    reviewers = sorted(owners, key=lambda id: names[id])
    standing = {issue.id for issue in issues} | {claim.id for claim in claims}
    return [
        Page(
            project,
            scheme,
            article,
            sentences,
            names.get(reviewer, ""),
            {row.sentence_id: row for row in reviews if row.reviewer_id == reviewer},
            _in_order(row for row in issues if row.reviewer_id == reviewer),
            _in_order(row for row in claims if row.reviewer_id == reviewer),
            [row for row in evidence if row.reviewer_id == reviewer and row.claim_id in standing],
            [row for row in links if row.reviewer_id == reviewer and {row.issue_id, row.claim_id} <= standing],
            {sentence: count for (sentence, person), count in seconds.items() if person == reviewer},
            relations=[row for row in relations if row.reviewer_id == reviewer and row.claim_id in standing],
            disputed=disputed,
        )
        for reviewer in reviewers or [""]
    ]


def _grouped(rows: Iterable[R], key: Callable[[R], str]) -> dict[str, list[R]]:
    found: dict[str, list[R]] = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.id))
