"""The commands `export`, `import` and `dictionary`."""

import argparse
from pathlib import Path
from typing import Any

from annotator.cli.files import read_bytes, tell, write
from annotator.domain.policy import COMMAND_LINE
from annotator.words import command_line_language

# What touches the database is imported where it is used, as in all commands: cutting a text must not need one.


def add_to(commands: Any) -> None:
    """Adds the commands to a parser's."""
    export = commands.add_parser("export", help="take a report away as CSV")
    export.add_argument("report", metavar="REPORT", help="a name of docs/data-dictionary.md")
    export.add_argument("--project", required=True, metavar="NAME")
    export.add_argument("--who", choices=("reviewers", "consensus"), default="reviewers", help="whose work it tells of")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="- for standard output")
    export.add_argument("--weights", default="", metavar="PRESET", help="without: those of the project")
    export.add_argument("--verdicts", default="", metavar="SCALE", help="claims on another scale: averitec, fever, …")
    export.set_defaults(run=_export)

    bring = commands.add_parser("import", help="bring other people's annotations in, with their texts and raters")
    bring.add_argument("file", type=Path, metavar="FILE", help="may be gzip")
    bring.add_argument("--format", required=True, choices=("mqm-tsv",), help="mqm-tsv: Google's, either header")
    bring.add_argument("--project", required=True, metavar="NAME", help="made where there is none of this name")
    bring.add_argument("--source-language", default="", metavar="CODE", help="without: recognised")
    bring.add_argument("--language", default="", metavar="CODE", help="without: recognised")
    bring.add_argument("--weights", default="", metavar="PRESET", help="wmt or marot; without: those of the header")
    bring.add_argument("--repairs", type=Path, metavar="FILE.csv", help="write down everything that was amiss")
    bring.set_defaults(run=_import)

    dictionary = commands.add_parser("dictionary", help="print docs/data-dictionary.md")
    dictionary.set_defaults(run=_dictionary)


def _export(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services.library import articles
    from annotator.services.reports import exporting

    exporting.report_named(command.report, command.who)
    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    wanted = (command.report, command.who, command.weights, command.verdicts)
    write(command.out, exporting.report_csv(store(), COMMAND_LINE, project.id, *wanted))


def _import(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.ingest.mqm_rows import MAX_BYTES
    from annotator.services.library import import_report, importing

    form = importing.ImportForm(command.project, command.language, command.source_language, command.weights)
    imported = importing.import_mqm(store(), COMMAND_LINE, read_bytes(command.file, MAX_BYTES), form)
    for line in import_report.in_words(imported, command_line_language()):
        tell(line)
    if command.repairs:
        write(command.repairs, importing.repairs_csv(imported.repairs))


def _dictionary(_command: argparse.Namespace) -> None:
    from exports.rows import dictionary

    print(dictionary())
