"""What rests on reviews: decisions, links, articles handed in, time at work."""

from collections import Counter
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Connection, select

from annotator.domain.records import CONSENSUS
from db.doctor.finding import Finding, found
from db.prepared import table_of
from db.tables import (
    ClaimRow,
    ConsensusRow,
    DistortionRow,
    EventRow,
    EvidenceRow,
    IssueRow,
    OperationRow,
    RelationRow,
    ReviewRow,
    SubmissionRow,
    WorkTimeRow,
)

_EVENT, _SUBMISSION, _REVIEW = table_of(EventRow), table_of(SubmissionRow), table_of(ReviewRow)


def decisions(connection: Connection) -> Iterator[Finding]:
    """Decisions on reviews that aren't there in that revision, or without a review that says what stands."""
    revisions = {row.id: row.revision for row in connection.execute(select(_REVIEW.c.id, _REVIEW.c.revision))}
    settled = select(_REVIEW.c.sentence_id).where(_REVIEW.c.reviewer_id == CONSENSUS, _REVIEW.c.state != "unseen")
    said = {sentence for (sentence,) in connection.execute(settled)}
    for row in connection.execute(select(table_of(ConsensusRow))):
        seen = [entry.rpartition(":") for entry in row.reviews]
        known = all(1 <= int(revision) <= revisions.get(id, 0) for id, _, revision in seen)
        if not known or row.reviewer_id != CONSENSUS or (row.retired_at is None and row.sentence_id not in said):
            yield found("decision", id=row.id)


def links(connection: Connection) -> Iterator[Finding]:
    """Evidence, distortions and relations whose ends are another's, or in another article."""
    evidence, distortion, relation = table_of(EvidenceRow), table_of(DistortionRow), table_of(RelationRow)
    claim, issue = table_of(ClaimRow), table_of(IssueRow)
    ends = (
        *((table, "claim_id", claim) for table in (evidence, distortion, relation)),
        (distortion, "issue_id", issue),
    )
    for table, column, other in ends:
        query = select(table.c.id).join(other, other.c.id == table.c[column])
        differs = (other.c.reviewer_id != table.c.reviewer_id) | (other.c.article_id != table.c.article_id)
        for (id,) in connection.execute(query.where(differs)):
            yield found("link", kind=table.name, id=id)


def submissions(connection: Connection) -> Iterator[Finding]:
    """Articles handed in otherwise than their events say."""
    last: dict[tuple[str, str], Any] = {}
    first: dict[tuple[str, str], int] = {}
    for event in connection.execute(select(_EVENT).where(_EVENT.c.kind == "submission").order_by(_EVENT.c.seq)):
        place = event.article_id, event.thing_id
        first.setdefault(place, event.seq)
        last[place] = (event.after or {}).get("submitted_at")
    for row in connection.execute(select(_SUBMISSION)):
        place = row.article_id, row.reviewer_id
        at = row.submitted_at.isoformat() if row.submitted_at else None
        handed_in = first.pop(place, 0)
        between = select(_EVENT.c.seq).where(
            _EVENT.c.article_id == row.article_id, _EVENT.c.seq > row.first_event, _EVENT.c.seq < handed_in
        )
        exact = row.first_event < handed_in and connection.execute(between).first() is None
        if last.get(place, "") != at or not exact:
            yield found("submission", article=place[0], reviewer=place[1])
    for article, reviewer in first:
        yield found("submission", article=article, reviewer=reviewer)


def time_at_work(connection: Connection) -> Iterator[Finding]:
    """Seconds that differ from the sum of what was reported."""
    table = table_of(OperationRow)
    reported: Counter[tuple[str, str]] = Counter()
    untold: set[tuple[str, str]] = set()
    for row in connection.execute(select(table).where(table.c.act == "work")):
        if "seconds" in row.answer:
            reported[row.answer["sentence"], row.person_id] += row.answer["seconds"]
        else:
            untold.add((row.article_id, row.person_id))  # from before answers said it
    for row in connection.execute(select(table_of(WorkTimeRow))):
        told = reported.pop((row.sentence_id, row.person_id), 0)
        if row.seconds < told or (row.seconds > told and (row.article_id, row.person_id) not in untold):
            yield found("time", sentence=row.sentence_id, reviewer=row.person_id)
    for sentence, person in reported:
        yield found("time", sentence=sentence, reviewer=person)
