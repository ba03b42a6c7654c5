"""The command line's part about looking after the database: backup, restore, doctor, migrate, copy."""

import argparse
import json
import sys
from contextlib import nullcontext
from pathlib import Path

from annotator.config import database_url, settings
from annotator.errors import Invalid, NotFound
from annotator.words import command_line_language, say

# What touches the database is imported where it is used, as in annotator.cli.


def add_to(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Adds them to the program's commands."""
    backup = commands.add_parser("backup", help="copy the database while it is in use, and prove the copy")
    backup.add_argument("--out", type=Path, metavar="FILE", help="without: into the backups of the data folder")
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="put a backup in the database's place; the server must not run")
    restore.add_argument("file", type=Path, metavar="FILE")
    restore.set_defaults(run=_restore)

    doctor = commands.add_parser("doctor", help="prove that nothing is lost; exits 1 with a line for each finding")
    doctor.add_argument("--json", action="store_true")
    doctor.set_defaults(run=_doctor)

    migrate = commands.add_parser("migrate", help="bring the database to the newest schema, SQLite's with a backup")
    migrate.set_defaults(run=_migrate)

    copy = commands.add_parser("copy", help="move a desk to another database, while nobody works at it")
    copy.add_argument(
        "--from", dest="source", required=True, metavar="URL", help="sqlite:///… or postgresql+psycopg://…"
    )
    copy.add_argument("--to", dest="target", required=True, metavar="URL", help="an empty database")
    copy.set_defaults(run=_copy)


def _backup(command: argparse.Namespace) -> None:
    from annotator.desk import folder, store
    from annotator.upkeep import backups

    _file()
    _existing()
    target, rows = backups.make_now(store(), folder(backups.FOLDER), command.out)
    print(say("cli.backed_up", command_line_language(), file=target, rows=sum(rows.values())))


def _restore(command: argparse.Namespace) -> None:
    from annotator.desk import folder
    from annotator.upkeep import backups
    from db.restore import restore

    folder()
    restored = restore(command.file, _file())
    backups.keep_copy(restored.database, folder(backups.FOLDER))
    print(say("cli.restored", command_line_language(), file=command.file, rows=sum(restored.rows.values())))
    if restored.replaced:
        print(say("cli.replaced", command_line_language(), file=restored.replaced))


def _doctor(command: argparse.Namespace) -> None:
    from annotator.desk import folder
    from annotator.upkeep import backups
    from annotator.upkeep.examining import examined

    _existing()
    result, newest = examined(settings().url, folder(backups.FOLDER))
    faults = [finding for finding in result.findings if not finding.note]
    reason = say(
        f"doctor.mode_{(result.journal_mode or 'none').lower()}", command_line_language(), version=result.version
    )
    if command.json:
        plain = [{"code": one.code, "note": one.note, **one.facts} for one in result.findings]
        about = {**vars(result), "reason": reason, "backup": newest and newest.name, "findings": plain}
        print(json.dumps(about, ensure_ascii=False, indent=1))
    else:
        print(reason)
        print(say("doctor.holds", command_line_language(), schema=result.schema or "?", **_counted(result.counts)))
        if newest:
            print(say("doctor.compared", command_line_language(), name=newest.name))
        for one in result.findings:
            print(say(f"doctor.{one.code}", command_line_language(), **one.facts))
        print(say("doctor.faults" if faults else "doctor.well", command_line_language(), count=len(faults)))
    if faults:
        sys.exit(1)


def _migrate(_command: argparse.Namespace) -> None:
    from annotator.desk import database_file, folder
    from db import in_use
    from db.migrate import newest
    from db.store import Store

    folder()
    file = database_file()
    with in_use.alone(file) if file else nullcontext():
        store = Store(settings().url, agreed=True)
        store.close()
    done = store.upgraded
    if done is None:
        print(say("cli.newest_already", command_line_language(), schema=newest()))
    elif done.before is None:
        print(say("cli.made", command_line_language(), schema=done.after))
    else:
        print(say("cli.upgraded", command_line_language(), before=done.before, after=done.after))
        if done.backup:
            print(say("cli.old_kept", command_line_language(), file=done.backup))


def _copy(command: argparse.Namespace) -> None:
    from db.copying import copy

    def tell(table: str, rows: int) -> None:
        print(say("cli.copied_table", command_line_language(), table=table, rows=rows), flush=True)

    total = copy(database_url("--from", command.source), database_url("--to", command.target), tell)
    print(say("cli.copied", command_line_language(), rows=total))


def _counted(counts: dict[str, int]) -> dict[str, int]:
    named = ("article", "sentence", "review", "issue", "claim", "event")
    return {name: counts.get(name, 0) for name in named}


def _file() -> Path:
    """The database's file; raises Invalid where it is on another engine."""
    from annotator.desk import database_file

    file = database_file()
    if file is None:
        raise Invalid("not_sqlite")
    return file


def _existing() -> None:
    """Raises NotFound where there is no database yet: looking after it must not make one."""
    from annotator.desk import database_file

    file = database_file()
    if file is not None and not file.exists():
        raise NotFound("database_missing", name=file)
