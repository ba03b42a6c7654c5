"""The command line of schemes: take one away as TOML, check one, make one a project's next version."""

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.files import read_bytes, write
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in `annotator.cli`.


def add_to(commands: Any) -> None:
    """Adds the commands to those of the command line."""
    scheme = commands.add_parser("scheme", help="a project's labels and weights as TOML")
    acts = scheme.add_subparsers(required=True, metavar="ACT")

    export = acts.add_parser("export", help="take a scheme away")
    export.add_argument("--project", required=True, metavar="NAME", help="whose")
    export.add_argument("--version", type=int, metavar="N", help="without: the newest")
    export.add_argument("--out", type=Path, required=True, metavar="FILE.toml", help="- for standard output")
    export.set_defaults(run=_export)

    bring = acts.add_parser("import", help="make a file the project's next version; labels that it lacks are retired")
    bring.add_argument("file", type=Path, metavar="FILE.toml", help="- for standard input")
    bring.add_argument("--project", required=True, metavar="NAME", help="made where there is none of this name")
    bring.set_defaults(run=_import)

    check = acts.add_parser("check", help="say what is wrong with a file, or what it would change; stores nothing")
    check.add_argument("file", type=Path, metavar="FILE.toml", help="- for standard input")
    check.add_argument("--project", default="", metavar="NAME", help="without: touches no database")
    check.set_defaults(run=_check)


def _text(file: Path) -> str:
    """A scheme's text: UTF-8, or what else its bytes say that it is."""
    from annotator.domain.schemes.reading import MAX_BYTES
    from annotator.ingest.decode import decode
    from annotator.ingest.limits import limits

    return decode(read_bytes(file, MAX_BYTES), limits()).text


def _export(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.policy import COMMAND_LINE
    from annotator.services.library import articles
    from annotator.services.schemes import revising

    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    write(command.out, [revising.as_toml(store(), COMMAND_LINE, project.id, command.version).encode()])


def _import(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain import schemes
    from annotator.domain.policy import COMMAND_LINE
    from annotator.services.library import articles
    from annotator.services.schemes import revising
    from annotator.services.schemes.scheme_words import in_words

    language, text = command_line_language(), _text(command.file)
    schemes.load(text)  # a bad one is refused before a project is made for it
    project, made = articles.project_named(store(), COMMAND_LINE, command.project, create=True, scheme_text=text)
    if made:
        print(say("cli.project_made", language, name=project.name))
        return
    version, before = revising.current(store(), COMMAND_LINE, project.id)
    incoming = revising.from_toml(store(), COMMAND_LINE, project.id, text)
    revised = revising.revise(store(), COMMAND_LINE, project.id, version.id, incoming)
    print(say("scheme.saved", language, number=revised.version.number))
    for line in in_words(revised.changes, before, revised.scheme, language):
        print(f"  {line}")


def _check(command: argparse.Namespace) -> None:
    from annotator.domain import schemes

    language, text = command_line_language(), _text(command.file)
    scheme = schemes.load(text)
    labels = sum(len(listed) for listed in scheme.labels.values())
    print(say("scheme.sound", language, labels=labels, presets=len(scheme.presets)))
    if command.project:
        _tell_changes(command.project, text, language)


def _tell_changes(name: str, text: str, language: str) -> None:
    from annotator.desk import store
    from annotator.domain.policy import COMMAND_LINE
    from annotator.domain.schemes.changes import changes
    from annotator.services.library import articles
    from annotator.services.schemes import revising
    from annotator.services.schemes.scheme_words import in_words, used

    project, _ = articles.project_named(store(), COMMAND_LINE, name)
    _, before = revising.current(store(), COMMAND_LINE, project.id)
    after = revising.from_toml(store(), COMMAND_LINE, project.id, text)
    found, uses = changes(before, after), revising.uses(store(), COMMAND_LINE, project.id)
    for change, line in zip(found, in_words(found, before, after, language), strict=True):
        count = used(change, uses)
        print(f"  {line}" + (f" ({say('scheme.marks', language, count=count)})" if count else ""))
    if not found:
        print(say("scheme.same", language))
