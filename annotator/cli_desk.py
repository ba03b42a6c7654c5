"""Commands of whoever runs a desk: moving it to another database, and bringing its schema up to date."""

import argparse

from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in `annotator.cli`.


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds them to the program's commands."""
    copy = commands.add_parser("copy", help="move a desk to another database, while nobody works at it")
    copy.add_argument(
        "--from", dest="source", required=True, metavar="URL", help="sqlite:///… or postgresql+psycopg://…"
    )
    copy.add_argument("--to", dest="target", required=True, metavar="URL", help="an empty database")
    copy.set_defaults(run=_copy)

    migrate = commands.add_parser("migrate", help="bring the desk's database to the newest schema; copy it first")
    migrate.set_defaults(run=_migrate)


def _copy(command: argparse.Namespace) -> None:
    from annotator.config import database_url
    from db.copying import copy

    def tell(table: str, rows: int) -> None:
        print(say("cli.copied_table", command_line_language(), table=table, rows=rows), flush=True)

    total = copy(database_url("--from", command.source), database_url("--to", command.target), tell)
    print(say("cli.copied", command_line_language(), rows=total))


def _migrate(_command: argparse.Namespace) -> None:
    from annotator.desk import open_store

    store = open_store(agreed=True)
    print(say("cli.migrated", command_line_language(), revision=store.revision))
    store.close()
