"""Revising a project's scheme: its versions, what carries its labels, another version. For those who manage it."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime

from annotator.clock import new_id, now
from annotator.domain import policy, schemes
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.domain.schemes.changes import Change, changes
from annotator.domain.schemes.editing import completed
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.consensus.versions import names
from annotator.services.library.articles import live_project
from annotator.services.review.presenting import scheme_of, scheme_version
from db import schemes as stored
from db.operations import Event, record_events
from db.store import Store, Tx

Uses = dict[str, Counter[str]]
"""How many marks carry a label, by list and id."""


@dataclass(frozen=True)
class Version:
    """One version of a scheme, and who made it; nobody: the program or its command line."""

    id: str
    number: int
    at: datetime
    by: str


@dataclass(frozen=True)
class Revised:
    """What a scheme has become: its newest version, and what changed since the one before."""

    version: Version
    scheme: Scheme
    changes: list[Change]


def versions(store: Store, actor: Actor, project_id: str) -> list[Version]:
    """All versions, the newest first. Raises NotFound or Forbidden."""
    with store.read() as tx:
        return _versions(tx, _managed(tx, actor, project_id))


def current(store: Store, actor: Actor, project_id: str) -> tuple[Version, Scheme]:
    """The version that the project is at. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = _managed(tx, actor, project_id)
        return _versions(tx, project)[0], scheme_of(tx, project)


def version(store: Store, actor: Actor, project_id: str, number: int) -> Scheme:
    """The scheme as it was in a version. Raises NotFound or Forbidden."""
    with store.read() as tx:
        found = {one.number: one.id for one in _versions(tx, _managed(tx, actor, project_id))}
        if number not in found:
            raise NotFound("not_found")
        return scheme_version(tx, found[number])


def uses(store: Store, actor: Actor, project_id: str) -> Uses:
    """How many marks carry each label now. Raises NotFound or Forbidden."""
    with store.read() as tx:
        return stored.uses(tx, _managed(tx, actor, project_id).id)


def as_toml(store: Store, actor: Actor, project_id: str, number: int | None = None) -> str:
    """A version as TOML, the newest where none is named. Raises NotFound or Forbidden."""
    scheme = current(store, actor, project_id)[1] if number is None else version(store, actor, project_id, number)
    return schemes.dump(scheme)


def from_toml(store: Store, actor: Actor, project_id: str, text: str) -> Scheme:
    """An incoming scheme as the project's next version would have it; nothing is stored.

    What it lacks is retired. Raises Invalid("scheme_…"), NotFound or Forbidden.
    """
    with store.read() as tx:
        return completed(schemes.load(text), scheme_of(tx, _managed(tx, actor, project_id)))


def revise(store: Store, actor: Actor, project_id: str, seen: str, scheme: Scheme) -> Revised:
    """Makes a scheme the project's next version. `seen` is the id of the version that it was made from.

    Raises Conflict("scheme_overtaken") where that is not the newest any more, Invalid("scheme_unchanged" and those of
    reading one), NotFound or Forbidden.
    """
    with store.write() as tx:
        project = _managed(tx, actor, project_id)
        if project.scheme_id != seen:
            raise Conflict("scheme_overtaken", current=project.scheme_id)
        before = scheme_of(tx, project)
        after = schemes.load(schemes.dump(completed(scheme, before)))  # what is stored is what was checked
        found = changes(before, after)
        if not found:
            raise Invalid("scheme_unchanged")
        last = stored.versions(tx, project.id)[-1]
        made = stored.Version(new_id(), last.number + 1, now(), actor.id or None)
        stored.add(tx, project, made, schemes.dump(after))
        said = {"version": made.number, "scheme": made.id, "changes": [to_plain(change) for change in found]}
        event = Event("scheme", project.id, "changed", {"version": last.number, "scheme": last.id}, said)
        record_events(tx, actor.id or None, [event])
        return Revised(Version(made.id, made.number, made.created_at, actor.name), after, found)


def _managed(tx: Tx, actor: Actor, project_id: str) -> Project:
    project = live_project(tx, project_id)
    policy.require(actor, "manage", project)
    return project


def _versions(tx: Tx, project: Project) -> list[Version]:
    named = names(tx)
    found = stored.versions(tx, project.id)
    return [Version(one.id, one.number, one.created_at, named.get(one.created_by or "", "")) for one in reversed(found)]
