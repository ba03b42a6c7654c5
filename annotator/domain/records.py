"""What Tadqiq speaks about, as frozen records. Offsets are code points, half-open.

A mark (issue or claim) is placed in the whole text of its side of the article, not in its sentence, so that
joining or splitting sentences never moves it.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from annotator.domain.known import Resemblance as Resemblance
from annotator.domain.suggestions import Dismissal

Role = Literal["lead", "reviewer", "viewer"]
Side = Literal["translation", "source"]
State = Literal["unseen", "in_progress", "clean", "issues", "skipped"]

How = Literal["taken", "none", "edited", "bulk"]

REVIEWED: tuple[State, ...] = ("clean", "issues", "skipped")
"""The states in which a reviewer has said what there was to say."""

CONSENSUS = "consensus"
"""The reviewer under whose id the consensus' own reviews, issues, claims and evidence stand, beside everybody's."""


@dataclass(frozen=True)
class Person:
    """Somebody with an account, or who can't sign in: a reviewer of the example, a rater of an imported file."""

    id: str
    name: str
    language: str
    is_admin: bool
    created_at: datetime
    disabled_at: datetime | None


@dataclass(frozen=True)
class Project:
    """A body of articles with one scheme."""

    id: str
    name: str
    scheme_id: str
    weights: str  # the id of a preset of the scheme
    is_example: bool
    created_at: datetime
    retired_at: datetime | None
    hints: bool = True  # whether reviewers are offered hints
    reviewers_needed: int = 2  # by an article, where its plan says nothing else


@dataclass(frozen=True)
class Article:
    """A text exactly as it came, with its source text where there is one."""

    id: str
    project_id: str
    title: str
    language: str
    text: str
    source_text: str
    source_language: str
    publisher: str
    url: str
    system: str  # the translation system
    created_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class Sentence:
    """The range [start, end) of an article's text, and what it translates in the source."""

    id: str
    article_id: str
    start: int
    end: int
    source_start: int | None
    source_end: int | None


@dataclass(frozen=True)
class Review:
    """One reviewer's judgement of one sentence."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    state: State
    skip_reason: str | None
    score: int | None  # 0 to 100
    note: str
    flagged: bool
    revision: int
    updated_at: datetime


@dataclass(frozen=True)
class Issue:
    """A translation error: [start, end) on one side; start == end is an omission's point."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    side: Side
    start: int
    end: int
    quote: str
    category: str
    severity: str
    comment: str
    correction: str
    changes_fact: bool
    scheme_id: str  # the version of the scheme it was marked under
    revision: int
    updated_at: datetime
    retired_at: datetime | None
    suggestion: str = ""  # the id of the hint that was accepted
    suggested_by: str = ""  # whose hint it was


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
class Consensus:
    """How the consensus on a sentence came about; what it says are the rows of the reviewer CONSENSUS."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str  # CONSENSUS
    how: How
    taken_from: str | None  # the reviewer whose version was taken
    reason: str | None  # why reviewers differed
    note: str
    decided_by: str | None
    decided_at: datetime
    reviews: tuple[str, ...]  # what was decided on, each "review id:revision"
    revision: int
    updated_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class Submission:
    """A reviewer has handed an article in. `first_event` is the last event before they did so for the first time."""

    article_id: str
    reviewer_id: str
    first_event: int
    first_at: datetime
    submitted_at: datetime | None  # None: reopened
    reopened_by: str | None = None  # a lead, where it wasn't the reviewer
    reopened_because: str = ""


Work = Review | Issue | Claim | Evidence | Distortion | Consensus | Resemblance | Dismissal
"""What people make: each row has an owner, a revision and a history."""

Mark = Issue | Claim | Evidence | Distortion | Consensus | Resemblance | Dismissal
"""The work that can be retired; a review can't, it can only be changed."""

WORK: dict[str, type[Work]] = {
    "review": Review,
    "issue": Issue,
    "claim": Claim,
    "evidence": Evidence,
    "distortion": Distortion,
    "consensus": Consensus,
    "resemblance": Resemblance,
    "dismissal": Dismissal,
}

ASIDE: tuple[str, ...] = ("resemblance", "dismissal")
"""The kinds of work that say nothing of the translation: a sentence is no more reviewed for them."""
