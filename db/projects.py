"""Projects, their schemes and their members."""

from sqlalchemy import bindparam
from sqlmodel import col, select, update

from annotator.clock import now
from annotator.domain.records import Project, Role
from annotator.domain.text import normal
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import MemberRow, ProjectRow, SchemeRow

_PROJECT = prepared.by_id(ProjectRow)
_M = prepared.table_of(MemberRow).c
_LIVE = prepared.every(MemberRow).where(_M.retired_at.is_(None))
_ROLES = _LIVE.where(_M.person_id == bindparam("person"))
_MEMBERS = _LIVE.where(_M.project_id == bindparam("project"))


def add(tx: Tx, project: Project, scheme_body: str, created_by: str | None) -> None:
    """Stores a project with version 1 of its scheme."""
    tx.add(ProjectRow(**to_values(project), name_key=normal(project.name)))
    tx.flush()
    tx.add(
        SchemeRow(
            id=project.scheme_id,
            project_id=project.id,
            version=1,
            body=scheme_body,
            created_at=project.created_at,
            created_by=created_by,
        )
    )
    tx.flush()


def get(tx: Tx, id: str) -> Project | None:
    """The project with this id, retired or not."""
    row = prepared.first(tx, _PROJECT, id=id)
    return None if row is None else to_record(Project, row)


def by_name(tx: Tx, name: str) -> Project | None:
    """The project of this name, whatever the spelling variants; retired or not."""
    row = tx.exec(select(ProjectRow).where(ProjectRow.name_key == normal(name))).first()
    return None if row is None else to_record(Project, row)


def all_live(tx: Tx) -> list[Project]:
    """Every project that is not retired, the oldest first."""
    query = select(ProjectRow).where(col(ProjectRow.retired_at).is_(None)).order_by(ProjectRow.id)
    return [to_record(Project, row) for row in tx.exec(query)]


def everything(tx: Tx) -> list[Project]:
    """Every project, retired ones too, the oldest first."""
    return [to_record(Project, row) for row in tx.exec(select(ProjectRow).order_by(ProjectRow.id))]


def any_at_all(tx: Tx) -> bool:
    """Whether there is a project, retired or not."""
    return tx.exec(select(ProjectRow.id).limit(1)).first() is not None


def set_retired(tx: Tx, id: str, retired: bool) -> None:
    """Retires a project or brings it back."""
    tx.exec(update(ProjectRow).where(col(ProjectRow.id) == id).values(retired_at=now() if retired else None))


def set_hints(tx: Tx, id: str, on: bool) -> None:
    """Whether reviewers of a project are offered hints."""
    tx.exec(update(ProjectRow).where(col(ProjectRow.id) == id).values(hints=on))


def set_weights(tx: Tx, id: str, weights: str) -> None:
    """Chooses the preset of weights that a project's scores are shown under."""
    tx.exec(update(ProjectRow).where(col(ProjectRow.id) == id).values(weights=weights))


def set_reviewers_needed(tx: Tx, id: str, needed: int) -> None:
    """Chooses how many reviewers an article of the project needs."""
    tx.exec(update(ProjectRow).where(col(ProjectRow.id) == id).values(reviewers_needed=needed))


def scheme_body(tx: Tx, scheme_id: str) -> str:
    """The TOML text of one version of a scheme."""
    return tx.exec(select(SchemeRow.body).where(SchemeRow.id == scheme_id)).one()


def roles(tx: Tx, person_id: str) -> dict[str, Role]:
    """A person's role in each project."""
    return {row.project_id: row.role for row in prepared.rows(tx, _ROLES, person=person_id)}


def set_role(tx: Tx, project_id: str, person_id: str, role: Role) -> None:
    """Makes a person a member, again or anew, or changes what they are."""
    tx.merge(MemberRow(project_id=project_id, person_id=person_id, role=role, retired_at=None))
    tx.flush()


def remove(tx: Tx, project_id: str, person_id: str) -> None:
    """Ends a membership; the person's work stays."""
    one = (col(MemberRow.project_id) == project_id, col(MemberRow.person_id) == person_id)
    tx.exec(update(MemberRow).where(*one).values(retired_at=now()))


def members(tx: Tx, project_id: str) -> dict[str, Role]:
    """The members of a project and what they are there."""
    return {row.person_id: row.role for row in prepared.rows(tx, _MEMBERS, project=project_id)}


def memberships(tx: Tx) -> dict[str, dict[str, Role]]:
    """Everybody's role in each project, by person."""
    found: dict[str, dict[str, Role]] = {}
    for row in prepared.rows(tx, _LIVE):
        found.setdefault(row.person_id, {})[row.project_id] = row.role
    return found
