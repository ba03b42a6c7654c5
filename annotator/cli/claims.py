"""The command line of already checked claims: bring a collection in, find the look-alikes of a text."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Any

from annotator.cli.files import read_bytes, tell, write
from annotator.errors import Invalid
from annotator.words import command_line_language, say

_AMISS = 20  # lines shown of what was amiss
_RUN = 100  # claims a query gets in a run


def add_to(commands: Any) -> None:
    """Adds the commands to those of the command line."""
    known = commands.add_parser("known-claims", help="look after already checked claims")
    acts = known.add_subparsers(required=True, metavar="ACT")
    bring = acts.add_parser("import", help="bring a collection in; again, and it is brought up to date")
    bring.add_argument("file", type=Path, metavar="FILE", help="CSV with a header, or one JSON object a line")
    bring.add_argument("--project", required=True, metavar="NAME", help="made where there is none of this name")
    bring.add_argument("--verdicts", default="", metavar="SCALE", help="whose verdicts they are: politifact, misbar, …")
    bring.set_defaults(run=_import)

    match = commands.add_parser("match", help="find already checked claims that a text resembles")
    match.add_argument("text", nargs="?", metavar="TEXT")
    match.add_argument("--project", default="", metavar="NAME")
    match.add_argument("--top", type=_top, metavar="N", help="how many to show: 10, or 100 in a run")
    match.add_argument("--json", action="store_true")
    match.add_argument("--queries", type=Path, metavar="FILE.tsv", help="without a database: id and text, tab between")
    match.add_argument("--claims", type=Path, metavar="FILE.tsv", help="id, claim, title; may be gzip")
    match.add_argument("--run", dest="out", type=Path, metavar="OUT.tsv", help="query id, claim id, score")
    match.set_defaults(run=_match)


def _top(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= 1_000:
        raise argparse.ArgumentTypeError("from 1 to 1000")
    return int(text)


def _import(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.policy import COMMAND_LINE
    from annotator.ingest.known_claims import MAX_BYTES
    from annotator.services.already_checked import known_claims

    language = command_line_language()
    data = read_bytes(command.file, MAX_BYTES)
    imported = known_claims.import_collection(store(), COMMAND_LINE, data, command.project, command.verdicts)
    if imported.made:
        tell(say("cli.project_made", language, name=imported.project.name))
    counts = {"added": imported.added, "changed": imported.changed, "present": imported.present}
    tell(say("known.imported", language, name=imported.project.name, **counts))
    for amiss in imported.amiss[:_AMISS]:
        tell(say(f"known.amiss.{amiss.code}", language, line=amiss.line, value=amiss.value))
    if len(imported.amiss) > _AMISS:
        tell(say("known.amiss_more", language, count=len(imported.amiss) - _AMISS))


def _match(command: argparse.Namespace) -> None:
    in_files, in_project = (command.queries, command.claims, command.out), (command.text, command.project)
    if all(in_files) and not any(in_project):
        write(command.out, _run(command.queries, command.claims, command.top or _RUN))
    elif all(in_project) and not any(in_files):
        _show(command)
    else:
        raise Invalid("match_what")


def _run(queries: Path, claims: Path, top: int) -> Iterator[bytes]:
    """The lines of a run: every query's best claims."""
    from annotator.domain.matching import ClaimIndex

    index = ClaimIndex()
    index.put((id, " ".join(texts)) for id, *texts in _lines(claims))
    for id, *texts in _lines(queries):
        for match in index.search(" ".join(texts), top):
            yield f"{id}\t{match.id}\t{match.score:.6f}\n".encode()


def _lines(file: Path) -> Iterator[list[str]]:
    """The cells of each line of a TSV; raises Invalid for a line without a text."""
    from annotator.ingest.mqm_rows import MAX_BYTES, read_text

    for number, line in enumerate(read_text(read_bytes(file, MAX_BYTES)).split("\n"), 1):
        cells = line.rstrip("\r").split("\t")
        if len(cells) > 1:
            yield cells
        elif cells[0].strip():
            raise Invalid("row_short", line=number)


def _show(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.domain.policy import COMMAND_LINE
    from annotator.services.already_checked import known_claims
    from annotator.services.library import articles

    language = command_line_language()
    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    found = known_claims.search(store(), COMMAND_LINE, project.id, command.text, command.top or 10)
    if command.json:
        print(json.dumps([asdict(one) for one in found], ensure_ascii=False, indent=1))
        return
    if not found:
        tell(say("known.none", language, name=project.name))
    for number, one in enumerate(found, 1):
        verdict = one.verdict or say("known.no_verdict", language)
        if one.verdict_here:
            verdict = say("known.verdict_here", language, verdict=verdict, here=one.verdict_here)
        tell(f"{number}. {one.likeness:.0%}  {one.claim}")
        tell(f"   {'  ·  '.join(filter(None, (verdict, one.publisher, one.date, one.url)))}")
        for kind, words in _by_kind(one.differences).items():
            tell(f"   {say(f'known.differs.{kind}', language)}: {words}")


def _by_kind(differences: Any) -> dict[str, str]:
    """What differs, a line a kind: what the text has, an arrow, what the claim has."""
    from annotator.domain.differences import KINDS

    return {
        kind: ", ".join(f"{one.text or '–'} → {one.known or '–'}" for one in of_kind)
        for kind in KINDS
        if (of_kind := [one for one in differences if one.kind == kind])
    }
