"""Bytes of the database file change by themselves, as on a failing disk: the doctor says so, or all reads as before.

The doctor has what he has at a desk: the file, and the backup of the day. Harmless is a byte that no query reads: in a
free page, in the unused part of one, in counters of the file's head. Sign-ins, one-time links and failed attempts pass
by themselves and leave no history; a byte changed there ends a session or a link early, and is counted apart.

Short: 40 flips; `make faults`: 500.
"""

import shutil
from collections import Counter
from contextlib import closing
from pathlib import Path

import pytest

from annotator.services.library import example
from annotator.services.people import accounts
from annotator.services.review import annotating
from db.doctor.examine import examine
from db.driver import sqlite3
from db.store import Store
from tests.faults import times
from tests.faults.conftest import mark, new_desk

FLIPS = times(25, 500)
PASSING = ("sign_in", "one_time_link", "sign_in_attempt")


@pytest.fixture
def desk(in_memory, dice):
    """A desk with the example, an account, marks, something handed in and a free page or two; and its backup."""
    store = Store(f"sqlite:///{in_memory / 'desk.sqlite3'}")
    example.install(store)
    link = accounts.first_account_link(store)
    accounts.create_first_account(store, link, "سلمى", "four words of mine", "ar")
    article, (reviewer,) = new_desk(store, 1)
    for _ in range(30):
        annotating.apply(store, reviewer, mark(article, dice))
    with store.write() as tx:  # rows that come and go leave free pages behind
        connection = tx.connection()
        connection.exec_driver_sql("create table passing (text)")
        connection.exec_driver_sql("insert into passing select hex(zeroblob(3000)) from issue")
        connection.exec_driver_sql("drop table passing")
    store.back_up(in_memory / "backup.sqlite3")
    store.close()
    return in_memory / "desk.sqlite3"


def test_a_flipped_byte_is_reported_or_harmless(desk, in_memory, dice, tell):
    original, (work, passing) = desk.read_bytes(), everything(desk)
    tally: Counter[str] = Counter()
    for _ in range(FLIPS):
        place, change = dice.randrange(len(original)), dice.randrange(1, 256)
        harmed = in_memory / "harmed" / "desk.sqlite3"
        shutil.rmtree(harmed.parent, ignore_errors=True)
        harmed.parent.mkdir()
        harmed.write_bytes(original[:place] + bytes([original[place] ^ change]) + original[place + 1 :])
        findings = examine(f"sqlite:///{harmed}", in_memory / "backup.sqlite3").findings
        if findings:
            tally["noted" if all(finding.note for finding in findings) else "reported"] += 1
            continue
        found = everything(harmed)
        assert found[0] == work, f"byte {place}"
        tally["harmless" if found[1] == passing else "in what passes"] += 1
    counts = ", ".join(f"{count} {what}" for what, count in sorted(tally.items()))
    tell(f"{FLIPS} bytes flipped in {len(original)}: {counts}, 0 silent")
    assert tally["reported"] > 0 and tally["harmless"] > 0


def everything(database: Path) -> tuple[list[object], list[object]]:
    """All that can be read: of the work, and of what passes."""
    with closing(sqlite3.connect(database)) as opened:
        names = [name for (name,) in opened.execute("select name from sqlite_master where type = 'table' order by 1")]
        rows = {name: opened.execute(f"select * from {name} order by rowid").fetchall() for name in names}
    passing = [rows.pop(name, None) for name in PASSING]
    return sorted(rows.items()), passing
