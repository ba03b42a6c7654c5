"""All checks of a database, and what it runs on."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Semaphore

from sqlalchemy import Connection, Engine, text

from annotator.errors import Damaged
from db.backup import copy_pages, prove
from db.doctor import answers, chains, files, intact, rights, standing, texts
from db.doctor.finding import Finding, found
from db.doctor.since import lost_since
from db.driver import sqlite3
from db.engine import file_of, is_postgres, journal_mode, open_engine, reading
from db.migrate import known, newest, schema_of

_LIMIT = 100  # findings of one check; more say no more
_FILE = (intact.pages, intact.foreign_keys, intact.schema, intact.kinds)
_CONTENT = (
    texts.texts,
    chains.histories,
    answers.answers,
    standing.decisions,
    standing.links,
    standing.submissions,
    standing.time_at_work,
    rights.people,
    rights.projects,
    rights.members,
    rights.known_claims,
    files.attached,
    files.evidence_files,
)
Check = Callable[[Connection], Iterator[Finding]]


@dataclass(frozen=True)
class Examined:
    """What a database runs on, how many rows it has of each kind, and what was found."""

    engine: str
    version: str
    journal_mode: str  # empty on PostgreSQL
    schema: str
    counts: dict[str, int]
    findings: list[Finding]


def examine(url: str, backup: Path | None = None) -> Examined:
    """Examines a database, and compares it with a backup of it.

    A SQLite database is copied first and the copy examined, so that nobody's saving waits for us.
    """
    engine = open_engine(url)
    try:
        file = file_of(url)
        return _examine(engine) if file is None else _examine_file(engine, file, backup)
    finally:
        engine.dispose()


def _examine_file(engine: Engine, file: Path, backup: Path | None) -> Examined:
    with TemporaryDirectory(dir=file.parent, prefix="doctor-") as folder:
        copied = Path(folder) / file.name
        try:
            _copy_as_it_is(file, copied)
        except sqlite3.Error as error:
            return _about(engine, "", {}, [found("unreadable", check="copy", why=str(error))])
        opened = open_engine(f"sqlite:///{copied.as_posix()}")
        try:
            examined = _examine(opened)
        finally:
            opened.dispose()
        if backup is not None and examined.schema:
            examined.findings.extend(_compared(copied, backup))
        return examined


def _examine(engine: Engine) -> Examined:
    try:
        revision = schema_of(engine) or ""
    except Exception as error:
        return _about(engine, "", {}, [found("unreadable", check="schema", why=type(error).__name__)])
    if revision != newest():
        code = "schema_old" if revision in known() else "schema_unknown"
        return _about(engine, revision, {}, [found(code, revision=revision)])
    checks: tuple[Check, ...] = (*(() if is_postgres(engine) else _FILE), *_CONTENT)
    findings = [finding for check in checks for finding in _run(engine, check)]
    return _about(engine, revision, _counts(engine), findings)


def _run(engine: Engine, check: Check) -> list[Finding]:
    """One check; damaged content may break it anywhere and in any way, which is a finding too."""
    findings: list[Finding] = []
    try:
        with reading(engine).connect() as connection:
            findings.extend(islice(check(connection), _LIMIT))
    except Exception as error:
        findings.append(found("unreadable", check=check.__name__, why=type(error).__name__))
    return findings


def _compared(database: Path, backup: Path) -> Iterable[Finding]:
    try:
        prove(backup)
        return list(islice(lost_since(database, backup), _LIMIT))
    except Damaged:
        return [found("backup_damaged", name=backup.name)]
    except sqlite3.Error as error:
        return [found("unreadable", check="backup", why=type(error).__name__)]


def _copy_as_it_is(file: Path, copied: Path) -> None:
    """A copy with all its faults; one that is whole has been proved so already."""
    lock = Semaphore()
    with closing(sqlite3.connect(file)) as source, closing(sqlite3.connect(copied)) as into, lock:
        copy_pages(source, into, lock)


def _about(engine: Engine, schema: str, counts: dict[str, int], findings: list[Finding]) -> Examined:
    version, mode = sqlite3.sqlite_version, ""
    if not is_postgres(engine):
        mode = journal_mode(sqlite3.sqlite_version_info)
    else:
        with engine.connect() as connection:
            version = str(connection.execute(text("show server_version")).scalar())
    return Examined(engine.dialect.name, version, mode, schema, counts, findings)


def _counts(engine: Engine) -> dict[str, int]:
    try:
        with engine.connect() as connection:
            return {
                name: int(connection.execute(text(f"select count(*) from {name}")).scalar() or 0)  # noqa: S608  our own names
                for name in ("article", "sentence", "review", "issue", "claim", "evidence", "operation", "event")
            }
    except Exception:
        return {}
