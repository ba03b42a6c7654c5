"""The tables. A column is named like the field of the record it becomes (`annotator.domain.records`)."""

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, DateTime, Dialect, Index, Text, UniqueConstraint, text
from sqlalchemy.types import TypeDecorator
from sqlmodel import Field, SQLModel

_AUDITED = ("kind", "seq", "person_id", "thing_id", "at")  # all that the audit is asked about
_BESIDE = text("operation_id is null")  # the few events that no annotation made: read by the audit


class UtcTime(TypeDecorator[datetime]):
    """Aware UTC in Python, naive UTC in the database: SQLite has no time zones."""

    impl = DateTime
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return None if value is None else value.astimezone(UTC).replace(tzinfo=None)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else value.replace(tzinfo=UTC)


class PersonRow(SQLModel, table=True):
    __tablename__ = "person"
    id: str = Field(primary_key=True)
    name: str
    name_key: str = Field(unique=True)  # the normal form, so that two people never look alike
    password_hash: str | None = None  # none: an invented reviewer of the example, who can't sign in
    language: str
    is_admin: bool = False
    created_at: datetime = Field(sa_type=UtcTime)
    disabled_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SignInRow(SQLModel, table=True):
    __tablename__ = "sign_in"
    token_hash: str = Field(primary_key=True)  # SHA-256 of the cookie's token, which is stored nowhere
    person_id: str = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)
    seen_at: datetime = Field(sa_type=UtcTime)  # the last call, to within five minutes
    address: str = ""
    browser: str = ""  # in short words: "Firefox · Linux"


class IdentityRow(SQLModel, table=True):
    """Somebody as an OpenID provider knows them: `subject` never changes there, names and addresses do."""

    __tablename__ = "identity"
    issuer: str = Field(primary_key=True)
    subject: str = Field(primary_key=True)
    person_id: str = Field(foreign_key="person.id", index=True)
    created_at: datetime = Field(sa_type=UtcTime)


class LinkRow(SQLModel, table=True):
    __tablename__ = "one_time_link"
    token_hash: str = Field(primary_key=True)
    purpose: str  # "first_account", "invitation", "password"; "state": a sign-in at a provider, spent from the start
    created_at: datetime = Field(sa_type=UtcTime)
    expires_at: datetime = Field(sa_type=UtcTime)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)
    created_by: str | None = Field(default=None, foreign_key="person.id")
    person_id: str | None = Field(default=None, foreign_key="person.id")  # whose password
    project_id: str | None = Field(default=None, foreign_key="project.id")
    role: str | None = None  # in the project; "admin" without one
    name: str | None = None  # of the invited, where the inviter chose it


class AttemptRow(SQLModel, table=True):
    """A failed sign-in, kept to slow the next ones down."""

    __tablename__ = "sign_in_attempt"
    id: str = Field(primary_key=True)
    name_key: str = Field(index=True)
    address: str = Field(index=True)
    at: datetime = Field(sa_type=UtcTime)


class ProjectRow(SQLModel, table=True):
    __tablename__ = "project"
    id: str = Field(primary_key=True)
    name: str
    name_key: str = Field(unique=True)
    scheme_id: str  # the current version; no foreign key, since a scheme row names its project
    weights: str
    is_example: bool = False
    created_at: datetime = Field(sa_type=UtcTime)
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
    hints: bool = True
    reviewers_needed: int = 2  # by an article, where its plan says nothing else


class MemberRow(SQLModel, table=True):
    __tablename__ = "member"
    project_id: str = Field(primary_key=True, foreign_key="project.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    role: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)  # removed; their work stays


class SchemeRow(SQLModel, table=True):
    __tablename__ = "scheme"
    __table_args__ = (UniqueConstraint("project_id", "version"),)
    id: str = Field(primary_key=True)
    project_id: str = Field(foreign_key="project.id")
    version: int
    body: str = Field(sa_type=Text)  # TOML, read by annotator.domain.scheme
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str | None = Field(default=None, foreign_key="person.id")


class ArticleRow(SQLModel, table=True):
    __tablename__ = "article"
    id: str = Field(primary_key=True)
    project_id: str = Field(foreign_key="project.id", index=True)
    title: str
    language: str
    text: str = Field(sa_type=Text)
    source_text: str = Field(default="", sa_type=Text)
    source_language: str = ""
    publisher: str = ""
    url: str = ""
    system: str = ""
    created_at: datetime = Field(sa_type=UtcTime)
    created_by: str | None = Field(default=None, foreign_key="person.id")
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SentenceRow(SQLModel, table=True):
    __tablename__ = "sentence"
    __table_args__ = (Index("sentence_in_order", "article_id", "start"),)
    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    start: int
    end: int
    source_start: int | None = None
    source_end: int | None = None
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)  # joined into the one before it


