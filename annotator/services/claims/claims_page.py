"""The desk's list as somebody sees it: filtered, in an order, a page at a time, or as a board by status.

Who may not read all work sees their own claims, and others' in articles that they have handed in.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.domain.text import direction, normal
from annotator.services.claims.claims_table import Listed, listed
from annotator.services.library.articles import live_project
from annotator.services.review.blindness import comparable
from annotator.services.review.presenting import scheme_of
from db import people, projects
from db.store import Store, Tx

PAGE = 100  # rows of the table
COLUMN = 30  # cards of one status on the board
NONE = "none"  # as a filter: has no verdict, nobody is responsible
_LISTS = ("claim_status", "verdict", "claim_kind", "priority", "severity")


@dataclass(frozen=True)
class Wanted:
    """What is asked for; an empty text is no condition. `words` are sought whatever their spelling."""

    status: str = ""
    verdict: str = ""
    kind: str = ""
    priority: str = ""
    claimant: str = ""
    reviewer: str = ""
    responsible: str = ""
    article: str = ""
    distorted: str = ""  # "yes" or "no"
    evidence: str = ""  # "missing"
    words: str = ""
    order: str = ""  # "" as in the texts, "newest", "due", "priority"
    start: int = 0  # of the page
    board: bool = False


def claims(store: Store, actor: Actor, project_id: str, wanted: Wanted) -> dict[str, Any]:
    """A page of the list, or the board's columns, with what there is to choose from. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        seen = set(comparable(tx, actor, project))
        scheme = scheme_of(tx, project)
        rows = [row for row in listed(store, tx, project) if row.reviewer_id == actor.id or row.article_id in seen]
        found = [row for row in rows if _passes(row, wanted)]
        counts = Counter(row.status for row in found)
        shown = [row for row in found if not wanted.status or row.status == wanted.status]
        leads = policy.may(actor, "manage", project)
        return {
            "project": {"id": project.id, "name": project.name},
            "counts": {label.id: counts[label.id] for label in scheme.labels["claim_status"].values()},
            "total": len(shown),
            "start": wanted.start,
            "rows": [_row(row) for row in _cut(_in_order(shown, wanted.order, scheme), wanted)],
            "choices": _choices(rows),
            "people": _people(tx, project) if leads else [],
            "scheme": {name: scheme.to_plain(actor.language)[name] for name in _LISTS},
        }


def _passes(row: Listed, wanted: Wanted) -> bool:
    """Whether a claim meets every condition but that on its status, by which the board is laid out."""
    for asked, value in (
        (wanted.verdict, row.verdict or NONE),
        (wanted.priority, row.priority),
        (wanted.reviewer, row.reviewer_id),
        (wanted.responsible, row.responsible_id or NONE),
        (wanted.article, row.article_id),
        (wanted.distorted, "yes" if row.error else "no"),
        (wanted.evidence, "" if row.bears else "missing"),
    ):
        if asked and asked != value:
            return False
    if wanted.kind and wanted.kind not in row.kinds:
        return False
    if wanted.claimant and normal(wanted.claimant) not in normal(row.claimant):
        return False
    return all(word in row.sought for word in normal(wanted.words).split())


def _in_order(rows: list[Listed], order: str, scheme: Scheme) -> list[Listed]:
    rank = {id: -place for place, id in enumerate(scheme.labels["priority"])}
    keys: Mapping[str, Callable[[Listed], Any]] = {
        "newest": lambda row: -row.updated_at.timestamp(),
        "due": lambda row: (not row.due_on, row.due_on),
        "priority": lambda row: rank[row.priority],
    }
    return sorted(rows, key=keys[order]) if order in keys else rows


def _cut(rows: list[Listed], wanted: Wanted) -> Iterable[Listed]:
    if not wanted.board:
        return rows[wanted.start : wanted.start + PAGE]
    room: Counter[str] = Counter()
    cards = []
    for row in rows:
        if room[row.status] < COLUMN:
            room[row.status] += 1
            cards.append(row)
    return cards


def _row(row: Listed) -> dict[str, Any]:
    given = (
        "id",
        "article_id",
        "sentence_id",
        "title",
        "language",
        "reviewer",
        "reviewer_id",
        "quote",
        "statement",
        "claimant",
        "kinds",
        "priority",
        "status",
        "verdict",
        "verdict_in_source",
        "difference",
        "responsible",
        "due_on",
        "evidence",
        "bears",
        "error",
        "revision",
    )
    plain = {name: getattr(row, name) for name in given}
    return plain | {"direction": direction(row.language), "as": "consensus" if row.of_consensus else ""}


def _choices(rows: list[Listed]) -> dict[str, dict[str, str]]:
    """What filters can be set to, of what the reader sees: names by id."""
    return {
        "articles": {row.article_id: row.title for row in rows},
        "reviewers": _by_name({row.reviewer_id: row.reviewer for row in rows}),
        "responsible": _by_name({row.responsible_id: row.responsible for row in rows if row.responsible_id}),
    }


def _by_name(found: dict[str, str]) -> dict[str, str]:
    return dict(sorted(found.items(), key=lambda pair: pair[1]))


def _people(tx: Tx, project: Project) -> list[dict[str, str]]:
    """Who can be made responsible for a claim."""
    members = projects.members(tx, project.id)
    return [
        {"id": person.id, "name": person.name}
        for person in people.everyone(tx)
        if members.get(person.id) in ("lead", "reviewer") and person.disabled_at is None
    ]
