"""The commands `compare` and `agreement`."""

import argparse
import json
from pathlib import Path
from typing import Any

from annotator.cli.files import read_bytes, tell
from annotator.domain.agreement.kinds import LEVELS, MEASURES
from annotator.domain.policy import COMMAND_LINE
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in all commands: cutting a text must not need one.


def add_to(commands: Any) -> None:
    """Adds the commands to a parser's."""
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


def _compare(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services.compare import comparing
    from annotator.services.compare.comparing_reports import as_json
    from annotator.services.compare.measuring import agreement_in_words
    from annotator.services.library import articles

    project, _ = articles.project_named(store(), COMMAND_LINE, command.project)
    found = comparing.comparison(store(), COMMAND_LINE, project.id)
    if command.json:
        print(json.dumps(as_json(found, command_line_language()), ensure_ascii=False, indent=1))
        return
    if not found.pairs:
        tell(say("compare.nobody", command_line_language()))
    for one in found.questions:
        tell(say(f"compare.{one.question}", command_line_language()))
        for line in agreement_in_words(one.figures["alpha"], command_line_language()):
            tell(f"  {line}")


def _seed(text: str) -> int:
    if not text.isdecimal():
        raise argparse.ArgumentTypeError("a seed is a whole number, 0 or more")
    return int(text)


def _agreement(command: argparse.Namespace) -> None:
    from annotator.ingest.ratings_csv import MAX_BYTES, Columns
    from annotator.services.compare.measuring import agreement_in_words, measure_file

    columns = Columns(command.item, command.reviewer, command.value, command.cluster)
    data = read_bytes(command.file, MAX_BYTES)
    categories = [label for label in command.categories.split("|") if label]
    found = measure_file(data, columns, command.measure, command.level, command.seed, categories)
    if command.json:
        print(json.dumps(vars(found), ensure_ascii=False, indent=1))
        return
    for line in agreement_in_words(found, command_line_language()):
        tell(line)
