"""Looking after people: who there is, what they are in a project, and whether they may come in at all."""

from dataclasses import replace

from annotator.domain import policy
from annotator.domain.access import Account
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Person, Role
from annotator.errors import Invalid, NotFound
from annotator.services.library.articles import live_project
from annotator.services.people.membership import give_role
from annotator.services.people.sessions import recorded_end
from db import links, people, projects, sessions
from db.operations import Event, record_events
from db.store import Store, Tx

ROLES: tuple[Role, ...] = ("lead", "reviewer", "viewer")


def everyone(store: Store, actor: Actor) -> list[Account]:
    """All people, the oldest account first. Raises Forbidden."""
    policy.require(actor, "administer")
    with store.read() as tx:
        return _accounts(tx)


def members(store: Store, actor: Actor, project_id: str) -> list[Account]:
    """The members of a project; of their roles, the one in it. Raises NotFound or Forbidden."""
    with store.read() as tx:
        policy.require(actor, "manage", live_project(tx, project_id))
        found = projects.members(tx, project_id)
        accounts = [account for account in _accounts(tx) if account.person.id in found]
        return [replace(account, roles={project_id: found[account.person.id]}) for account in accounts]


def set_role(store: Store, actor: Actor, project_id: str, person_id: str, role: Role) -> None:
    """Changes what a member is in a project; whoever administers may add anybody to it.

    Raises Invalid("not_yourself") for a lead's own role, NotFound or Forbidden.
    """
    with store.write() as tx:
        policy.require(actor, "manage", live_project(tx, project_id))
        _require_role(role)
        _require_other(actor, person_id)
        before = projects.members(tx, project_id).get(person_id)
        if before is None and not (policy.may(actor, "administer") and people.get(tx, person_id)):
            raise NotFound("not_found")
        if person_id == CONSENSUS:
            raise NotFound("not_found")
        give_role(tx, actor, project_id, person_id, role)


def remove_member(store: Store, actor: Actor, project_id: str, person_id: str) -> None:
    """Takes a person out of a project; their work stays, under their name.

    Raises Invalid("not_yourself") for a lead's own membership, NotFound or Forbidden.
    """
    with store.write() as tx:
        policy.require(actor, "manage", live_project(tx, project_id))
        _require_other(actor, person_id)
        role = projects.members(tx, project_id).get(person_id)
        if role is None:
            raise NotFound("not_found")
        projects.remove(tx, project_id, person_id)
        facts = {"project": project_id, "role": role}
        record_events(tx, actor.id or None, [Event("member", person_id, "retired", facts, None)])


def set_disabled(store: Store, actor: Actor, person_id: str, disabled: bool) -> None:
    """Shuts an account, which ends its sessions and its links, or opens it again; work and memberships stay.

    Raises Invalid("not_yourself"), Invalid("last_admin"), Invalid("no_account"), NotFound or Forbidden.
    """
    policy.require(actor, "administer")
    with store.write() as tx:
        person = account_of(tx, person_id).person
        _require_not_self(actor, person)
        if (person.disabled_at is not None) == disabled:
            return
        if disabled:
            _require_another_admin(tx, person)
            recorded_end(tx, actor, person_id, sessions.end_all(tx, person_id))
            links.use_all(tx, "password", person_id)
        people.set_disabled(tx, person_id, disabled)
        _record(tx, actor, person_id, "disabled" if disabled else "enabled")


def set_admin(store: Store, actor: Actor, person_id: str, is_admin: bool) -> None:
    """Makes a person an admin, or no longer. Raises as `set_disabled` does."""
    policy.require(actor, "administer")
    with store.write() as tx:
        person = account_of(tx, person_id).person
        _require_not_self(actor, person)
        if person.is_admin == is_admin:
            return
        if not is_admin:
            _require_another_admin(tx, person)
        people.set_admin(tx, person_id, is_admin)
        _record(tx, actor, person_id, "made_admin" if is_admin else "unmade_admin")


def end_sessions(store: Store, actor: Actor, person_id: str) -> int:
    """Signs a person out everywhere; gives back of how many sessions. Raises NotFound or Forbidden."""
    policy.require(actor, "administer")
    with store.write() as tx:
        ended = sessions.end_all(tx, account_of(tx, person_id).person.id)
        recorded_end(tx, actor, person_id, ended)
        return ended


def account_of(tx: Tx, person_id: str) -> Account:
    """The account of somebody who can sign in, or could; raises NotFound or Invalid("no_account")."""
    found = next((account for account in _accounts(tx) if account.person.id == person_id), None)
    if found is None:
        raise NotFound("not_found")
    if not found.can_sign_in:
        raise Invalid("no_account", name=found.person.name)
    return found


def _accounts(tx: Tx) -> list[Account]:
    passwords, identities = people.ids_with_password(tx), people.ids_with_identity(tx)
    seen, roles = sessions.last_seen(tx), projects.memberships(tx)
    return [
        Account(one, one.id in passwords, one.id in identities, seen.get(one.id), roles.get(one.id, {}))
        for one in people.everyone(tx)
        if one.id != CONSENSUS
    ]


def _require_role(role: str) -> None:
    if role not in ROLES:
        raise Invalid("field_bad", field="role")


def _require_other(actor: Actor, person_id: str) -> None:
    """Who leads a project can't leave it without a lead by mistake."""
    if actor.id == person_id and not policy.may(actor, "administer"):
        raise Invalid("not_yourself")


def _require_not_self(actor: Actor, person: Person) -> None:
    if actor.id == person.id:
        raise Invalid("not_yourself")


def _require_another_admin(tx: Tx, person: Person) -> None:
    if person.is_admin and not people.admins(tx) - {person.id}:
        raise Invalid("last_admin")


def _record(tx: Tx, actor: Actor, person_id: str, action: str) -> None:
    record_events(tx, actor.id or None, [Event("person", person_id, action, None, None)])
