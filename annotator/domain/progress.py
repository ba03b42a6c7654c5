"""How far an article is with each of its people, and how long a sentence takes."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

import numpy as np

Stage = Literal["assigned", "begun", "handed_in", "handed_back", "taken_away"]
STAGES: tuple[Stage, ...] = ("assigned", "begun", "handed_in", "handed_back", "taken_away")
COUNTED: frozenset[Stage] = frozenset({"assigned", "begun", "handed_in"})
"""The stages of those who count as reviewers of an article."""


@dataclass(frozen=True)
class Part:
    """One person at one article. Without `assigned_at` nobody gave it to them."""

    article: str
    person: str
    stage: Stage
    assigned_at: datetime | None
    reviewed: int
    last_at: datetime | None
    handed_in_at: datetime | None
    reminded_at: datetime | None
    reason: str
    seconds: int
    median_seconds: float | None  # for a sentence

    @property
    def waits(self) -> bool:
        """Whether it is in that person's queue."""
        return self.assigned_at is not None and self.stage in ("assigned", "begun")


@dataclass(frozen=True)
class Line:
    """An article on the board."""

    article: str
    title: str
    sentences: int
    needed: int
    due_on: date | None
    parts: tuple[Part, ...]
    median_seconds: float | None

    @property
    def counted(self) -> tuple[Part, ...]:
        """Those who are reviewers of it: it was given to them, or they have handed it in."""
        return tuple(part for part in self.parts if part.stage == "handed_in" or part.waits)

    @property
    def handed_in(self) -> int:
        return sum(part.stage == "handed_in" for part in self.parts)

    @property
    def lacking(self) -> int:
        """How many reviewers it still has to be given to."""
        return max(self.needed - len(self.counted), 0)

    @property
    def is_done(self) -> bool:
        return self.handed_in >= self.needed

    @property
    def last_at(self) -> datetime | None:
        return max((part.last_at for part in self.parts if part.last_at), default=None)

    def is_overdue(self, today: date) -> bool:
        """Whether its day is past and somebody hasn't handed it in, or nobody has it."""
        return self.due_on is not None and self.due_on < today and not self.is_done


@dataclass(frozen=True)
class Share:
    """One person in a project, over all its articles."""

    person: str
    name: str
    waiting: int  # articles in their queue
    begun: int  # of these
    handed_in: int
    overdue: int  # of these that wait
    reviewed: int  # sentences, in all articles that they have begun
    of: int  # sentences of the articles that wait or are handed in
    last_at: datetime | None
    seconds: int
    median_seconds: float | None


def times(groups: Sequence[str], seconds: Sequence[int]) -> dict[str, tuple[int, float]]:
    """By group: the sum and the median of its seconds. The two sequences run side by side."""
    if not seconds:
        return {}
    names, number = np.unique(np.array(groups, dtype=object).astype(str), return_inverse=True)
    values = np.array(seconds, np.float64)
    order = np.lexsort((values, number))
    values, ends = values[order], np.cumsum(np.bincount(number))
    starts = np.concatenate(([0], ends[:-1]))
    middle = (values[(starts + ends - 1) // 2] + values[(starts + ends) // 2]) / 2
    sums = np.add.reduceat(values, starts)
    return {str(name): (int(sums[place]), float(middle[place])) for place, name in enumerate(names)}


def stage_of(state: str | None, reviewed: bool, handed_in: bool) -> Stage:
    """Where somebody is with an article: `state` of its assignment, None without one."""
    if handed_in:
        return "handed_in"
    if state == "handed_back":
        return "handed_back"
    if state == "taken_away":
        return "taken_away"
    return "begun" if reviewed else "assigned"


def shares(
    lines: Iterable[Line], names: dict[str, str], spent: dict[str, tuple[int, float]], today: date
) -> list[Share]:
    """The same by person, in the order of `names`. `spent`: each person's time, in all and for a sentence."""
    by_person: dict[str, list[tuple[Line, Part]]] = {id: [] for id in names}
    for line in lines:
        for part in line.parts:
            by_person[part.person].append((line, part))
    return [_share(id, name, by_person[id], spent.get(id), today) for id, name in names.items()]


def _share(
    person: str, name: str, own: Sequence[tuple[Line, Part]], spent: tuple[int, float] | None, today: date
) -> Share:
    waiting = [(line, part) for line, part in own if part.waits]
    handed_in = [(line, part) for line, part in own if part.stage == "handed_in"]
    return Share(
        person=person,
        name=name,
        waiting=len(waiting),
        begun=sum(part.stage == "begun" for _, part in waiting),
        handed_in=len(handed_in),
        overdue=sum(line.due_on is not None and line.due_on < today for line, _ in waiting),
        reviewed=sum(part.reviewed for _, part in waiting + handed_in),
        of=sum(line.sentences for line, _ in waiting + handed_in),
        last_at=max((part.last_at for _, part in own if part.last_at), default=None),
        seconds=spent[0] if spent else 0,
        median_seconds=spent[1] if spent else None,
    )
