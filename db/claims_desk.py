"""The claims of a whole project as columns: one query for each table, past the ORM, only what the desk shows."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, func, select

from annotator.domain.records import CONSENSUS
from db import prepared
from db.store import Tx
from db.tables import (
    ArticleRow,
    CareRow,
    ClaimRow,
    ConsensusRow,
    DistortionRow,
    EventRow,
    EvidenceRow,
    IssueRow,
    PersonRow,
    SubmissionRow,
)

_A, _C, _R = (prepared.table_of(row).c for row in (ArticleRow, ClaimRow, CareRow))
_E, _D, _I = (prepared.table_of(row).c for row in (EvidenceRow, DistortionRow, IssueRow))
_N, _S, _P, _V = (prepared.table_of(row).c for row in (ConsensusRow, SubmissionRow, PersonRow, EventRow))
_OF_PROJECT = (_A.project_id == bindparam("project"), _A.retired_at.is_(None))
_OWN = (
    "id",
    "article_id",
    "sentence_id",
    "reviewer_id",
    "start",
    "end",
    "quote",
    "statement",
    "statement_in_source",
    "claimant",
    "kinds",
    "priority",
    "status",
    "verdict",
    "verdict_in_source",
    "revision",
    "updated_at",
)
_CARE = prepared.table_of(CareRow)
_CLAIMS = (
    select(*(_C[name] for name in _OWN), _R.person_id.label("responsible_id"), _R.due_on)
    .select_from(
        prepared.table_of(ClaimRow)
        .join(prepared.table_of(ArticleRow), _C.article_id == _A.id)
        .outerjoin(_CARE, _R.claim_id == _C.id)
    )
    .where(*_OF_PROJECT, _C.retired_at.is_(None))
    .order_by(_C.article_id, _C.start, _C.id)
)
_ARTICLES = select(_A.id, _A.title, _A.language, _A.publisher, _A.system).where(*_OF_PROJECT).order_by(_A.id)
_EVIDENCE = (
    select(_E.claim_id, _E.stance, func.count())
    .where(_E.article_id == _A.id, *_OF_PROJECT, _E.retired_at.is_(None))
    .group_by(_E.claim_id, _E.stance)
)
_OF_SOURCE = ("title", "publisher", "url", "file_name", "quote", "file_hash", "locator")
_SOURCES = (
    select(_E.id, _E.claim_id, _E.article_id, _E.reviewer_id, *(_E[name] for name in _OF_SOURCE))
    .where(_E.article_id == _A.id, *_OF_PROJECT, _E.retired_at.is_(None))
    .order_by(_E.article_id, _E.id)
)
_ERRORS = select(_D.claim_id, _I.severity, _I.category, _D.kind, _I.id).where(
    _D.article_id == _A.id,
    *_OF_PROJECT,
    _D.retired_at.is_(None),
    _I.id == _D.issue_id,
    _I.retired_at.is_(None),
)
_SETTLED = select(_N.sentence_id).where(_N.article_id == _A.id, *_OF_PROJECT, _N.retired_at.is_(None))
_HANDED_IN = select(_S.article_id, _S.reviewer_id).where(
    _S.article_id == _A.id, *_OF_PROJECT, _S.submitted_at.is_not(None)
)
_NAMES = select(_P.id, _P.name).where(_P.id != CONSENSUS)
_HISTORY = (
    select(_V.before, _V.after, _V.person_id, _V.at)
    .where(_V.thing_id == bindparam("claim"), _V.kind == "claim")
    .order_by(_V.seq)
)
_LATEST = select(func.max(_V.seq)).where(_V.article_id == _A.id).scalar_subquery()
_STATE = select(_A.id, _LATEST).where(_A.project_id == bindparam("project"))


def _rows(tx: Tx, statement: Any, project_id: str) -> Sequence[Any]:
    return prepared.rows(tx, statement, project=project_id)


def claims(tx: Tx, project_id: str) -> Sequence[Any]:
    """Everybody's live claims in a project's live articles, in the order of the texts, with who is responsible."""
    return _rows(tx, _CLAIMS, project_id)


def articles(tx: Tx, project_id: str) -> Sequence[Any]:
    """The live articles: id, title, language, publisher, system; the oldest first."""
    return _rows(tx, _ARTICLES, project_id)


def evidence(tx: Tx, project_id: str) -> Sequence[Any]:
    """How many live records of evidence claims have: claim, stance, count."""
    return _rows(tx, _EVIDENCE, project_id)


def sources(tx: Tx, project_id: str) -> Sequence[Any]:
    """Everybody's live records of evidence with what they say of their source, the oldest article's first."""
    return _rows(tx, _SOURCES, project_id)


def errors(tx: Tx, project_id: str) -> Sequence[Any]:
    """The live issues that distort claims: claim, severity, category, kind of damage, issue."""
    return _rows(tx, _ERRORS, project_id)


def settled(tx: Tx, project_id: str) -> set[str]:
    """The sentences on which somebody has decided."""
    return {row[0] for row in _rows(tx, _SETTLED, project_id)}


def handed_in(tx: Tx, project_id: str) -> set[tuple[str, str]]:
    """(article, reviewer) of what is handed in."""
    return {(row[0], row[1]) for row in _rows(tx, _HANDED_IN, project_id)}


def happened_to(tx: Tx, claim_id: str) -> Sequence[Any]:
    """Everything that happened to a claim's own row, in its order: before, after, person_id, at."""
    return prepared.rows(tx, _HISTORY, claim=claim_id)


def state_of(tx: Tx, project_id: str) -> tuple[Any, ...]:
    """Changes whenever anything changes that the desk shows: newest events by article, names."""
    newest, names = _rows(tx, _STATE, project_id), prepared.rows(tx, _NAMES)
    return tuple(map(tuple, newest)), tuple(map(tuple, names))
