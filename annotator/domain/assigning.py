"""Giving articles out evenly: who gets which, so that everybody has about as many sentences before them.

The largest article goes first; each goes to those who have the fewest open sentences and never had it. If nobody is
barred from any article, no two people are further apart in the end than they were or than the largest article is.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from annotator.errors import Invalid

MOST_NEEDED = 20  # reviewers that an article may ask for


@dataclass(frozen=True)
class Task:
    """An article that lacks reviewers. `had` are those who were given it before, or have handed it in."""

    article: str
    sentences: int
    lacking: int
    had: frozenset[str]


@dataclass(frozen=True)
class Worker:
    """Somebody who may be given articles, with the sentences and articles that they have open."""

    person: str
    sentences: int
    articles: int


@dataclass(frozen=True)
class Share:
    """An article goes to a person, whose open sentences grow from `before` to `after`."""

    article: str
    person: str
    before: int
    after: int


@dataclass(frozen=True)
class Distribution:
    """Who gets what, and how many reviewers each article lacks even so."""

    shares: tuple[Share, ...]
    lacking: tuple[tuple[str, int], ...]


def distribute(tasks: Iterable[Task], workers: Iterable[Worker]) -> Distribution:
    """Shares articles out: the same tasks and workers always give the same shares, in whatever order they come."""
    load = {one.person: (one.sentences, one.articles) for one in workers}
    shares, lacking = [], []
    for task in sorted(tasks, key=lambda task: (-task.sentences, task.article)):
        free = sorted((load[person], person) for person in load if person not in task.had)
        for (sentences, articles), person in free[: max(task.lacking, 0)]:
            load[person] = sentences + task.sentences, articles + 1
            shares.append(Share(task.article, person, sentences, sentences + task.sentences))
        if len(free) < task.lacking:
            lacking.append((task.article, task.lacking - len(free)))
    return Distribution(tuple(shares), tuple(lacking))


def read_needed(value: int) -> int:
    """How many reviewers an article needs; raises Invalid("reviewers_needed_bad")."""
    if type(value) is not int or not 1 <= value <= MOST_NEEDED:
        raise Invalid("reviewers_needed_bad", most=MOST_NEEDED)
    return value


def read_day(value: str | None) -> str | None:
    """An ISO date, or none; raises Invalid("day_bad")."""
    if not value:
        return None
    try:
        return date.fromisoformat(value).isoformat()
    except ValueError as error:
        raise Invalid("day_bad") from error
