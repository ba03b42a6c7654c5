"""Claims and what belongs to them, as frozen records. Fields with a default were added after the first ones."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Claim:
    """A checkable statement found in the translation."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    start: int
    end: int
    quote: str
    statement: str  # stands alone, without the article
    claimant: str
    kinds: tuple[str, ...]
    priority: str
    status: str  # how far the checking is
    verdict: str | None  # of the claim as translated
    verdict_in_source: str | None
    confidence: str | None
    rationale: str
    scheme_id: str
    revision: int
    updated_at: datetime
    retired_at: datetime | None
    source_start: int | None = None  # [start, end) of the source text, where it is known
    source_end: int | None = None
    source_quote: str = ""
    statement_in_source: str = ""  # stands alone, in the source's language
    checkability: str | None = None
    claimant_role: str = ""
    claimant_id: str = ""  # an identifier elsewhere, such as Wikidata's Q42
    claimed_on: str = ""  # an ISO date, its month or its year: as precise as is known; or nothing
    place: str = ""
    appearances: tuple[str, ...] = ()  # addresses, or ids of articles, where it appears too
    reopen_reason: str = ""  # of a claim that was checked before
    suggestion: str = ""  # the id of the hint that was accepted
    suggested_by: str = ""  # whose hint it was


@dataclass(frozen=True)
class Evidence:
    """What bears on a claim."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    claim_id: str
    url: str
    archive_url: str
    publisher: str
    title: str
    published_on: str  # an ISO date, its year, or nothing
    accessed_on: str
    quote: str
    stance: str
    revision: int
    updated_at: datetime
    retired_at: datetime | None
    question: str = ""
    answer: str = ""
    answer_type: str | None = None
    quote_translation: str = ""  # ours
    author: str = ""
    source_type: str | None = None
    locator: str = ""  # the place in the source: a page, a minute, a table
    problems: tuple[str, ...] = ()
    file_hash: str = ""  # SHA-256 of the attached file; nothing: none is attached
    file_name: str = ""  # as whoever attached it called it
    file_size: int = 0  # bytes
    same_as: str | None = None  # the record, of another claim, whose source this one uses too


@dataclass(frozen=True)
class Distortion:
    """An issue damages a claim, and how."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    issue_id: str
    claim_id: str
    kind: str
    revision: int
    updated_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class Relation:
    """How a claim stands to another of the project: the same, narrower, broader, contradicts."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    claim_id: str
    other_id: str
    kind: str
    revision: int
    updated_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class Care:
    """Who is responsible for checking a claim, and until when; the claim's own row stays its reviewer's."""

    claim_id: str
    person_id: str | None
    due_on: str  # an ISO date, or nothing
    updated_at: datetime
