"""Who may do what, and what else a project has, is what was last done to it. Events of people tell one fact each."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import Connection, Row, func, select

from db.doctor.finding import Finding, found
from db.prepared import table_of
from db.tables import EventRow, KnownClaimRow, MemberRow, PersonRow, ProjectRow

_EVENT = table_of(EventRow)
_TELLS = {  # of a person or a project, by action; what stands in the event itself comes on top
    "added": {"disabled": False, "retired": False},
    "joined": {"disabled": False},
    "made_admin": {"is_admin": True},
    "unmade_admin": {"is_admin": False},
    "disabled": {"disabled": True},
    "enabled": {"disabled": False},
    "retired": {"retired": True},
    "restored": {"retired": False},
}


def people(connection: Connection) -> Iterator[Finding]:
    """People who are an admin, or shut out, otherwise than the events say."""
    told = _told(connection, "person")
    for row in connection.execute(select(table_of(PersonRow))):
        is_ = {"name": row.name, "is_admin": row.is_admin, "disabled": row.disabled_at is not None}
        if _differs(told.pop(row.id, {}), is_):
            yield found("person", id=row.id)
    for id in told:
        yield found("row_missing", kind="person", id=id)


def projects(connection: Connection) -> Iterator[Finding]:
    """Projects with another name, other weights, or retired otherwise than the events say."""
    told = _told(connection, "project")
    for row in connection.execute(select(table_of(ProjectRow))):
        is_ = {**row._mapping, "retired": row.retired_at is not None}
        if _differs(told.pop(row.id, {}), is_):
            yield found("project", id=row.id)
    for id in told:
        yield found("row_missing", kind="project", id=id)


def members(connection: Connection) -> Iterator[Finding]:
    """Members whose role is another than the one that they were given last."""
    last: dict[tuple[str, str], Any] = {}
    for event in _events(connection, "member"):
        project = (event.after or event.before)["project"]
        last[project, event.thing_id] = event.after and event.after["role"]
    for row in connection.execute(select(table_of(MemberRow))):
        role = None if row.retired_at is not None else row.role
        if last.pop((row.project_id, row.person_id), role) != role:
            yield found("member", project=row.project_id, person=row.person_id)
    for project, person in last:
        yield found("member", project=project, person=person)


def known_claims(connection: Connection) -> Iterator[Finding]:
    """Projects with more or fewer known claims than came in. What each says is its collection's to say."""
    came: Counter[str] = Counter()
    for event in _events(connection, "known_claims"):
        came[event.thing_id] += (event.after or {}).get("added", 0)
    project = table_of(KnownClaimRow).c.project_id
    counting = select(project, func.count()).group_by(project)
    there = Counter({row[0]: row[1] for row in connection.execute(counting)})
    for id in sorted(came.keys() | there.keys()):
        if came[id] != there[id]:
            yield found("known_claims", project=id, came=came[id], there=there[id])


def _told(connection: Connection, kind: str) -> dict[str, dict[str, Any]]:
    """The last that was said of each fact, by the row's id."""
    told: dict[str, dict[str, Any]] = {}
    for event in _events(connection, kind):
        told.setdefault(event.thing_id, {}).update({**_TELLS.get(event.action, {}), **(event.after or {})})
    return told


def _differs(told: Mapping[str, Any], is_: Mapping[str, Any]) -> bool:
    return any(is_[name] != told[name] for name in told.keys() & is_.keys())


def _events(connection: Connection, kind: str) -> Iterator[Row[Any]]:
    return iter(connection.execute(select(_EVENT).where(_EVENT.c.kind == kind).order_by(_EVENT.c.seq)))
