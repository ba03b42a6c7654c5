"""Reports: what reviewers said, as rows of the data dictionary (`exports/rows.py`)."""

from collections import Counter
from collections.abc import Iterator
from typing import Literal

from annotator.domain import scoring
from annotator.domain.claims import problems
from annotator.domain.disputes import DISPUTED
from annotator.domain.figures import figures, written
from annotator.domain.invisible import counted
from annotator.domain.policy import Actor
from annotator.domain.records import REVIEWED
from annotator.domain.verdicts import difference
from annotator.errors import Invalid
from annotator.services.already_checked.resemblances import resemblance_rows
from annotator.services.assignment.board import progress_rows
from annotator.services.claims import distorting, verdict_mapping
from annotator.services.comments.threads import comment_rows
from annotator.services.compare import comparing_reports
from annotator.services.consensus.consensus_reports import consensus_rows, with_distributions
from annotator.services.library.systems import system_rows
from annotator.services.reports.pages import Page, pages_of
from db.store import Store
from exports import csv_file
from exports.columns import Report, Row
from exports.comparison import OF_CONSENSUS, of_consensus
from exports.rows import REPORTS
from exports.translation import SEVERITIES, VERDICTS

_MORE_OF_CLAIMS = (
    "source_quote",
    "statement_in_source",
    "checkability",
    "claimant_role",
    "claimant_id",
    "claimed_on",
    "place",
)
_OF_EVIDENCE = (
    "claim_id",
    "url",
    "archive_url",
    "publisher",
    "title",
    "published_on",
    "accessed_on",
    "quote",
    "stance",
    "question",
    "answer",
    "answer_type",
    "quote_translation",
    "author",
    "source_type",
    "locator",
    "file_name",
    "file_size",
    "file_hash",
    "same_as",
)
Who = Literal["reviewers", "consensus"]
"""Whose work a report tells of."""


def report_rows(
    store: Store,
    actor: Actor,
    project_id: str,
    name: str,
    who: Who = "reviewers",
    weights: str = "",
    verdicts: str = "",
) -> Iterator[Row]:
    """The rows of a report, under the project's weights or another preset. Who may not read all work gets their own.

    `verdicts` names a scale whose labels stand for ours. Raises Invalid("report_unknown", "report_of_reviewers",
    "unknown_label", "scale_unknown" or "report_without_verdicts"), NotFound or Forbidden.
    """
    report = report_named(name, who)
    rows = _rows(store, actor, project_id, name, who, weights)
    if verdicts:
        verdict_mapping.require_verdicts(name)
        rows = verdict_mapping.under(rows, verdict_mapping.scale(store, actor, project_id, verdicts))
    flagged = any(column.name == "invisible" for column in report.columns)
    yield from (_flagged(row, report) for row in rows) if flagged else rows


def _flagged(row: Row, report: Report) -> Row:
    texts = (row.get(column.name) for column in report.columns if column.kind == "text")
    return {**row, "invisible": counted(text for text in texts if isinstance(text, str))}


def _rows(store: Store, actor: Actor, project_id: str, name: str, who: Who, weights: str) -> Iterator[Row]:
    if name in _OF_ALL:
        yield from _OF_ALL[name](store, actor, project_id)
        return
    if name in _OF_CLAIMS:
        yield from _OF_CLAIMS[name](store, actor, project_id, who)
        return
    if who == "consensus":
        yield from with_distributions(store, actor, project_id, name, lambda page: _ROWS[name](page.under(weights)))
        return
    pages = (page.under(weights) for found in pages_of(store, actor, project_id) for page in found)
    if name == "systems":
        yield from system_rows(pages)
        return
    for page in pages:
        yield from _ROWS[name](page)


def report_csv(
    store: Store,
    actor: Actor,
    project_id: str,
    name: str,
    who: Who = "reviewers",
    weights: str = "",
    verdicts: str = "",
) -> Iterator[bytes]:
    """The same as a CSV file, piece by piece."""
    rows = report_rows(store, actor, project_id, name, who, weights, verdicts)
    return csv_file.write(rows, report_named(name, who))


def report_named(name: str, who: str = "reviewers") -> Report:
    """A report of the dictionary; raises Invalid("report_unknown" or "report_of_reviewers")."""
    if name not in REPORTS:
        raise Invalid("report_unknown", report=name, reports=", ".join(REPORTS))
    if who == "reviewers":
        return REPORTS[name]
    if name not in OF_CONSENSUS:
        raise Invalid("report_of_reviewers", report=name, reports=", ".join(OF_CONSENSUS))
    return of_consensus(REPORTS[name])


