"""The raters of an imported file as people of the project: they can't sign in, and are never anybody's account."""

import unicodedata
from collections.abc import Iterable

from annotator.clock import new_id, now
from annotator.domain.policy import Actor
from annotator.domain.records import Person, Project
from annotator.domain.text import normal
from annotator.errors import Invalid
from annotator.services.accounts import read_name
from db import people, projects
from db.operations import Event, record_events
from db.store import Tx


def raters(tx: Tx, actor: Actor, project: Project, names: Iterable[str]) -> dict[str, Person]:
    """The person of each name in a file: the one that an earlier import into this project made, or a new one.

    Raises Invalid("import_rater_signs_in") for one who has an account by now: what is theirs, they make themselves.
    """
    known = people.made_for(tx, project.id)
    return {name: _person(tx, actor, project, name, known.get(name)) for name in dict.fromkeys(names)}


def _person(tx: Tx, actor: Actor, project: Project, name: str, known: tuple[Person, bool] | None) -> Person:
    if known is None:
        return _made(tx, actor, project, name)
    person, signs_in = known
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
    while normal(wanted) in taken:
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
