"""The daily backup: once a day, the oldest dropped only after the new one is proved, and never at a save's cost."""

import os
import stat
from datetime import UTC, date, datetime, timedelta

import pytest

from annotator.domain.keeping import kept
from annotator.errors import Damaged
from annotator.upkeep import backups
from annotator.upkeep.daily import daily_backups
from annotator.upkeep.examining import examined
from db.backup import prove

NOON = datetime(2026, 3, 1, 12, tzinfo=UTC)


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "backups"
    place.mkdir()
    return place


@pytest.fixture
def day(monkeypatch):
    """Sets the day on which the next backup is made."""

    def be(number: int) -> date:
        moment = NOON + timedelta(number)
        monkeypatch.setattr(backups, "now", lambda: moment)
        return moment.date()

    return be


def test_a_day_has_one_backup(desk, folder, day):
    day(0)
    assert backups.make_daily(desk.store, folder).name == "tadqiq-2026-03-01.sqlite3"
    assert backups.make_daily(desk.store, folder) is None
    assert prove(backups.newest(folder))["sentence"] == 3


def test_seven_days_and_four_weeks_are_kept_and_nothing_else_is_touched(desk, folder, day):
    for name in ("manual-2026-01-01T000000.sqlite3", "notes.txt", "tadqiq-2026-01-01.sqlite3.bak"):
        (folder / name).write_text("mine", encoding="utf-8")
    made = []
    for number in range(45):
        made.append(day(number))
        backups.make_daily(desk.store, folder)
    assert set(backups.days(folder)) == kept(made) and len(backups.days(folder)) == 11
    assert len(list(folder.iterdir())) == 14


def test_nothing_is_dropped_for_a_backup_that_could_not_be_proved(desk, folder, day, monkeypatch):
    for number in range(12):
        day(number)
        backups.make_daily(desk.store, folder)
    before = {file.name for file in folder.iterdir()}

    def damaged(_file):
        raise Damaged("database_damaged", name="x")

    day(12)
    with monkeypatch.context() as broken:
        broken.setattr("db.backup.prove", damaged)
        assert backups.make_daily(desk.store, folder) is None
    assert {file.name for file in folder.iterdir()} == before | {"failed.json"}
    assert backups.failure(folder)["why"] == "database_damaged"
    assert backups.make_daily(desk.store, folder) and backups.failure(folder) is None


def test_the_doctor_tells_of_a_failed_and_of_an_old_backup(desk, folder, day, monkeypatch):
    url = str(desk.store.engine.url)

    def codes():
        return [(finding.code, finding.note) for finding in examined(url, folder)[0].findings]

    assert codes() == [("backup_none", True)]
    monkeypatch.setattr(desk.store, "back_up", lambda _target: 1 / 0)
    backups.make_daily(desk.store, folder)
    assert codes() == [("backup_failed", False), ("backup_none", True)]
    monkeypatch.undo()
    backups.make_daily(desk.store, folder)
    assert codes() == []
    old = backups.newest(folder).stat().st_mtime - 3 * 86_400
    os.utime(backups.newest(folder), (old, old))
    assert codes() == [("backup_old", False)]


def test_a_note_that_can_not_be_read_is_a_failure_too(folder):
    (folder / "failed.json").write_text("{", encoding="utf-8")
    assert backups.failure(folder) == {"at": "?", "why": "unexpected"}


def test_what_was_killed_in_the_middle_is_cleared_away_later(desk, folder):
    left = folder / "tadqiq-2026-01-01.sqlite3.77.unfinished"
    left.write_text("half", encoding="utf-8")
    os.utime(left, (0, 0))
    backups.make_daily(desk.store, folder)
    assert not left.exists()


def test_the_thread_sees_to_it_and_ends(desk, folder):
    import time

    with daily_backups(desk.store, folder, every=0.02):
        deadline = time.monotonic() + 20
        while backups.newest(folder) is None and time.monotonic() < deadline:
            time.sleep(0.02)
        backups.newest(folder).unlink()
        while backups.newest(folder) is None and time.monotonic() < deadline:
            time.sleep(0.02)
    assert prove(backups.newest(folder))


def test_a_running_server_has_made_todays_backup_for_its_owners_eyes(tmp_path):
    import time

    from tests.server import Server

    server = Server(tmp_path / "data")
    try:
        server.first_account()
        folder, deadline = tmp_path / "data" / "backups", time.monotonic() + 20
        while not list(folder.glob("*.sqlite3")) and time.monotonic() < deadline:
            time.sleep(0.05)
    finally:
        server.stop()
    (made,) = folder.glob("*.sqlite3")
    assert prove(made)["article"] == 1
    if os.name == "posix":
        assert (stat.S_IMODE(folder.stat().st_mode), stat.S_IMODE(made.stat().st_mode)) == (0o700, 0o600)
