"""The command line: bring an article or annotations in, cut a text, take a report away, measure agreement."""

import argparse
import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

from annotator import cli_assign, cli_claims, cli_detect, cli_people, cli_scheme, cli_suggest, cli_upkeep
from annotator.cli_files import read_bytes, read_text, write
from annotator.domain.agreement.kinds import LEVELS, MEASURES
from annotator.domain.policy import COMMAND_LINE
from annotator.errors import Invalid, TadqiqError
from annotator.words import command_line_language, say, say_error

# What touches the database is imported where it is used: cutting a text must not need one.


def main(arguments: list[str] | None = None) -> NoReturn:
    """Runs one command; exits 0, or with one sentence on standard error and the error's status."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", newline="\n")  # type: ignore[union-attr]
    command = _parser().parse_args(arguments)
    try:
        run: Callable[[argparse.Namespace], None] = command.run
        run(command)
    except TadqiqError as error:
        print(say_error(error, command_line_language()), file=sys.stderr)
        sys.exit(error.exit_status)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)  # the reader has had enough
    sys.exit(0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m annotator", description=__doc__)
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    add = commands.add_parser("add", help="bring an article in")
    add.add_argument(
        "file", type=Path, metavar="FILE", help=".docx, or text (UTF-8, UTF-16, Windows-1256); - for standard input"
    )
    add.add_argument("--project", required=True, metavar="NAME", help="made where there is none of this name")
    add.add_argument("--title", default="", help="without: the first words")
    add.add_argument("--scheme", choices=("default", "mqm"), default="default", help="of a project that is made")
    add.add_argument("--language", default="", metavar="CODE", help="without: recognised")
    add.add_argument("--source", type=Path, metavar="FILE", help="the text it was translated from")
    add.add_argument("--source-language", default="", metavar="CODE")
    for name in ("publisher", "url", "system"):
        add.add_argument(f"--{name}", default="")
    add.add_argument("--unwrap", action="store_true", help="take single line breaks for spaces")
    add.add_argument(
        "--if-alike",
        choices=("ask", "add", "stop"),
        default="ask",
        help="where the project has one like it: %(default)s",
    )
    add.set_defaults(run=_add)

    segment = commands.add_parser("segment", help="cut a text into sentences; touches no database")
    segment.add_argument("file", type=Path, metavar="FILE")
    segment.add_argument("--language", default="", metavar="CODE", help="without: recognised")
    segment.add_argument("--unwrap", action="store_true", help="take single line breaks for spaces")
    segment.add_argument("--json", action="store_true", help='a list of {"start", "end", "text"}')
    segment.set_defaults(run=_segment)

    cli_detect.add_to(commands)
    cli_suggest.add_to(commands)

    export = commands.add_parser("export", help="take a report away as CSV")
    export.add_argument("report", metavar="REPORT", help="a name of docs/data-dictionary.md")
    export.add_argument("--project", required=True, metavar="NAME")
    export.add_argument("--who", choices=("reviewers", "consensus"), default="reviewers", help="whose work it tells of")
    export.add_argument("--out", type=Path, required=True, metavar="FILE", help="- for standard output")
    export.add_argument("--weights", default="", metavar="PRESET", help="without: those of the project")
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

    compare = commands.add_parser("compare", help="how far the reviewers of a project agree")
    compare.add_argument("--project", required=True, metavar="NAME")
    compare.add_argument("--json", action="store_true", help="one object: figures, pairs, reviewers, disagreements")
    compare.set_defaults(run=_compare)

    agreement = commands.add_parser("agreement", help="agreement in anybody's long CSV; touches no database")
    agreement.add_argument("file", type=Path, metavar="FILE.csv", help="one row a rating; a set as a|b")
    for name in ("item", "reviewer", "value"):
        agreement.add_argument(f"--{name}", required=True, metavar="COL")
    agreement.add_argument("--cluster", default="", metavar="COL", help="what is resampled: articles, documents")
    agreement.add_argument("--measure", choices=MEASURES, default="alpha")
    agreement.add_argument("--level", choices=LEVELS, default="nominal")
    agreement.add_argument(
        "--categories", default="", metavar="A|B", help="level nominal: the labels to choose from, used or not"
    )
    agreement.add_argument("--seed", type=_seed, default=1, metavar="N", help="of the resamples; 0 or more")
    agreement.add_argument("--json", action="store_true")
    agreement.set_defaults(run=_agreement)

    cli_claims.add_to(commands)
    cli_scheme.add_to(commands)
    dictionary = commands.add_parser("dictionary", help="print docs/data-dictionary.md")
    dictionary.set_defaults(run=_dictionary)
    cli_assign.add_to(commands)
    cli_people.add_to(commands)
    cli_upkeep.add_to(commands)
    return parser


def _add(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.schemes import built_in_text
    from annotator.services import articles

    form = articles.ArticleForm(
        text=read_text(command.file),
        title=command.title,
        language=command.language,
        publisher=command.publisher,
        url=command.url,
        system=command.system,
        source_text=read_text(command.source) if command.source else "",
        source_language=command.source_language,
        unwrap=command.unwrap,
    )
    articles.draft(form)  # a bad text is refused before a project is made for it
    text = built_in_text(command.scheme)
    project, made = articles.project_named(store(), COMMAND_LINE, command.project, create=True, scheme_text=text)
    if not _wanted(command.if_alike, project.id, form.text):
        print(say("cli.alike_left", command_line_language()))
        return
    article, count = articles.add_article(store(), COMMAND_LINE, project.id, form)
    if made:
        print(say("cli.project_made", command_line_language(), name=project.name))
    about = {"id": article.id, "count": count, "title": article.title, "language": article.language}
    print(say("cli.added", command_line_language(), **about))


def _wanted(if_alike: str, project_id: str, text: str) -> bool:
    """Tells which articles a text resembles; whether it shall be added. Where nobody can be asked, it is."""
    from annotator.desk import store
    from annotator.services.resembling import resembled

    found = resembled(store(), COMMAND_LINE, project_id, text)
    for one in found:
        about = {"title": one.article.title, "id": one.article.id, "percent": round(100 * one.share)}
        print(say("cli.alike", command_line_language(), **about), file=sys.stderr)
    if not found or if_alike == "add":
        return True
    if if_alike == "stop" or not sys.stdin.isatty():
        return if_alike == "ask"
    return input(say("cli.alike_ask", command_line_language())).strip().lower() in ("y", "yes", "ن", "نعم")


def _segment(command: argparse.Namespace) -> None:
    from annotator.ingest.articles import read_article
    from annotator.ingest.limits import limits

    text = read_text(command.file)
    language = command.language or None
    draft = read_article(text, language=language, title="-", unwrap_lines=command.unwrap, limits=limits())
    sentences = [{"start": start, "end": end, "text": draft.text[start:end]} for start, end in draft.sentences]
    if command.json:
        print(json.dumps(sentences, ensure_ascii=False, indent=1))
        return
    for sentence in sentences:
        print(str(sentence["text"]).replace("\n", " "))


def _export(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services import articles, exporting

    exporting.report_named(command.report, command.who)
    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    wanted = (command.report, command.who, command.weights)
    write(command.out, exporting.report_csv(store(), COMMAND_LINE, project.id, *wanted))


def _import(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.ingest.mqm_rows import MAX_BYTES
    from annotator.services import import_report, importing

    form = importing.ImportForm(command.project, command.language, command.source_language, command.weights)
    imported = importing.import_mqm(store(), COMMAND_LINE, read_bytes(command.file, MAX_BYTES), form)
    for line in import_report.in_words(imported, command_line_language()):
        print(line)
    if command.repairs:
        write(command.repairs, importing.repairs_csv(imported.repairs))


def _compare(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services import articles, comparing
    from annotator.services.comparing_reports import as_json
    from annotator.services.measuring import agreement_in_words

    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    found = comparing.comparison(store(), COMMAND_LINE, project.id)
    if command.json:
        print(json.dumps(as_json(found, command_line_language()), ensure_ascii=False, indent=1))
        return
    if not found.pairs:
        print(say("compare.nobody", command_line_language()))
    for one in found.questions:
        print(say(f"compare.{one.question}", command_line_language()))
        for line in agreement_in_words(one.figures["alpha"], command_line_language()):
            print(f"  {line}")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return int(text)


def _agreement(command: argparse.Namespace) -> None:
    from annotator.ingest.ratings_csv import MAX_BYTES, Columns
    from annotator.services.measuring import agreement_in_words, measure_file

    columns = Columns(command.item, command.reviewer, command.value, command.cluster)
    try:
        with sys.stdin.buffer if str(command.file) == "-" else command.file.open("rb") as opened:
            data = opened.read(MAX_BYTES + 1)  # one too many is enough to refuse it
    except OSError as error:
        raise Invalid("file_missing", name=command.file) from error
    categories = [label for label in command.categories.split("|") if label]
    found = measure_file(data, columns, command.measure, command.level, command.seed, categories)
    if command.json:
        print(json.dumps(vars(found), ensure_ascii=False, indent=1))
        return
    for line in agreement_in_words(found, command_line_language()):
        print(line)


def _dictionary(_command: argparse.Namespace) -> None:
    from exports.rows import dictionary

    print(dictionary())
