"""The command `suggest`."""

import argparse
import sys
from pathlib import Path
from typing import Any

from annotator.cli.files import read_bytes, tell
from annotator.errors import Invalid
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in `annotator.cli`.


def add_to(commands: Any) -> None:
    """Adds the command to a parser's."""
    suggest = commands.add_parser("suggest", help="bring in errors that a model suspects, as hints for reviewers")
    suggest.add_argument("file", type=Path, metavar="FILE.json", help="see docs/guide.md; - for standard input")
    suggest.add_argument("--project", required=True, metavar="NAME")
    suggest.set_defaults(run=_suggest)


def _suggest(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.policy import COMMAND_LINE
    from annotator.ingest.suggestions import MAX_BYTES
    from annotator.services.hints.suggesting import import_suggestions

    language = command_line_language()
    data = read_bytes(command.file, MAX_BYTES)
    brought = import_suggestions(store(), COMMAND_LINE, data, command.project)
    for one in brought.amiss:
        tell(say(f"suggest.{one.code}", language, number=one.number, value=one.value), sys.stderr)
    if brought.amiss:
        raise Invalid("suggestions_refused", count=len(brought.amiss))
    counts = {"added": brought.added, "present": brought.present}
    tell(say("suggest.imported", language, name=brought.project.name, **counts))
