"""The command `detect`."""

import argparse
import json
from pathlib import Path
from typing import Any

from annotator.cli.files import read_text, tell
from annotator.words import command_line_language


def add_to(commands: Any) -> None:
    """Adds the command to a parser's."""
    detect = commands.add_parser("detect", help="what can be checked in a text, and what looks wrong; no database")
    detect.add_argument("file", type=Path, metavar="FILE")
    detect.add_argument("--language", default="", metavar="CODE", help="without: recognised")
    detect.add_argument("--source", type=Path, metavar="FILE", help="the text it was translated from")
    detect.add_argument("--json", action="store_true", help="a list of sentences with their hints")
    detect.set_defaults(run=_detect)


def _detect(command: argparse.Namespace) -> None:
    from annotator.services.hints import hinting

    language = command_line_language()
    source = read_text(command.source) if command.source else ""
    found = hinting.hints_on(read_text(command.file), command.language, source)
    if command.json:
        print(json.dumps(hinting.as_plain(found, language), ensure_ascii=False, indent=1))
        return
    for line in hinting.in_words(found, language):
        tell(line)
