"""The command line's part about who reviews what: giving articles out evenly."""

import argparse
from typing import Any

from annotator.cli.files import tell
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.text import normal
from annotator.errors import Invalid
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in `annotator.cli`.


def add_to(commands: Any) -> None:
    """Adds it to the program's commands."""
    assign = commands.add_parser(
        "assign", help="show how articles that lack reviewers would be given out; --do does it"
    )
    assign.add_argument("--project", required=True, metavar="NAME")
    assign.add_argument("--among", action="append", metavar="PERSON", help="again for more; without: all its reviewers")
    assign.add_argument("--do", action="store_true", help="give them out just so")
    assign.set_defaults(run=_assign)


def _assign(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services.assignment import distributing
    from annotator.services.library import articles

    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    among = None if command.among is None else [_person(project.id, name) for name in command.among]
    seen = distributing.preview(store(), COMMAND_LINE, project.id, among)
    language = command_line_language()
    for share in seen.distribution.shares:
        title, sentences = seen.titles[share.article], seen.sentences[share.article]
        about = {"title": title, "sentences": sentences, "before": share.before, "after": share.after}
        tell(say("cli.would_assign", language, person=seen.people[share.person].name, **about))
    for article, count in seen.distribution.lacking:
        tell(say("cli.still_lacks", language, title=seen.titles[article], count=count))
    if command.do:
        count = distributing.give_out(store(), COMMAND_LINE, project.id, seen.distribution, among)
        tell(say("cli.assigned", language, count=count))
    else:
        tell(say("cli.not_assigned", language, count=len(seen.distribution.shares)))


def _person(project_id: str, name: str) -> str:
    """The id of somebody who can be given articles; raises Invalid("person_unknown")."""
    from annotator.desk import store
    from annotator.services.assignment import distributing

    able, _ = distributing.people(store(), COMMAND_LINE, project_id)
    found = [id for id, person in able.items() if normal(person.name) == normal(name)]
    if not found:
        raise Invalid("person_unknown", name=name)
    return found[0]
