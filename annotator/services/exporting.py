"""Reports: what reviewers said, as rows of the data dictionary (`exports/rows.py`)."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar

from annotator.domain import policy, scoring
from annotator.domain.policy import Actor
from annotator.domain.records import REVIEWED, Article, Claim, Distortion, Evidence, Issue, Project, Review, Sentence
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference
from annotator.errors import Invalid
from annotator.services.articles import live_project
from annotator.services.presenting import scheme_of
from db import articles, people, work
from db.store import Store, Tx
from exports import csv_file
from exports.rows import REPORTS, SEVERITIES, VERDICTS, Report, Row

Mark = TypeVar("Mark", Issue, Claim)


def report_rows(store: Store, actor: Actor, project_id: str, name: str) -> Iterator[Row]:
    """The rows of a report, article by article, each from a transaction of its own so that nobody's saving waits.

    Who may not read all work gets their own. Raises Invalid("report_unknown"), NotFound or Forbidden.
    """
    report_named(name)
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        scheme = scheme_of(tx, project)
        names = {person.id: person.name for person in people.everyone(tx)}
        chosen = [article.id for article in articles.of_project(tx, project_id)]
    only = None if policy.may(actor, "read_all_work", project) else actor.id
    for article_id in chosen:
        with store.read() as tx:
            pages = _pages(tx, project, scheme, article_id, names, only)
        for page in pages:
            yield from _ROWS[name](page)


def report_csv(store: Store, actor: Actor, project_id: str, name: str) -> Iterator[bytes]:
    """The same as a CSV file, piece by piece."""
    return csv_file.write(report_rows(store, actor, project_id, name), report_named(name))


def report_named(name: str) -> Report:
    """A report of the dictionary; raises Invalid("report_unknown")."""
    if name not in REPORTS:
        raise Invalid("report_unknown", report=name)
    return REPORTS[name]


@dataclass(frozen=True)
class _Page:
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

    @cached_property
    def numbers(self) -> dict[str, int]:
        return {sentence.id: number for number, sentence in enumerate(self.sentences, 1)}

    @cached_property
    def by_id(self) -> dict[str, Sentence]:
        return {sentence.id: sentence for sentence in self.sentences}

    @property
    def weights(self) -> str:
        return self.scheme.preset(self.project.weights).name["en"]

    def text(self, sentence: Sentence) -> str:
        return self.article.text[sentence.start : sentence.end]

    def source(self, sentence: Sentence) -> str:
        return self.article.source_text[sentence.source_start or 0 : sentence.source_end or 0]

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

    def place(self, mark: Issue | Claim) -> dict[str, str | int]:
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
            "updated_at": mark.updated_at.isoformat(),
        }


def _pages(
    tx: Tx, project: Project, scheme: Scheme, article_id: str, names: dict[str, str], only: str | None
) -> list[_Page]:
    article = articles.get(tx, article_id)
    assert article is not None, "listed a moment ago, and nothing is ever deleted"
    sentences = articles.sentences(tx, article_id)
    live = {sentence.id for sentence in sentences}
    reviews = [row for row in work.of_article(tx, Review, article_id, only) if row.sentence_id in live]
    issues = [row for row in work.of_article(tx, Issue, article_id, only) if row.retired_at is None]
    claims = [row for row in work.of_article(tx, Claim, article_id, only) if row.retired_at is None]
    evidence = [row for row in work.of_article(tx, Evidence, article_id, only) if row.retired_at is None]
    links = [row for row in work.of_article(tx, Distortion, article_id, only) if row.retired_at is None]
    seconds = work.seconds_of(tx, article_id, only)
    owners = {row.reviewer_id for kind in (reviews, issues, claims) for row in kind}
    reviewers = sorted(owners, key=lambda id: names[id])
    standing = {issue.id for issue in issues} | {claim.id for claim in claims}
    return [
        _Page(
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
        )
        for reviewer in reviewers or [""]
    ]


def _in_order(marks: Iterable[Mark]) -> list[Mark]:
    return sorted(marks, key=lambda mark: (mark.start, mark.end, mark.id))


def _sentence_rows(page: _Page) -> Iterator[Row]:
    issues = Counter(issue.sentence_id for issue in page.issues)
    claims = Counter(claim.sentence_id for claim in page.claims)
    for sentence in page.sentences:
        review = page.reviews.get(sentence.id)
        standing = [issue for issue in page.issues if issue.sentence_id == sentence.id]
        yield {
            **page.of_sentence(sentence.id),
            "language": page.article.language,
            "state": review.state if review else "unseen",
            "score": review.score if review else None,
            "penalty": scoring.penalty(standing, page.scheme, page.project.weights),
            "issues": issues[sentence.id],
            "claims": claims[sentence.id],
            "note": review.note if review else "",
            "flagged": review.flagged if review else False,
            "seconds": page.seconds.get(sentence.id, 0),
            "updated_at": review.updated_at.isoformat() if review else None,
            "sentence_id": sentence.id,
            "skip_reason": review.skip_reason if review else None,
        }


def _issue_rows(page: _Page) -> Iterator[Row]:
    for issue in page.issues:
        links = [link for link in page.distortions if link.issue_id == issue.id]
        yield {
            **page.place(issue),
            "issue_id": issue.id,
            "side": issue.side,
            "category": issue.category,
            "mqm_id": page.scheme.category(issue.category).mqm_id,
            "severity": issue.severity,
            "weight": page.scheme.weight(page.project.weights, issue.category, issue.severity),
            "comment": issue.comment,
            "correction": issue.correction,
            "changes_fact": issue.changes_fact,
            "distorts_claims": "|".join(link.claim_id for link in links),
            "distortion_kinds": "|".join(link.kind for link in links),
        }


def _claim_rows(page: _Page) -> Iterator[Row]:
    for claim in page.claims:
        yield {
            **page.place(claim),
            "claim_id": claim.id,
            "statement": claim.statement,
            "claimant": claim.claimant,
            "kinds": "|".join(claim.kinds),
            "priority": claim.priority,
            "status": claim.status,
            "verdict": claim.verdict,
            "verdict_in_source": claim.verdict_in_source,
            "confidence": claim.confidence,
            "rationale": claim.rationale,
            "evidence": sum(record.claim_id == claim.id for record in page.evidence),
            "distorted_by": "|".join(link.issue_id for link in page.distortions if link.claim_id == claim.id),
            "difference": difference(claim.verdict, claim.verdict_in_source, page.scheme),
        }


def _evidence_rows(page: _Page) -> Iterator[Row]:
    for record in page.evidence:
        given = (
            "claim_id",
            "url",
            "archive_url",
            "publisher",
            "title",
            "published_on",
            "accessed_on",
            "quote",
            "stance",
        )
        yield {
            **page.of_sentence(record.sentence_id),
            **{name: getattr(record, name) for name in given},
            "evidence_id": record.id,
            "updated_at": record.updated_at.isoformat(),
        }


def _summary_rows(page: _Page) -> Iterator[Row]:
    states = {
        sentence.id: page.reviews[sentence.id].state for sentence in page.sentences if sentence.id in page.reviews
    }
    read = [sentence for sentence in page.sentences if states.get(sentence.id) in ("clean", "issues")]
    words = sum(scoring.count_words(page.text(sentence)) for sentence in read)
    penalty = scoring.penalty(page.issues, page.scheme, page.project.weights)
    severities = Counter(issue.severity for issue in page.issues)
    verdicts = Counter(claim.verdict for claim in page.claims)
    yield {
        **page.of_article(),
        "reviewer": page.reviewer,
        "sentences": len(page.sentences),
        "reviewed": sum(state in REVIEWED for state in states.values()),
        "clean": sum(state == "clean" for state in states.values()),
        **{f"issues_{name}": severities[name] for name in SEVERITIES},
        "penalty": penalty,
        "penalty_per_100_words": scoring.per_100_words(penalty, words),
        "words": words,
        **{f"claims_{name}": verdicts[name] for name in VERDICTS},
        "claims_without_verdict": verdicts[None],
        "distorted_claims": len({link.claim_id for link in page.distortions}),
        "weights": page.weights,
        "seconds": sum(page.seconds.values()),
    }


_ROWS = {
    "sentences": _sentence_rows,
    "issues": _issue_rows,
    "claims": _claim_rows,
    "evidence": _evidence_rows,
    "summary": _summary_rows,
}
