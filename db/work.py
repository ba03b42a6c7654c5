"""What reviewers make: reviews, issues, claims, evidence, distortions, and the time it took."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy import ColumnElement, Table, bindparam, case, func, insert, update
from sqlmodel import col, select

from annotator.domain import records
from annotator.domain.known import Resemblance
from annotator.domain.suggestions import Dismissal
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import (
    ArticleRow,
    ClaimRow,
    ConsensusRow,
    DismissalRow,
    DistortionRow,
    EvidenceRow,
    IssueRow,
    ResemblanceRow,
    ReviewRow,
    SentenceRow,
    UtcTime,
    WorkTimeRow,
)

_ROWS: dict[type[Any], type[Any]] = {
    records.Review: ReviewRow,
    records.Issue: IssueRow,
    records.Claim: ClaimRow,
    records.Evidence: EvidenceRow,
    records.Distortion: DistortionRow,
    records.Consensus: ConsensusRow,
    Resemblance: ResemblanceRow,
    Dismissal: DismissalRow,
}
W = TypeVar("W", bound=records.Work)
_TABLES = {kind: prepared.table_of(row) for kind, row in _ROWS.items()}
_BY_ID = {kind: prepared.by_id(row) for kind, row in _ROWS.items()}
_INSERT = {kind: insert(table) for kind, table in _TABLES.items()}
_UPDATE = {kind: update(table).where(table.c.id == bindparam("its_id")) for kind, table in _TABLES.items()}


def _mine(table: Table) -> tuple[ColumnElement[bool], ...]:
    return table.c.sentence_id == bindparam("sentence"), table.c.reviewer_id == bindparam("reviewer")


_REVIEW_OF = prepared.every(ReviewRow).where(*_mine(_TABLES[records.Review]))
_CONSENSUS_ON = prepared.every(ConsensusRow).where(_TABLES[records.Consensus].c.sentence_id == bindparam("sentence"))
_LIVE_ISSUES = (
    select(func.count()).where(*_mine(_TABLES[records.Issue])).where(_TABLES[records.Issue].c.retired_at.is_(None))
)


def row_of(kind: type[Any]) -> type[Any]:
    """The table of a kind of work."""
    return _ROWS[kind]


def get(tx: Tx, kind: type[W], id: str) -> W | None:
    """The row with this id, retired or not."""
    row = prepared.first(tx, _BY_ID[kind], id=id)
    return None if row is None else to_record(kind, row)


def review_of(tx: Tx, sentence_id: str, reviewer_id: str) -> records.Review | None:
    """One reviewer's review of one sentence."""
    row = prepared.first(tx, _REVIEW_OF, sentence=sentence_id, reviewer=reviewer_id)
    return None if row is None else to_record(records.Review, row)


def add(tx: Tx, record: records.Work) -> None:
    """Adds a row."""
    prepared.run(tx, _INSERT[type(record)], to_values(record))


def add_many(tx: Tx, kind: type[W], rows: Sequence[W]) -> None:
    """Adds many rows of one kind."""
    prepared.run_many(tx, _INSERT[kind], [to_values(row) for row in rows])


def change(tx: Tx, record: records.Work) -> None:
    """Overwrites the row with the record's id."""
    prepared.run(tx, _UPDATE[type(record)], {**to_values(record), "its_id": record.id})


def of_article(tx: Tx, kind: type[W], article_id: str, reviewer_id: str | None = None) -> list[W]:
    """The rows of an article in the order of their making, retired ones too; of one reviewer, or of all."""
    table = _ROWS[kind]
    query = select(table).where(table.article_id == article_id).order_by(table.id)
    if reviewer_id is not None:
        query = query.where(table.reviewer_id == reviewer_id)
    return [to_record(kind, row) for row in tx.exec(query)]


def of_sentence(tx: Tx, kind: type[W], sentence_id: str) -> list[W]:
    """Everybody's rows in a sentence in the order of their making, retired ones too."""
    table = _ROWS[kind]
    query = select(table).where(table.sentence_id == sentence_id).order_by(table.id)
    return [to_record(kind, row) for row in tx.exec(query)]


def consensus_on(tx: Tx, sentence_id: str) -> records.Consensus | None:
    """How the consensus on a sentence came about, retired or not."""
    row = prepared.first(tx, _CONSENSUS_ON, sentence=sentence_id)
    return None if row is None else to_record(records.Consensus, row)


def live_issues(tx: Tx, sentence_id: str, reviewer_id: str) -> int:
    """How many issues of a reviewer stand in a sentence."""
    row = prepared.first(tx, _LIVE_ISSUES, sentence=sentence_id, reviewer=reviewer_id)
    assert row is not None  # a count always has one
    return int(row[0])


def resting_on(tx: Tx, record: records.Mark) -> list[records.Mark]:
    """The live rows that fall with this one: an issue's distortions, a claim's distortions and evidence."""
    found: list[records.Mark] = []
    if isinstance(record, records.Issue):
        found += _live(tx, records.Distortion, DistortionRow.issue_id == record.id)
    if isinstance(record, records.Claim):
        found += _live(tx, records.Distortion, DistortionRow.claim_id == record.id)
        found += _live(tx, records.Evidence, EvidenceRow.claim_id == record.id)
    return found


