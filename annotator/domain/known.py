"""Already checked claims, and how a text relates to one. Offsets are code points, half-open."""

from dataclasses import dataclass
from datetime import datetime

RELATIONS = ("same", "narrower", "broader", "contradicts", "unrelated")
"""What the text is to the known claim; "unrelated" rejects a look-alike. A verdict follows from none of them."""


@dataclass(frozen=True)
class KnownClaim:
    """An already checked claim of an imported collection; its verdict is the collection's own wording."""

    id: str
    project_id: str
    key: str  # what the collection calls it; the same key again is the same claim
    claim: str
    title: str
    verdict: str
    url: str
    publisher: str
    date: str  # an ISO date, its month, its year, or nothing
    language: str
    updated_at: datetime


@dataclass(frozen=True)
class Resemblance:
    """What a reviewer says that the words at [start, end) of the translation are to a known claim."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    start: int
    end: int
    quote: str
    known_id: str  # of an imported claim, or of a claim in the project
    relation: str
    revision: int
    updated_at: datetime
    retired_at: datetime | None
