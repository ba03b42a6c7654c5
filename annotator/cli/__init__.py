"""The command line: bring an article or annotations in, cut a text, take a report away, measure agreement."""

import argparse
import os
import sys
from collections.abc import Callable
from typing import NoReturn

from annotator.cli import agreement, articles, assign, claims, detect, people, reports, scheme, suggest, upkeep
from annotator.cli.files import tell
from annotator.errors import TadqiqError
from annotator.words import command_line_language, say_error

COMMANDS = (
    articles,
    detect,
    suggest,
    reports,
    agreement,
    claims,
    scheme,
    assign,
    people,
    upkeep,
)  # in the order of --help


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs one command; exits 0, or with one sentence on standard error and the error's status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    command = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], None] = command.run
        run(command)
    except TadqiqError as error:
        tell(say_error(error, command_line_language()), sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has had enough
    sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m annotator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")
    for module in COMMANDS:
        module.add_to(commands)
    return parser
