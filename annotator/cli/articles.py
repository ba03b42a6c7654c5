"""The commands `add` and `segment`."""

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from annotator.cli.files import read_text, tell
from annotator.domain.policy import COMMAND_LINE
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in all commands: cutting a text must not need one.


def add_to(commands: Any) -> None:
    """Adds the commands to a parser's."""
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


def _add(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.schemes import built_in_text
    from annotator.services.library import articles

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
        tell(say("cli.alike_left", command_line_language()))
        return
    article, count = articles.add_article(store(), COMMAND_LINE, project.id, form)
    if made:
        tell(say("cli.project_made", command_line_language(), name=project.name))
    about = {"id": article.id, "count": count, "title": article.title, "language": article.language}
    tell(say("cli.added", command_line_language(), **about))


def _wanted(if_alike: str, project_id: str, text: str) -> bool:
    """Tells which articles a text resembles; whether it shall be added. Where nobody can be asked, it is."""
    from annotator.desk import store
    from annotator.services.library.resembling import resembled

    found = resembled(store(), COMMAND_LINE, project_id, text)
    for one in found:
        about = {"title": one.article.title, "id": one.article.id, "percent": round(100 * one.share)}
        tell(say("cli.alike", command_line_language(), **about), sys.stderr)
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
        tell(str(sentence["text"]).replace("\n", " "))