def _sentence_rows(page: Page) -> Iterator[Row]:
    for sentence in page.sentences:
        review = page.reviews.get(sentence.id)
        standing = page.issues_in.get(sentence.id, [])
        yield {
            **page.of_sentence(sentence.id),
            "language": page.article.language,
            "state": review.state if review else "unseen",
            "score": review.score if review else None,
            "penalty": scoring.penalty(standing, page.scheme, page.project.weights),
            "issues": len(standing),
            "claims": len(page.claims_in.get(sentence.id, [])),
            "note": review.note if review else "",
            "flagged": review.flagged if review else False,
            "seconds": page.seconds.get(sentence.id, 0),
            "updated_at": review.updated_at.isoformat() if review else None,
            "sentence_id": sentence.id,
            "skip_reason": review.skip_reason if review else None,
        }


def _issue_rows(page: Page) -> Iterator[Row]:
    for issue in page.issues:
        links = page.distortions_by.get(issue.id, [])
        yield {
            **page.place(issue),
            "issue_id": issue.id,
            "side": issue.side,
            "category": issue.category,
            "mqm_id": page.label("issue_category", issue.category, issue).mqm_id,
            "severity": issue.severity,
            "weight": page.scheme.weight(page.project.weights, issue.category, issue.severity),
            "comment": issue.comment,
            "correction": issue.correction,
            "changes_fact": issue.changes_fact,
            "distorts_claims": "|".join(link.claim_id for link in links),
            "distortion_kinds": "|".join(link.kind for link in links),
            "category_name": page.label("issue_category", issue.category, issue).name["en"],
            "severity_name": page.label("severity", issue.severity, issue).name["en"],
            "suggested_by": issue.suggested_by,
        }


def _claim_rows(page: Page) -> Iterator[Row]:
    for claim in page.claims:
        yield {
            **page.place(claim),
            "claim_id": claim.id,
            "statement": claim.statement,
            "claimant": claim.claimant,
            "kinds": "|".join(claim.kinds),
            "priority": claim.priority,
            "status": DISPUTED if claim.id in page.disputed else claim.status,
            "verdict": claim.verdict,
            "verdict_in_source": claim.verdict_in_source,
            "confidence": claim.confidence,
            "rationale": claim.rationale,
            "evidence": len(page.evidence_of.get(claim.id, [])),
            "distorted_by": "|".join(link.issue_id for link in page.distortions_of.get(claim.id, [])),
            "difference": difference(claim.verdict, claim.verdict_in_source, page.scheme),
            "verdict_name": page.label("verdict", claim.verdict, claim).name["en"] if claim.verdict else None,
            "suggested_by": claim.suggested_by,
            **{name: getattr(claim, name) for name in _MORE_OF_CLAIMS},
            "appearances": "|".join(claim.appearances),
            "figures": "|".join(map(written, figures(claim.statement or claim.quote))),
            "related": "|".join(f"{row.kind}:{row.other_id}" for row in page.relations_of.get(claim.id, [])),
        }


def _evidence_rows(page: Page) -> Iterator[Row]:
    claims = {claim.id: claim for claim in page.claims}
    for record in page.evidence:
        yield {
            **page.of_sentence(record.sentence_id),
            **{name: getattr(record, name) for name in _OF_EVIDENCE},
            "problems": "|".join(problems(record, claims[record.claim_id])),
            "evidence_id": record.id,
            "updated_at": record.updated_at.isoformat(),
        }


def _summary_rows(page: Page) -> Iterator[Row]:
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
        "issues_other": sum(count for name, count in severities.items() if name not in SEVERITIES),
        "penalty": penalty,
        "penalty_per_100_words": scoring.per_100_words(penalty, words),
        "words": words,
        **{f"claims_{name}": verdicts[name] for name in VERDICTS},
        "claims_other": sum(count for name, count in verdicts.items() if name not in (None, *VERDICTS)),
        "claims_without_verdict": verdicts[None],
        "distorted_claims": len({link.claim_id for link in page.distortions}),
        "weights": page.weights,
        "seconds": sum(page.seconds.values()),
        "system": page.article.system,
        "rated": len(read),
        "penalty_per_sentence": round(penalty / len(read), 6) if read else None,
    }


_OF_ALL = {
    "agreement": comparing_reports.agreement_rows,
    "disagreements": comparing_reports.disagreement_rows,
    "consensus": consensus_rows,
    "resemblances": resemblance_rows,
    "progress": progress_rows,
    "comments": comment_rows,
}
_OF_CLAIMS = {"distortion": distorting.distortion_rows, "reversed": distorting.reversed_rows}
_ROWS = {
    "sentences": _sentence_rows,
    "issues": _issue_rows,
    "claims": _claim_rows,
    "evidence": _evidence_rows,
    "summary": _summary_rows,
}
