"""Who may do what: the whole table of rights, in one place.

A service asks `require(actor, action, thing)` once, before anything else. What an actor may not see is answered like
what isn't there, so that nobody learns of a thing by being refused it.

Assigning orders work and locks nothing: a reviewer may read and review every article of their project, assigned or not.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from annotator.domain.records import Article, Project, Role
from annotator.errors import Forbidden, NotFound

Action = Literal[
    "see",  # a project and its articles
    "annotate",  # make, change and retire one's own work
    "edit",  # bring articles in, cut their sentences anew, retire them
    "manage",  # a project's name, scheme, weights, members; retiring it
    "read_all_work",  # others' reviews and their time at work
    "compare",  # reviewers with one another: a reviewer only in articles that they have handed in
    "adjudicate",  # decide what stands where reviewers differ
    "assign",  # give articles to reviewers, take them away, remind, reopen; how many reviewers, by when
    "make_project",
    "administer",  # everybody's accounts: disable, give a new password link, end sessions, make admins; the audit
]

_RIGHTS: Mapping[Role, frozenset[Action]] = {
    "viewer": frozenset({"see"}),
    "reviewer": frozenset({"see", "annotate", "compare"}),
    "lead": frozenset({"see", "annotate", "edit", "manage", "read_all_work", "compare", "adjudicate", "assign"}),
}


@dataclass(frozen=True)
class Actor:
    """Who asks. `roles` maps project ids to what the person is there."""

    id: str
    name: str
    language: str
    is_admin: bool = False
    roles: Mapping[str, Role] = field(default_factory=dict)


COMMAND_LINE = Actor(id="", name="", language="en", is_admin=True)
"""Whoever can run the command line can read the database file; it acts with an admin's rights and no name."""


def may(actor: Actor, action: Action, thing: Project | Article | None = None) -> bool:
    """Whether the actor may do this, to this project or article."""
    if actor.is_admin:
        return True
    if thing is None or action in ("make_project", "administer"):
        return False
    project_id = thing.id if isinstance(thing, Project) else thing.project_id
    role = actor.roles.get(project_id)
    return role is not None and action in _RIGHTS[role]


def require(actor: Actor, action: Action, thing: Project | Article | None = None) -> None:
    """Raises Forbidden, or NotFound where the actor may not even see the thing."""
    if may(actor, action, thing):
        return
    if thing is not None and not may(actor, "see", thing):
        raise NotFound("not_found")
    raise Forbidden("forbidden")
