"""Invitations: a one-time link that makes its holder a member of a project, or an admin."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from annotator.clock import now
from annotator.domain import policy
from annotator.domain.access import Device, Identity, Link, Offered
from annotator.domain.policy import Actor
from annotator.domain.records import Person
from annotator.domain.text import normal
from annotator.errors import Invalid, NotFound, TadqiqError
from annotator.services.library.articles import live_project
from annotator.services.people import passwords, tokens
from annotator.services.people.accounts import added, read_name, require_free_name
from annotator.services.people.members import ROLES
from annotator.services.people.membership import give_role
from annotator.services.people.sessions import opened
from db import links, people, projects
from db.operations import Event, record_events
from db.store import Store, Tx

VALID = timedelta(days=7)


@dataclass(frozen=True)
class Invitation:
    """An invitation as its holder and its makers see it. `id` names it; no link can be made of it."""

    id: str
    project: str  # its name; empty for an admin
    role: Offered
    name: str  # of the invited; empty: they choose it
    invited_by: str
    expires_at: datetime


def invite(store: Store, actor: Actor, project_id: str | None, role: Offered, name: str = "") -> str:
    """The token of a new link: to a role in a project, or without a project to being an admin.

    Raises Invalid("name_bad", "name_taken" or "field_bad"), NotFound or Forbidden.
    """
    with store.write() as tx:
        _require_inviting(tx, actor, project_id)
        if (role not in ROLES) if project_id is not None else (role != "admin"):
            raise Invalid("field_bad", field="role")
        name = read_name(name) if name.strip() else ""
        if name:
            require_free_name(tx, name)
        token = tokens.fresh()
        facts = {"created_by": actor.id or None, "project_id": project_id, "role": role, "name": name or None}
        link = Link(tokens.digest(token), "invitation", now(), now() + VALID, **facts)  # type: ignore[arg-type]
        links.add(tx, link)
        _record(tx, actor.id, link, "added")
        return token


def open_invitations(store: Store, actor: Actor, project_id: str | None = None) -> list[Invitation]:
    """The invitations to a project that nobody has accepted yet; without one, all. Raises NotFound or Forbidden."""
    with store.read() as tx:
        _require_inviting(tx, actor, project_id)
        return [_shown(tx, link) for link in links.invitations(tx, project_id)]


def withdraw(store: Store, actor: Actor, invitation_id: str) -> None:
    """Makes an invitation worthless; raises NotFound for one that the actor may not see, or that is spent."""
    with store.write() as tx:
        link = links.good(tx, invitation_id, "invitation")
        if link is None or not _may_invite(tx, actor, link.project_id):
            raise NotFound("not_found")
        links.use(tx, link.token_hash)
        _record(tx, actor.id, link, "retired")


def invitation(store: Store, token: str) -> Invitation | None:
    """What a link offers to whoever holds it; None where it is spent, too old, or its maker may not invite any more."""
    with store.read() as tx:
        link = _good(tx, token)
        return None if link is None else _shown(tx, link)


def accept(store: Store, token: str, name: str, password: str, language: str, device: Device) -> str:
    """Makes the account that a link offers; gives back the token of its session. Raises Invalid or NotFound."""
    with store.read() as tx:
        offered = _require_good(tx, token)
    name = read_name(offered.name or name)
    passwords.check(password, name)
    password_hash = passwords.hashed(password)
    with store.write() as tx:
        link = _require_good(tx, token)
        person = added(tx, name, language, password_hash)
        _take(tx, link, person)
        return opened(tx, person.id, device)


def accept_with_identity(store: Store, token: str, identity: Identity, language: str, device: Device) -> str:
    """The same for somebody whom a provider vouches for; without a name in the link, by the name known there.

    Raises Invalid("identity_taken") where the identity is somebody's already.
    """
    with store.write() as tx:
        link = _require_good(tx, token)
        if people.by_identity(tx, identity) is not None:
            raise Invalid("identity_taken")
        person = added(tx, read_name(link.name or identity.name), language, None)
        people.add_identity(tx, identity, person.id)
        _take(tx, link, person)
        return opened(tx, person.id, device)


def join(store: Store, actor: Actor, token: str) -> None:
    """Takes what a link offers for the account that the actor has already.

    Raises NotFound, or Invalid("already_member") or Invalid("invited_other"), which leave the link good.
    """
    with store.write() as tx:
        link = _require_good(tx, token)
        person = people.get(tx, actor.id)
        if person is None:
            raise NotFound("link_spent")
        if link.name and normal(link.name) != normal(person.name):
            raise Invalid("invited_other", name=link.name)
        known = projects.members(tx, link.project_id) if link.project_id else {}
        if person.id in known or (link.role == "admin" and person.is_admin):
            raise Invalid("already_member")
        _take(tx, link, person)


def _take(tx: Tx, link: Link, person: Person) -> None:
    links.use(tx, link.token_hash)
    _record(tx, person.id, link, "accepted")
    if link.project_id is None:
        people.set_admin(tx, person.id, True)
        record_events(tx, link.created_by, [Event("person", person.id, "made_admin", None, None)])
    elif link.role is not None and link.role != "admin":
        inviter = Actor(link.created_by or "", "", person.language)
        give_role(tx, inviter, link.project_id, person.id, link.role)


def _require_good(tx: Tx, token: str) -> Link:
    link = _good(tx, token)
    if link is None:
        raise NotFound("link_spent")
    return link


def _good(tx: Tx, token: str) -> Link | None:
    """The link, as long as whoever made it could make it today."""
    link = links.good(tx, tokens.digest(token), "invitation")
    if link is None or not _may_invite(tx, _maker(tx, link), link.project_id):
        return None
    return link


def _maker(tx: Tx, link: Link) -> Actor:
    if link.created_by is None:
        return policy.COMMAND_LINE
    person = people.get(tx, link.created_by)
    if person is None or person.disabled_at is not None:
        return Actor("", "", "en")
    return Actor(person.id, person.name, person.language, person.is_admin, projects.roles(tx, person.id))


def _require_inviting(tx: Tx, actor: Actor, project_id: str | None) -> None:
    if project_id is None:
        policy.require(actor, "administer")
    else:
        policy.require(actor, "manage", live_project(tx, project_id))


def _may_invite(tx: Tx, actor: Actor, project_id: str | None) -> bool:
    try:
        _require_inviting(tx, actor, project_id)
    except TadqiqError:
        return False
    return True


def _shown(tx: Tx, link: Link) -> Invitation:
    project = projects.get(tx, link.project_id) if link.project_id else None
    maker = people.get(tx, link.created_by) if link.created_by else None
    return Invitation(
        id=link.token_hash,
        project=project.name if project else "",
        role=link.role or "viewer",
        name=link.name or "",
        invited_by=maker.name if maker else "",
        expires_at=link.expires_at,
    )


def _record(tx: Tx, person_id: str, link: Link, action: str) -> None:
    facts = {"project": link.project_id, "role": link.role, "name": link.name, "invited_by": link.created_by}
    record_events(tx, person_id or None, [Event("invitation", link.token_hash, action, None, facts)])