class WorkRow(SQLModel):
    """What all rows that a reviewer makes have in common."""

    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id", index=True)
    sentence_id: str = Field(foreign_key="sentence.id", index=True)
    reviewer_id: str = Field(foreign_key="person.id", index=True)
    revision: int = 1  # grows by one with each change
    updated_at: datetime = Field(sa_type=UtcTime)


class ReviewRow(WorkRow, table=True):
    __tablename__ = "review"
    __table_args__ = (UniqueConstraint("sentence_id", "reviewer_id"),)
    state: str
    skip_reason: str | None = None
    score: int | None = None
    note: str = Field(default="", sa_type=Text)
    flagged: bool = False


class IssueRow(WorkRow, table=True):
    __tablename__ = "issue"
    side: str
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    category: str
    severity: str
    comment: str = Field(default="", sa_type=Text)
    correction: str = Field(default="", sa_type=Text)
    changes_fact: bool = False
    scheme_id: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
    suggestion: str = ""
    suggested_by: str = ""


class ClaimRow(WorkRow, table=True):
    __tablename__ = "claim"
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    statement: str = Field(sa_type=Text)
    claimant: str = ""
    kinds: list[str] = Field(default_factory=list, sa_type=JSON)
    priority: str
    status: str
    verdict: str | None = None
    verdict_in_source: str | None = None
    confidence: str | None = None
    rationale: str = Field(default="", sa_type=Text)
    scheme_id: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)
    suggestion: str = ""
    suggested_by: str = ""


class EvidenceRow(WorkRow, table=True):
    __tablename__ = "evidence"
    claim_id: str = Field(foreign_key="claim.id", index=True)
    url: str = Field(default="", sa_type=Text)
    archive_url: str = Field(default="", sa_type=Text)
    publisher: str = ""
    title: str = Field(default="", sa_type=Text)
    published_on: str = ""
    accessed_on: str = ""
    quote: str = Field(default="", sa_type=Text)
    stance: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DistortionRow(WorkRow, table=True):
    __tablename__ = "distortion"
    issue_id: str = Field(foreign_key="issue.id", index=True)
    claim_id: str = Field(foreign_key="claim.id", index=True)
    kind: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ConsensusRow(WorkRow, table=True):
    __tablename__ = "consensus"
    __table_args__ = (UniqueConstraint("sentence_id"),)
    how: str
    taken_from: str | None = Field(default=None, foreign_key="person.id")
    reason: str | None = None
    note: str = Field(default="", sa_type=Text)
    decided_by: str | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime = Field(sa_type=UtcTime)
    reviews: list[str] = Field(default_factory=list, sa_type=JSON)
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class ResemblanceRow(WorkRow, table=True):
    """What a reviewer says that a text is to a known claim: `known_id` names an imported claim or a project's own."""

    __tablename__ = "resemblance"
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    known_id: str = Field(index=True)
    relation: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DismissalRow(WorkRow, table=True):
    """A hint that a reviewer has put away."""

    __tablename__ = "dismissal"
    side: str
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    hint: str
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class SuggestionRow(SQLModel, table=True):
    """A translation error that a model suspects."""

    __tablename__ = "suggestion"
    __table_args__ = (UniqueConstraint("article_id", "model", "side", "start", "end", "category"),)
    id: str = Field(primary_key=True)
    article_id: str = Field(foreign_key="article.id")
    side: str
    start: int
    end: int
    quote: str = Field(sa_type=Text)
    category: str
    severity: str
    score: float | None = None
    model: str
    created_at: datetime = Field(sa_type=UtcTime)


class FingerprintRow(SQLModel, table=True):
    """What an article is recognised by when another like it comes: see `annotator.domain.shingles`."""

    __tablename__ = "fingerprint"
    article_id: str = Field(primary_key=True, foreign_key="article.id")
    made: int  # counts the ways in which fingerprints are made
    body: bytes


class SubmissionRow(SQLModel, table=True):
    """A reviewer has handed an article in; reopened, it is without a `submitted_at`."""

    __tablename__ = "submission"
    article_id: str = Field(primary_key=True, foreign_key="article.id")
    reviewer_id: str = Field(primary_key=True, foreign_key="person.id")
    first_event: int  # the newest event.seq when it was handed in first
    first_at: datetime = Field(sa_type=UtcTime)
    submitted_at: datetime | None = Field(default=None, sa_type=UtcTime)
    reopened_by: str | None = Field(default=None, foreign_key="person.id")  # a lead, where it wasn't the reviewer
    reopened_because: str = Field(default="", sa_type=Text)