def rested_on(tx: Tx, record: records.Work) -> list[records.Evidence | records.Distortion]:
    """The rows that ever rested on an issue or a claim, retired ones too."""
    found: list[records.Evidence | records.Distortion] = []
    if isinstance(record, records.Issue):
        found += _all(tx, records.Distortion, "issue_id", record.id)
    if isinstance(record, records.Claim):
        found += _all(tx, records.Distortion, "claim_id", record.id)
        found += _all(tx, records.Evidence, "claim_id", record.id)
    return found


def place_marks(tx: Tx, article_id: str, sentences: Sequence[records.Sentence]) -> None:
    """Hands every mark of an article to the sentence that it begins in; what rests on a claim goes with it."""
    starts = {
        "translation": [(sentence.start, sentence.id) for sentence in sentences],
        "source": [(s.source_start, s.id) for s in sentences if s.source_start is not None],
    }
    for issue in tx.exec(select(IssueRow).where(IssueRow.article_id == article_id)):
        issue.sentence_id = _begins_in(starts[issue.side], issue.start, issue.sentence_id)
    for dismissal in tx.exec(select(DismissalRow).where(DismissalRow.article_id == article_id)):
        dismissal.sentence_id = _begins_in(starts[dismissal.side], dismissal.start, dismissal.sentence_id)
    for resemblance in tx.exec(select(ResemblanceRow).where(ResemblanceRow.article_id == article_id)):
        resemblance.sentence_id = _begins_in(starts["translation"], resemblance.start, resemblance.sentence_id)
    claims = {}
    for claim in tx.exec(select(ClaimRow).where(ClaimRow.article_id == article_id)):
        claim.sentence_id = _begins_in(starts["translation"], claim.start, claim.sentence_id)
        claims[claim.id] = claim.sentence_id
    for evidence in tx.exec(select(EvidenceRow).where(EvidenceRow.article_id == article_id)):
        evidence.sentence_id = claims[evidence.claim_id]
    for distortion in tx.exec(select(DistortionRow).where(DistortionRow.article_id == article_id)):
        distortion.sentence_id = claims[distortion.claim_id]
    tx.flush()


def issue_counts(tx: Tx, article_id: str) -> dict[tuple[str, str], int]:
    """How many live issues stand in each sentence, by (sentence, reviewer)."""
    query = (
        select(IssueRow.sentence_id, IssueRow.reviewer_id, func.count())
        .where(IssueRow.article_id == article_id, col(IssueRow.retired_at).is_(None))
        .group_by(col(IssueRow.sentence_id), col(IssueRow.reviewer_id))
    )
    return {(sentence, reviewer): count for sentence, reviewer, count in tx.exec(query)}


def reviewed_counts(
    tx: Tx, project_id: str, reviewer_id: str, states: Sequence[str]
) -> dict[str, tuple[int, datetime | None]]:
    """By article of a project: how many sentences a reviewer has in these states, and when they last changed one."""
    query = (
        select(
            ReviewRow.article_id,
            func.sum(case((col(ReviewRow.state).in_(states), 1), else_=0)),
            func.max(ReviewRow.updated_at, type_=UtcTime),
        )
        .join(SentenceRow, col(SentenceRow.id) == col(ReviewRow.sentence_id))
        .join(ArticleRow, col(ArticleRow.id) == col(ReviewRow.article_id))
        .where(
            ArticleRow.project_id == project_id,
            ReviewRow.reviewer_id == reviewer_id,
            col(SentenceRow.retired_at).is_(None),
        )
        .group_by(col(ReviewRow.article_id))
    )
    return {article: (int(count), last) for article, count, last in tx.exec(query)}


def add_seconds(tx: Tx, article_id: str, sentence_id: str, person_id: str, seconds: int) -> None:
    """Adds to the time that a person was at work on a sentence."""
    row = tx.get(WorkTimeRow, (sentence_id, person_id))
    if row is None:
        row = WorkTimeRow(sentence_id=sentence_id, person_id=person_id, article_id=article_id)
    row.seconds += seconds
    tx.add(row)


def seconds_of(tx: Tx, article_id: str, person_id: str | None = None) -> dict[tuple[str, str], int]:
    """Seconds by (sentence, person)."""
    query = select(WorkTimeRow).where(WorkTimeRow.article_id == article_id)
    if person_id is not None:
        query = query.where(WorkTimeRow.person_id == person_id)
    return {(row.sentence_id, row.person_id): row.seconds for row in tx.exec(query)}


def _all(tx: Tx, kind: type[W], column: str, id: str) -> list[W]:
    table = _TABLES[kind]
    query = prepared.every(_ROWS[kind]).where(table.c[column] == id).order_by(table.c.id)
    return [to_record(kind, row) for row in prepared.rows(tx, query)]


def _live(tx: Tx, kind: type[W], condition: Any) -> Sequence[W]:
    table = _ROWS[kind]
    rows = tx.exec(select(table).where(condition))
    return [record for row in rows if (record := to_record(kind, row)).retired_at is None]  # type: ignore[union-attr]


def _begins_in(starts: Sequence[tuple[int, str]], offset: int, otherwise: str) -> str:
    """The id of the last start at or before the offset, of several there the first; without any, the first of all."""
    if not starts:
        return otherwise
    last = starts[max(bisect_right(starts, offset, key=lambda pair: pair[0]) - 1, 0)][0]
    return starts[bisect_left(starts, last, key=lambda pair: pair[0])][1]
