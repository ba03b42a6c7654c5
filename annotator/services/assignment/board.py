"""The lead's board: how far every article is and everybody with theirs; and the same as the report `progress`."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.assignment import Assignment, Plan
from annotator.domain.policy import Actor
from annotator.domain.progress import Line, Part, Share, shares, stage_of, times
from annotator.domain.records import Project
from annotator.services.assignment.team import able, reviewers
from annotator.services.library.articles import live_project
from annotator.services.remembering import Remembered
from db import articles, assignments, columns, progress
from db.progress import Pair
from db.store import Store, Tx
from exports.columns import Row


@dataclass(frozen=True)
class Board:
    """A project's progress, the oldest article first, and by person in the order of their names."""

    project: Project
    lines: list[Line]
    people: list[Share]
    names: dict[str, str]
    able: frozenset[str]  # who can be given articles
    plans: dict[str, Plan]  # of the articles that have one

    @property
    def members(self) -> list[str]:
        """Who can be given articles, in the order of their names."""
        return [id for id in self.names if id in self.able]


_remembered: Remembered[Board] = Remembered(most=4)


def board(store: Store, actor: Actor, project_id: str, today: date) -> Board:
    """Everything on the board, kept until anything in it changes; `today` is the day where the reader is.

    Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "assign", project)
        key = str(store.engine.url), project, today, tuple(able(tx, project_id)), columns.state_of(tx, project_id)
        return _remembered.get(key, lambda: _board(tx, project, today))


def progress_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """The rows of the report `progress`. Who may not read all work gets their own. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "see", project)
        today = now().date()
        found = _board(tx, project, today)
    only = None if policy.may(actor, "read_all_work", project) else actor.id
    for line in found.lines:
        parts: list[Part | None] = [part for part in line.parts if only in (None, part.person)]
        if not parts and only is None:
            parts = [None]
        yield from (_row(found, line, part, today, whole=only is None) for part in parts)


def _board(tx: Tx, project: Project, today: date) -> Board:
    id, members = project.id, able(tx, project.id)
    everybody = columns.names(tx)
    where, who, spent = progress.seconds(tx, id)
    pairs = [f"{article} {person}" for article, person in zip(where, who, strict=True)]
    lines = _lines(tx, project, times(pairs, spent), times(where, spent))
    at_work = {part.person for line in lines for part in line.parts} | set(reviewers(tx, id))
    known = sorted(at_work | set(members), key=lambda one: (everybody[one], one))
    names = {one: everybody[one] for one in known}
    people = shares(lines, {one: names[one] for one in known if one in at_work}, times(who, spent), today)
    return Board(project, lines, people, names, frozenset(members), assignments.plans(tx, id))


def _lines(
    tx: Tx, project: Project, by_pair: dict[str, tuple[int, float]], by_article: dict[str, tuple[int, float]]
) -> list[Line]:
    sentences, plans = articles.sentence_counts(tx, project.id), assignments.plans(tx, project.id)
    parts = _parts(tx, project.id, by_pair)
    found = []
    for id, title in progress.titles(tx, project.id).items():
        plan, spent = plans.get(id, Plan(id)), by_article.get(id)
        day = date.fromisoformat(plan.due_on) if plan.due_on else None
        needed = plan.reviewers_needed or project.reviewers_needed
        its = tuple(parts.get(id, ()))
        found.append(Line(id, title, sentences.get(id, 0), needed, day, its, spent[1] if spent else None))
    return found


def _parts(tx: Tx, project_id: str, spent: dict[str, tuple[int, float]]) -> dict[str, list[Part]]:
    """Everybody who has, had or has begun an article, by article; those who were given it first."""
    given: dict[Pair, Assignment] = {
        (one.article_id, one.person_id): one for one in assignments.of_project(tx, project_id)
    }
    done, handed_in = progress.reviewed(tx, project_id), progress.handed_in(tx, project_id)
    active = progress.active(tx, project_id)
    found: dict[str, list[Part]] = {}
    for pair in dict.fromkeys((*given, *done, *handed_in)):
        one, did, at, took = given.get(pair), done.get(pair), handed_in.get(pair), spent.get(" ".join(pair))
        part = Part(
            article=pair[0],
            person=pair[1],
            stage=stage_of(one.state if one else None, did is not None, at is not None),
            assigned_at=one.assigned_at if one else None,
            reviewed=did.reviewed if did else 0,
            last_at=_latest(did.last_at if did else None, active.get(pair)),
            handed_in_at=at,
            reminded_at=one.reminded_at if one else None,
            reason=one.reason if one else "",
            seconds=took[0] if took else 0,
            median_seconds=took[1] if took else None,
        )
        found.setdefault(pair[0], []).append(part)
    return found


def _latest(*moments: datetime | None) -> datetime | None:
    return max((moment for moment in moments if moment), default=None)


def _row(found: Board, line: Line, part: Part | None, today: date, *, whole: bool) -> Row:
    about: Row = {
        "project": found.project.name,
        "article_id": line.article,
        "article": line.title,
        "sentences": line.sentences,
        "needed": line.needed,
        "handed_in": line.handed_in if whole else None,
        "lacking": line.lacking if whole else None,
        "due_on": line.due_on.isoformat() if line.due_on else None,
    }
    if part is None:
        return {**about, "overdue": line.is_overdue(today), "reviewer": None, "reason": None}
    return {
        **about,
        "reviewer": found.names[part.person],
        "stage": part.stage,
        "assigned_at": _iso(part.assigned_at),
        "reviewed": part.reviewed,
        "last_activity": _iso(part.last_at),
        "handed_in_at": _iso(part.handed_in_at),
        "overdue": line.due_on is not None and line.due_on < today and part.waits,
        "reminded_at": _iso(part.reminded_at),
        "reason": part.reason,
        "seconds": part.seconds,
        "median_seconds": part.median_seconds,
    }


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