class PlanRow(SQLModel, table=True):
    """What an article needs, where somebody has said so."""

    __tablename__ = "article_plan"
    article_id: str = Field(primary_key=True, foreign_key="article.id")
    reviewers_needed: int | None = None  # none: as many as its project says
    due_on: str | None = None  # an ISO date


class AssignmentRow(SQLModel, table=True):
    """An article was given to somebody; one row for each pair for good, so that nobody is given it twice by chance."""

    __tablename__ = "assignment"
    article_id: str = Field(primary_key=True, foreign_key="article.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True)
    state: str  # open, handed_back, taken_away
    reason: str = Field(default="", sa_type=Text)  # of handing back or taking away
    assigned_by: str | None = Field(default=None, foreign_key="person.id")
    assigned_at: datetime = Field(sa_type=UtcTime)
    changed_at: datetime = Field(sa_type=UtcTime)
    reminded_at: datetime | None = Field(default=None, sa_type=UtcTime)


class CommentRow(SQLModel, table=True):
    """What somebody says about a sentence; the comments of a sentence are its thread."""

    __tablename__ = "comment"
    id: str = Field(primary_key=True)  # made in the browser
    article_id: str = Field(foreign_key="article.id", index=True)
    sentence_id: str = Field(foreign_key="sentence.id", index=True)
    author_id: str = Field(foreign_key="person.id")
    text: str = Field(sa_type=Text)
    created_at: datetime = Field(sa_type=UtcTime)
    revision: int = 1
    updated_at: datetime = Field(sa_type=UtcTime)
    resolved_at: datetime | None = Field(default=None, sa_type=UtcTime)
    resolved_by: str | None = Field(default=None, foreign_key="person.id")
    retired_at: datetime | None = Field(default=None, sa_type=UtcTime)


class MentionRow(SQLModel, table=True):
    """A comment names somebody."""

    __tablename__ = "mention"
    comment_id: str = Field(primary_key=True, foreign_key="comment.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id", index=True)
    read_at: datetime | None = Field(default=None, sa_type=UtcTime)


class KnownClaimRow(SQLModel, table=True):
    """An already checked claim of an imported collection."""

    __tablename__ = "known_claim"
    __table_args__ = (
        UniqueConstraint("project_id", "key"),
        Index("known_claim_in_edition", "project_id", "edition", "id"),
    )
    id: str = Field(primary_key=True)
    project_id: str = Field(foreign_key="project.id")
    key: str
    claim: str = Field(sa_type=Text)
    title: str = Field(default="", sa_type=Text)
    verdict: str = ""
    url: str = Field(default="", sa_type=Text)
    publisher: str = ""
    date: str = ""
    language: str = ""
    edition: int  # counts a project's changes: whoever has read up to one asks for what is newer
    updated_at: datetime = Field(sa_type=UtcTime)


class WorkTimeRow(SQLModel, table=True):
    """Seconds a person was at work on a sentence, idle time left out."""

    __tablename__ = "work_time"
    sentence_id: str = Field(primary_key=True, foreign_key="sentence.id")
    person_id: str = Field(primary_key=True, foreign_key="person.id")
    article_id: str = Field(foreign_key="article.id", index=True)
    seconds: int = 0


class OperationRow(SQLModel, table=True):
    """What a browser asked for, with the answer it got: asked again, it gets the same one."""

    __tablename__ = "operation"
    __table_args__ = (Index("operation_of_person", "person_id", "article_id", "at"),)
    id: str = Field(primary_key=True)  # made in the browser
    person_id: str = Field(foreign_key="person.id")
    article_id: str = Field(foreign_key="article.id")
    act: str
    undoes: str | None = Field(default=None, foreign_key="operation.id")
    answer: dict[str, Any] = Field(sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)


class EventRow(SQLModel, table=True):
    """What happened to one row, append-only. `seq` gives the order, never the clock."""

    __tablename__ = "event"
    __table_args__ = (Index("event_of_audit", *_AUDITED, sqlite_where=_BESIDE, postgresql_where=_BESIDE),)
    seq: int | None = Field(default=None, primary_key=True)
    operation_id: str | None = Field(default=None, foreign_key="operation.id", index=True)
    person_id: str | None = Field(default=None, foreign_key="person.id")
    article_id: str | None = Field(default=None, foreign_key="article.id", index=True)
    sentence_id: str | None = Field(default=None, index=True)
    kind: str  # of work, or article, project, scheme, person, member, invitation, session, known_claims, restoration
    thing_id: str = Field(index=True)
    action: str  # added, changed, retired, restored; of people more
    before: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    after: dict[str, Any] | None = Field(default=None, sa_type=JSON)
    at: datetime = Field(sa_type=UtcTime)
