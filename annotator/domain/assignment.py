"""What an article needs, and that it was given to somebody, as frozen records."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

AssignmentState = Literal["open", "handed_back", "taken_away"]
"""What has become of giving somebody an article."""


@dataclass(frozen=True)
class Plan:
    """What an article needs: how many reviewers, if not as many as its project says, and by which day."""

    article_id: str
    reviewers_needed: int | None = None
    due_on: str | None = None  # an ISO date


@dataclass(frozen=True)
class Assignment:
    """An article was given to somebody. It stays known when it is given back or taken away."""

    article_id: str
    person_id: str
    state: AssignmentState
    reason: str  # of handing back or taking away
    assigned_by: str | None
    assigned_at: datetime
    changed_at: datetime
    reminded_at: datetime | None
