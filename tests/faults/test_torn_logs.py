"""A log that is torn or has a flipped byte: what had reached the database file is there, and nothing is made up.

SQLite checks the frames of a WAL by checksums chained from the first: what comes after a bad one is as if it had not
been written. A rollback journal's checksum looks at every 200th byte of a page only, and what is played back may hold a
flipped byte. So opening ends in a committed state, or the doctor, who has the daily backup to compare with, says that
something is not as it was.

Short: 100 logs; `make faults`: 2,000.
"""

import random
import shutil
from contextlib import closing
from pathlib import Path

import pytest

from annotator.services.review import annotating
from db.doctor.examine import examine
from db.driver import sqlite3
from db.store import Store
from tests.faults import times
from tests.faults.conftest import mark, new_desk

LOGS = times(30, 1_000)  # of each kind
NAME = "desk.sqlite3"
State = tuple[int, int]


@pytest.fixture
def desk(in_memory):
    """A database of a desk, and the article and reviewer to work with."""
    (in_memory / "desk").mkdir()
    store = Store(f"sqlite:///{in_memory / 'desk' / NAME}")
    article, (reviewer,) = new_desk(store, 1)
    for _ in range(20):
        annotating.apply(store, reviewer, mark(article, random.Random()))
    yield store, article, reviewer
    store.close()


def test_a_torn_wal_ends_in_a_commit_and_keeps_what_was_checkpointed(desk, in_memory, monkeypatch, dice, tell):
    store, article, reviewer = desk
    monkeypatch.setattr("db.engine.journal_mode", lambda _version: "WAL")
    store.engine.dispose()
    states = [state_of(store)]
    with store.engine.connect() as connection:
        connection.exec_driver_sql("pragma wal_checkpoint(truncate)").all()
    for _ in range(15):
        annotating.apply(store, reviewer, mark(article, random.Random()))
        states.append(state_of(store))
    harmed = copied(Path(store.engine.url.database).parent, in_memory / "harmed")
    log = harmed / f"{NAME}-wal"
    original = log.read_bytes()
    tally = {"whole": 0, "reported": 0}
    for number in range(LOGS):
        fresh = copied(harmed, in_memory / "opened")
        (fresh / f"{NAME}-wal").write_bytes(harm(original, number, dice))
        tally[outcome(fresh / NAME, states)] += 1
    assert tally == {"whole": LOGS, "reported": 0}
    tell(f"WAL torn or flipped {LOGS} times: each opened in a committed state, none before the checkpoint")


def test_a_torn_journal_is_rolled_back_whole_or_reported(desk, in_memory, dice, tell):
    store, *_ = desk
    before, backup = state_of(store), in_memory / "backup.sqlite3"
    store.back_up(backup)
    store.engine.dispose()
    harmed = hot_journal(Path(store.engine.url.database), in_memory / "harmed")
    log = harmed / f"{NAME}-journal"
    original = log.read_bytes()
    assert original[:8] == bytes.fromhex("d9d505f920a163d7")
    tally = {"whole": 0, "reported": 0}
    for number in range(LOGS):
        fresh = copied(harmed, in_memory / "opened")
        (fresh / f"{NAME}-journal").write_bytes(harm(original, number, dice))
        tally[outcome(fresh / NAME, [before], backup)] += 1
    assert sum(tally.values()) == LOGS and tally["whole"] > 0
    whole, reported = tally["whole"], tally["reported"]
    tell(f"journal torn or flipped {LOGS} times: {whole} rolled back whole, {reported} reported, 0 silent")


def state_of(store: Store) -> State:
    with store.engine.connect() as connection:
        return content(connection.exec_driver_sql)


def content(run) -> State:
    """A digest of what the desk holds: the events and issues, and the sum of their texts' lengths."""
    rows = [run(f"select * from {table} order by 1").fetchall() for table in ("event", "issue", "review", "operation")]
    return len(rows[0]), hash(str([[tuple(row) for row in table] for table in rows]))


def copied(folder: Path, target: Path) -> Path:
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    for shared in target.glob("*-shm"):
        shared.unlink()
    return target


def hot_journal(database: Path, target: Path) -> Path:
    """A copy of the files in the middle of a commit: the journal is synced, pages of the database are overwritten."""
    with closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("pragma journal_mode=truncate").fetchall()
        writer.execute("pragma cache_size=5")  # pages are spilled into the file before the commit
        writer.execute("begin immediate")
        writer.execute("update issue set comment = comment || 'x'")
        writer.execute("update event set kind = kind || 'x'")
        writer.execute("update operation set act = 'other'")
        copied(database.parent, target)
        writer.execute("rollback")
    return target


def harm(log: bytes, number: int, dice: random.Random) -> bytes:
    """Every other log is cut off somewhere, the others have one byte changed."""
    place = dice.randrange(len(log))
    if number % 2:
        return log[:place]
    return log[:place] + bytes([log[place] ^ dice.randrange(1, 256)]) + log[place + 1 :]


def outcome(database: Path, states: list[State], backup: Path | None = None) -> str:
    try:
        with closing(sqlite3.connect(database)) as opened:
            whole = opened.execute("pragma integrity_check").fetchall() == [("ok",)]
            found = content(opened.execute)
    except sqlite3.Error:
        whole, found = False, None
    if whole and found in states:
        return "whole"
    findings = examine(f"sqlite:///{database}", backup).findings
    assert [finding for finding in findings if not finding.note], "content differs and the doctor says nothing"
    return "reported"
