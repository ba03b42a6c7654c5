"""What somebody becomes in a project, with the event that tells of it."""

from annotator.domain.policy import Actor
from annotator.domain.records import Role
from db import projects
from db.operations import Event, record_events
from db.store import Tx


def give_role(tx: Tx, actor: Actor, project_id: str, person_id: str, role: Role) -> None:
    """Stores what a person is in a project, with its event."""
    before = projects.members(tx, project_id).get(person_id)
    if before != role:
        projects.set_role(tx, project_id, person_id, role)
        was = None if before is None else {"project": project_id, "role": before}
        event = Event("member", person_id, "changed" if was else "added", was, {"project": project_id, "role": role})
        record_events(tx, actor.id or None, [event])
