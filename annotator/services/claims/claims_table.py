"""Every claim of a project as the desk lists them, read at once and kept while nothing in the project changes."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from annotator.domain.claims import BEARING
from annotator.domain.disputes import DISPUTED, disputed
from annotator.domain.records import CONSENSUS, Project
from annotator.domain.scheme import Scheme
from annotator.domain.text import normal
from annotator.domain.verdicts import difference
from annotator.services.remembering import Remembered
from annotator.services.review.presenting import scheme_of
from db import claims_desk
from db.store import Store, Tx


@dataclass(frozen=True, slots=True)
class Listed:
    """A claim in the list. `status` is disputed where verdicts differ; `error` is its worst distortion's severity."""

    id: str
    article_id: str
    title: str
    language: str
    sentence_id: str
    reviewer_id: str
    reviewer: str
    start: int
    end: int
    quote: str
    statement: str
    claimant: str
    kinds: tuple[str, ...]
    priority: str
    status: str
    verdict: str | None
    verdict_in_source: str | None
    difference: str | None
    responsible_id: str | None
    responsible: str
    due_on: str
    evidence: int
    bears: bool  # whether some of it supports or refutes the claim
    error: str
    revision: int
    updated_at: datetime
    sought: str  # its words in their normal form

    @property
    def of_consensus(self) -> bool:
        return self.reviewer_id == CONSENSUS


_kept: Remembered[list[Listed]] = Remembered(most=8)


def listed(store: Store, tx: Tx, project: Project) -> list[Listed]:
    """All claims of a project in the order of its articles and their texts; who may see which, the caller says."""
    key = str(store.engine.url), project.id, project.scheme_id, claims_desk.state_of(tx, project.id)
    return _kept.get(key, lambda: _read(tx, project, scheme_of(tx, project)))


def _read(tx: Tx, project: Project, scheme: Scheme) -> list[Listed]:
    articles = {row.id: row for row in claims_desk.articles(tx, project.id)}
    _, people = claims_desk.state_of(tx, project.id)
    names, rows = dict(people), claims_desk.claims(tx, project.id)
    given, errors = _evidence(tx, project), _errors(tx, project, scheme)
    in_dispute = _disputed(tx, project, rows)
    return [
        Listed(
            id=row.id,
            article_id=row.article_id,
            title=articles[row.article_id].title,
            language=articles[row.article_id].language,
            sentence_id=row.sentence_id,
            reviewer_id=row.reviewer_id,
            reviewer=names.get(row.reviewer_id, ""),
            start=row.start,
            end=row.end,
            quote=row.quote,
            statement=row.statement,
            claimant=row.claimant,
            kinds=tuple(row.kinds),
            priority=row.priority,
            status=DISPUTED if row.id in in_dispute else row.status,
            verdict=row.verdict,
            verdict_in_source=row.verdict_in_source,
            difference=difference(row.verdict, row.verdict_in_source, scheme),
            responsible_id=row.responsible_id,
            responsible=names.get(row.responsible_id, ""),
            due_on=row.due_on or "",
            evidence=given[row.id].total(),
            bears=any(given[row.id][stance] for stance in BEARING),
            error=errors.get(row.id, ""),
            revision=row.revision,
            updated_at=row.updated_at,
            sought=normal(f"{row.statement}\n{row.quote}\n{row.statement_in_source}\n{row.claimant}"),
        )
        for row in rows
    ]


def _evidence(tx: Tx, project: Project) -> dict[str, Counter[str]]:
    """By claim: how many records of each stance."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for claim, stance, count in claims_desk.evidence(tx, project.id):
        found[claim][stance] = count
    return found


def _errors(tx: Tx, project: Project, scheme: Scheme) -> dict[str, str]:
    """By claim: the worst severity of the issues that distort it."""
    rank = {severity.id: place for place, severity in enumerate(scheme.severities)}
    found: dict[str, str] = {}
    for claim, severity, *_ in claims_desk.errors(tx, project.id):
        if claim not in found or rank[severity] > rank[found[claim]]:
            found[claim] = severity
    return found


def _disputed(tx: Tx, project: Project, rows: Any) -> frozenset[str]:
    handed_in, settled = claims_desk.handed_in(tx, project.id), claims_desk.settled(tx, project.id)
    return disputed((row for row in rows if (row.article_id, row.reviewer_id) in handed_in), settled)
