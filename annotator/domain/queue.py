"""A reviewer's queue: what waits for them, in the order in which to take it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from annotator.domain.records import Article


@dataclass(frozen=True)
class Waiting:
    """An article that somebody is to review."""

    article: Article
    sentences: int
    reviewed: int
    since: datetime  # it was assigned, or reopened
    due_on: date | None = None
    last_at: datetime | None = None  # they last worked on it
    reminded_at: datetime | None = None
    reopened_by: str = ""
    reopened_because: str = ""
    assigned: bool = True

    def is_overdue(self, today: date) -> bool:
        """Whether its day is past."""
        return self.due_on is not None and self.due_on < today


def in_order(waiting: Iterable[Waiting], today: date) -> list[Waiting]:
    """What is overdue first, then by the day it is due, then what has waited longest."""
    return sorted(
        waiting,
        key=lambda one: (not one.is_overdue(today), one.due_on or date.max, one.since, one.article.id),
    )


def last_begun(waiting: Iterable[Waiting]) -> Waiting | None:
    """What was worked on last."""
    begun = [(one.last_at, one.article.id, one) for one in waiting if one.last_at is not None]
    return max(begun, key=lambda found: found[:2])[2] if begun else None
