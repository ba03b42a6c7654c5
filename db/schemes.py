"""The versions of projects' schemes, and how often each label is in use."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Column, func, select, update
from sqlmodel import col

from annotator.domain.records import Project
from db import prepared
from db.store import Tx
from db.tables import (
    ArticleRow,
    ClaimRow,
    ConsensusRow,
    DistortionRow,
    EvidenceRow,
    IssueRow,
    ProjectRow,
    ReviewRow,
    SchemeRow,
)

_S = prepared.table_of(SchemeRow).c
_USES: tuple[tuple[str, type[Any], str], ...] = (
    ("issue_category", IssueRow, "category"),
    ("severity", IssueRow, "severity"),
    ("claim_status", ClaimRow, "status"),
    ("verdict", ClaimRow, "verdict"),
    ("verdict", ClaimRow, "verdict_in_source"),
    ("priority", ClaimRow, "priority"),
    ("confidence", ClaimRow, "confidence"),
    ("distortion_kind", DistortionRow, "kind"),
    ("stance", EvidenceRow, "stance"),
    ("skip_reason", ReviewRow, "skip_reason"),
    ("consensus_reason", ConsensusRow, "reason"),
)


@dataclass(frozen=True)
class Version:
    """One version of a scheme: its number, from 1, when and by whom it was made; nobody: the program."""

    id: str
    number: int
    created_at: datetime
    created_by: str | None


def versions(tx: Tx, project_id: str) -> list[Version]:
    """All versions of a project's scheme, the oldest first."""
    query = select(_S.id, _S.version, _S.created_at, _S.created_by).where(_S.project_id == project_id)
    return [Version(*row) for row in tx.connection().execute(query.order_by(_S.version))]


def is_of(tx: Tx, id: str, project_id: str) -> bool:
    """Whether a version is one of this project's."""
    query = select(_S.id).where(_S.id == id, _S.project_id == project_id)
    return tx.connection().execute(query).first() is not None


def numbers(tx: Tx, project_id: str) -> dict[str, int]:
    """The number of each version by its id."""
    return {one.id: one.number for one in versions(tx, project_id)}


def add(tx: Tx, project: Project, version: Version, body: str) -> None:
    """Stores another version, and makes it the one that the project is at."""
    row = SchemeRow(
        id=version.id,
        project_id=project.id,
        version=version.number,
        body=body,
        created_at=version.created_at,
        created_by=version.created_by,
    )
    tx.add(row)
    tx.flush()
    tx.execute(update(ProjectRow).where(col(ProjectRow.id) == project.id).values(scheme_id=version.id))


def uses(tx: Tx, project_id: str) -> dict[str, Counter[str]]:
    """By list and label: how many rows that stand carry it, everybody's and the consensus'."""
    found: dict[str, Counter[str]] = {}
    listed = prepared.table_of(ArticleRow).c
    articles = select(listed.id).where(listed.project_id == project_id)
    for kind, row, name in _USES:
        table = prepared.table_of(row).c
        label: Column[str] = table[name]
        query = select(label, func.count()).where(table.article_id.in_(articles), label.is_not(None)).group_by(label)
        if "retired_at" in table:
            query = query.where(table.retired_at.is_(None))
        for row_of_label in tx.connection().execute(query).all():
            found.setdefault(kind, Counter())[row_of_label[0]] += row_of_label[1]
    claims = prepared.table_of(ClaimRow).c
    kinds = select(claims.kinds).where(claims.article_id.in_(articles), claims.retired_at.is_(None))
    found["claim_kind"] = Counter(kind for (listed,) in tx.connection().execute(kinds) for kind in listed)
    return found


def of_marks(tx: Tx, article_id: str) -> list[str]:
    """The versions under which an article's issues and claims were made."""
    found: set[str] = set()
    for row in (IssueRow, ClaimRow):
        table = prepared.table_of(row).c
        query = select(table.scheme_id).where(table.article_id == article_id).distinct()
        found |= set(tx.connection().execute(query).scalars())
    return sorted(found)
