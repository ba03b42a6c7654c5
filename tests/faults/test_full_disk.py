"""A disk that is full: what is refused says so in one sentence, nothing is half written, and with room all goes on.

The disk is a small file system in memory with a little room left, a different amount each time: 12 points of each act,
50 in `make faults`. Where none can be mounted (only root may), the database itself is told to stay below a number of
pages, and exports and backups are left out.
"""

import os
import random
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from annotator.domain.policy import COMMAND_LINE
from annotator.errors import StorageFull
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.reports import exporting
from annotator.services.review import annotating
from annotator.upkeep import backups
from annotator.words import say_error
from db.backup import prove
from db.store import Store
from tests.faults import times
from tests.faults.conftest import TEXT, assert_well, mark, new_desk

POINTS = times(12, 50)
_MEGABYTES = 48  # the database, a log that SQLite lets grow to four, and the copy that the doctor examines


@pytest.fixture(scope="module")
def small_disk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A file system of a few megabytes."""
    place = tmp_path_factory.mktemp("disk")
    command = ["mount", "-t", "tmpfs", "-o", f"size={_MEGABYTES}m", "tmpfs", str(place)]
    if shutil.which("mount") is None or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("no file system can be mounted here")
    yield place
    subprocess.run(["umount", str(place)], check=True)


@pytest.fixture
def store(small_disk: Path) -> Iterator[Store]:
    for left in small_disk.iterdir():
        shutil.rmtree(left) if left.is_dir() else left.unlink()
    opened = Store(f"sqlite:///{small_disk / 'desk.sqlite3'}")
    yield opened
    opened.close()


class Room:
    """Takes the disk's room away but for so many bytes, and gives it back."""

    def __init__(self, disk: Path) -> None:
        self.disk, self.ballast = disk, disk / "ballast"

    def leave(self, size: int) -> None:
        free = os.statvfs(self.disk).f_bavail * os.statvfs(self.disk).f_frsize
        with self.ballast.open("wb") as file:
            os.posix_fallocate(file.fileno(), 0, max(free - size, 1))

    def make(self) -> None:
        self.ballast.unlink()


def until_it_fits(room: Room, act: Callable[[], object], largest: int, points: int) -> int:
    """Tries the act with a little more room each time; gives the number of refusals, which are StorageFull."""
    refused = 0
    for point in range(points):
        room.leave(largest * point // points)
        try:
            act()
        except StorageFull as error:
            refused += 1
            assert say_error(error, "ar") and say_error(error, "en")
        finally:
            room.make()
    act()
    return refused


def rows(store: Store) -> dict[str, int]:
    with store.engine.connect() as connection:
        names = ("article", "sentence", "issue", "review", "operation", "event")
        return {name: connection.exec_driver_sql(f"select count(*) from {name}").scalar() or 0 for name in names}


def test_a_save_and_an_import_are_whole_or_not_at_all(store, small_disk, tell):
    article, (reviewer,) = new_desk(store, 1)
    project = articles.visible_projects(store, COMMAND_LINE)[0]
    dice, room, url = random.Random(5), Room(small_disk), str(store.engine.url)
    refused = 0
    for act, largest in (
        (lambda: annotating.apply(store, reviewer, mark(article, dice)), 120_000),
        (lambda: articles.add_article(store, COMMAND_LINE, project.id, ArticleForm(TEXT * 20, title="آخر")), 300_000),
    ):
        before = rows(store)
        count = until_it_fits(room, act, largest, POINTS)
        refused += count
        done = POINTS - count + 1
        after = rows(store)
        grown = {name: after[name] - before[name] for name in after if after[name] != before[name]}
        assert 0 < count < POINTS and grown["event"] >= done, grown
        assert grown.get("issue", grown.get("article")) == done
        assert_well(url)
    tell(f"full disk: {refused} of {2 * POINTS} saves and imports refused, nothing half written, all fit with room")


def test_a_backup_that_does_not_fit_leaves_the_one_before_and_a_note(store, small_disk, tell):
    new_desk(store, 1)
    folder, room = small_disk / "backups", Room(small_disk)
    folder.mkdir()
    target, counted = backups.make_now(store, folder, folder / "kept.sqlite3")
    refused = until_it_fits(room, lambda: store.back_up(target), 1_500_000, POINTS)
    assert 0 < refused < POINTS and prove(target) == counted
    assert [file.name for file in folder.iterdir()] == ["kept.sqlite3"]
    room.leave(50_000)
    assert backups.make_daily(store, folder) is None and backups.failure(folder)
    room.make()
    assert backups.make_daily(store, folder) and backups.failure(folder) is None
    tell(f"full disk: {refused} of {POINTS} backups refused, the one before stood each time")


def test_an_export_that_does_not_fit_leaves_the_file_before(store, small_disk, tell):
    from annotator.cli.files import write
    from annotator.errors import Invalid

    article, (reviewer,) = new_desk(store, 1)
    for _ in range(100):
        annotating.apply(store, reviewer, mark(article, random.Random()))
    project = articles.visible_projects(store, COMMAND_LINE)[0]
    report = b"".join(exporting.report_csv(store, COMMAND_LINE, project.id, "issues"))
    out, room, refused = small_disk / "issues.csv", Room(small_disk), 0
    out.write_text("old", encoding="utf-8")
    for point in range(POINTS):
        room.leave(2 * len(report) * point // POINTS)
        try:
            write(out, exporting.report_csv(store, COMMAND_LINE, project.id, "issues"))
        except Invalid as error:
            refused += 1
            assert error.code == "file_unwritable" and out.read_bytes() in (b"old", report)
        finally:
            room.make()
    write(out, exporting.report_csv(store, COMMAND_LINE, project.id, "issues"))
    assert out.read_bytes() == report and 0 < refused < POINTS
    tell(f"full disk: {refused} of {POINTS} exports refused, the file before stood each time")


def test_a_database_that_may_not_grow_says_full_and_goes_on_once_it_may(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'desk.sqlite3'}")
    article, (reviewer,) = new_desk(store, 1)
    with store.engine.connect() as connection:
        pages = connection.exec_driver_sql("pragma page_count").scalar() or 0
    refused = 0
    for more in range(10):
        with store.write() as tx:
            tx.connection().exec_driver_sql(f"pragma max_page_count={pages + more}")
        before = rows(store)
        try:
            for _ in range(200):
                annotating.apply(store, reviewer, mark(article, random.Random()))
                before = rows(store)
        except StorageFull:
            refused += 1
            assert rows(store) == before
    assert refused == 10
    with store.write() as tx:
        tx.connection().exec_driver_sql(f"pragma max_page_count={2**30}")
    annotating.apply(store, reviewer, mark(article, random.Random()))
    assert_well(str(store.engine.url))
    store.close()
