"""The raters of an imported file as people of the project: they can't sign in, and are never anybody's account."""

import unicodedata

from annotator.clock import new_id, now
from annotator.domain.lookalike import skeleton
from annotator.domain.policy import Actor
from annotator.domain.records import Person, Project
from annotator.domain.text import normal
from annotator.errors import Invalid
from annotator.services.people.accounts import read_name
from db import people, projects
from db.operations import Event, record_events
from db.store import Tx


class Raters:
    """Finds the person of each name in a file: the one that an earlier import into the project made, or a new one.

    Lasts for one transaction, which it looks into once.
    """

    def __init__(self, tx: Tx, actor: Actor, project: Project) -> None:
        self._tx, self._actor, self._project = tx, actor, project
        self._known = people.made_for(tx, project.id)

    def person(self, name: str) -> Person:
        """Raises Invalid("import_rater_signs_in") for one who has an account by now: their work is their own to do."""
        if name not in self._known:
            self._known[name] = _made(self._tx, self._actor, self._project, name), False
        person, signs_in = self._known[name]
        if signs_in:
            raise Invalid("import_rater_signs_in", name=person.name)
        return person


def _made(tx: Tx, actor: Actor, project: Project, name: str) -> Person:
    person = Person(new_id(), _free(people.names_taken(tx), name, project), actor.language, False, now(), None)
    people.add(tx, person, None)
    projects.set_role(tx, project.id, person.id, "reviewer")
    facts = {"name": person.name, "rater": name, "made_for": project.id}
    record_events(tx, actor.id or None, [Event("person", person.id, "added", None, facts)])
    return person


def _free(taken: set[str], name: str, project: Project) -> str:
    """The name, if nobody has it; else with the project's name, and a number if need be, behind it."""
    wanted, number = _readable(name), 1
    while {normal(wanted), skeleton(wanted)} & taken:
        place = project.name[:30] if number == 1 else f"{project.name[:30]} {number}"
        wanted, number = f"{_readable(name)[:40]} ({place})", number + 1
    return wanted


def _readable(name: str) -> str:
    """The name without characters that can't be seen, and not too long."""
    visible = "".join(" " if unicodedata.category(character)[0] in "CZ" else character for character in name)
    try:
        return read_name(visible.strip()[:80])
    except Invalid:
        return "rater"
