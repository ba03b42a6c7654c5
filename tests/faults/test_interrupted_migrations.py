"""An upgrade that is broken off at any statement: the old database opens in its old schema, or the new one is whole.

Beside it stands a proved copy of the old one, from before the first statement. It is broken off by an exception and by
SIGKILL, at each statement of the way from each schema to the newest (short: at every sixteenth).
"""

import os
import shutil
import signal
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path

import pytest
from alembic import command
from sqlalchemy import event

from db.backup import prove
from db.driver import sqlite3
from db.engine import open_engine, writing
from db.migrate import _config, known, newest, schema_of, upgrade
from tests.faults import times

EVERY = times(16, 1)
OLDER = sorted(known() - {newest()})
PEOPLE = [("a", "سلمى"), ("b", "سامي")]


class BrokenOff(Exception):
    """Something that goes wrong in the middle of an upgrade."""


def database_at(schema: str, file: Path) -> str:
    """A database of an old schema with somebody in it; gives its address."""
    url = f"sqlite:///{file}"
    engine = open_engine(url)
    with writing(engine).begin() as connection:
        command.upgrade(_config(connection), schema)
        for id, name in PEOPLE:
            connection.exec_driver_sql(
                "insert into person (id, name, name_key, language, is_admin, created_at)"
                " values (?, ?, ?, 'ar', 0, '2026-01-01 00:00:00.000000')",
                (id, name, name),
            )
    engine.dispose()
    return url


def copy_of(old: Path, file: Path) -> str:
    """A copy of a database that nobody has open; gives its address."""
    shutil.copyfile(old, file)
    return f"sqlite:///{file}"


def broken_off(url: str, number: int, how: Callable[[], None]) -> int:
    """Upgrades and breaks off at a statement; gives the number of statements that were begun."""
    engine, begun = open_engine(url), 0

    def count(*_: object) -> None:
        nonlocal begun
        begun += 1
        if begun == number:
            how()

    event.listen(engine, "before_cursor_execute", count)
    try:
        with suppress(BrokenOff):
            upgrade(engine)
    finally:
        engine.dispose()
    return begun


def raise_() -> None:
    raise BrokenOff


def killed_at(url: str, number: int) -> None:
    """The same in a process of its own that is killed."""
    process = os.fork()
    if process == 0:
        try:
            broken_off(url, number, lambda: os.kill(os.getpid(), signal.SIGKILL))
        finally:
            os._exit(0)
    os.waitpid(process, 0)


def check(url: str, file: Path, schema: str) -> str:
    """Opens what is left; gives its schema."""
    with closing(sqlite3.connect(file)) as opened:
        assert opened.execute("pragma integrity_check").fetchall() == [("ok",)]
        people = opened.execute("select id, name from person where id in ('a', 'b') order by id").fetchall()
    engine = open_engine(url)
    found = schema_of(engine)
    engine.dispose()
    assert people == PEOPLE and found in (schema, newest())
    copy = file.with_name(f"{file.name}.before-{schema}")
    if found == newest():
        assert copy.exists()
    if copy.exists():
        assert prove(copy)["person"] >= len(PEOPLE)
        with closing(sqlite3.connect(copy)) as opened:
            assert opened.execute("select version_num from alembic_version").fetchone() == (schema,)
    return str(found)


@pytest.mark.parametrize("how", ["exception", "kill"])
@pytest.mark.parametrize("schema", OLDER)
def test_an_upgrade_finishes_or_leaves_the_old_database(schema, how, in_memory, tell):
    if how == "kill" and os.name != "posix":
        pytest.skip("processes are forked")
    old = in_memory / "old.sqlite3"
    database_at(schema, old)
    last = broken_off(copy_of(old, in_memory / "whole.sqlite3"), -1, raise_)
    left = []
    for number in range(1, last + 1, EVERY):
        file = in_memory / f"{number}.sqlite3"
        url = copy_of(old, file)
        killed_at(url, number) if how == "kill" else broken_off(url, number, raise_)
        left.append(check(url, file, schema))
        broken_off(url, -1, raise_)
        assert check(url, file, schema) == newest()
    assert set(left) <= {schema, newest()} and schema in left
    counts = f"at {len(left)} of {last} statements: {left.count(schema)} stayed as it was, all whole"
    tell(f"upgrade from {schema} broken off by {how} {counts}")


def test_a_backup_that_can_not_be_proved_stops_the_upgrade(in_memory, monkeypatch):
    from annotator.errors import Damaged

    url = database_at(OLDER[0], in_memory / "old.sqlite3")

    def damaged(file: Path) -> None:
        raise Damaged("database_damaged", name=file.name)

    monkeypatch.setattr("db.backup.prove", damaged)
    engine = open_engine(url)
    with pytest.raises(Damaged):
        upgrade(engine)
    assert schema_of(engine) == OLDER[0]
    assert [file.name for file in in_memory.glob("*before*")] == []
    engine.dispose()
