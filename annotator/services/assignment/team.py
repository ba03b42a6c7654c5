"""Who can be given articles of a project: those who review there and can come in."""

from annotator.domain.records import CONSENSUS, Article, Person
from annotator.errors import Invalid
from db import people, projects
from db.store import Tx


def able(tx: Tx, project_id: str) -> dict[str, Person]:
    """The project's reviewers and leads who can sign in, by id, in the order of their names."""
    can_enter = people.ids_with_password(tx) | people.ids_with_identity(tx)
    members = {id for id, role in projects.members(tx, project_id).items() if role in ("reviewer", "lead")}
    found = [one for one in people.everyone(tx) if one.id in members & can_enter and one.disabled_at is None]
    return {one.id: one for one in sorted(found, key=lambda one: (one.name, one.id)) if one.id != CONSENSUS}


def reviewers(tx: Tx, project_id: str) -> list[str]:
    """Those of them who are reviewers there and nothing more: who gets articles unless somebody chooses otherwise."""
    roles = projects.members(tx, project_id)
    return [id for id in able(tx, project_id) if roles[id] == "reviewer"]


def require_able(tx: Tx, article: Article, person_id: str) -> Person:
    """The person; raises Invalid("not_able") where they can't review this article."""
    person = able(tx, article.project_id).get(person_id)
    if person is None:
        raise Invalid("not_able")
    return person
