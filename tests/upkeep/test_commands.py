"""backup, restore, doctor and migrate, as somebody types them."""

import json
from contextlib import closing

import pytest

from annotator.desk import store as opened_store
from db.driver import sqlite3
from db.store import Store
from tests.faults.test_interrupted_migrations import OLDER, database_at
from tests.server import Server
from tests.test_cli import run


@pytest.fixture
def data(tmp_path):
    """A data folder with an article in it."""
    file = tmp_path / "news.txt"
    file.write_text("الجسر آمن. لم ترد الوزارة.", encoding="utf-8")
    assert run("add", file, "--project", "نشرة", data=tmp_path / "data").returncode == 0
    return tmp_path / "data"


def articles(data):
    with closing(sqlite3.connect(data / "tadqiq.sqlite3")) as opened:
        return opened.execute("select count(*) from article").fetchone()[0]


def test_the_drill_of_the_guide(data, tmp_path):
    backed_up = run("backup", "--out", tmp_path / "copy.sqlite3", data=data)
    assert backed_up.returncode == 0 and "proved whole" in backed_up.stdout
    run("add", tmp_path / "news.txt", "--project", "نشرة", data=data)
    assert articles(data) == 2
    restored = run("restore", tmp_path / "copy.sqlite3", data=data)
    assert restored.returncode == 0 and "is kept as" in restored.stdout, restored.stderr
    assert articles(data) == 1
    well = run("doctor", data=data)
    assert well.returncode == 0 and "All is well" in well.stdout and "Compared with the backup restored-" in well.stdout


def test_a_backup_without_a_name_goes_into_the_data_folder(data):
    assert run("backup", data=data).returncode == 0
    assert len(list((data / "backups").glob("manual-*.sqlite3"))) == 1


def test_the_doctor_exits_1_with_a_line_for_each_finding(data):
    with closing(sqlite3.connect(data / "tadqiq.sqlite3")) as opened:
        opened.execute("update article set title = 'آخر'")
        opened.commit()
    told = run("doctor", data=data)
    assert told.returncode == 1 and "is not what its history says" in told.stdout
    plain = run("doctor", "--json", data=data)
    found = json.loads(plain.stdout)
    assert plain.returncode == 1 and [one["code"] for one in found["findings"] if not one["note"]] == ["article"]
    assert found["engine"] == "sqlite" and found["version"] == sqlite3.sqlite_version and found["reason"]
    assert "ليس كما يرويه تاريخه" in run("doctor", data=data, TADQIQ_LANGUAGE="ar").stdout


@pytest.mark.parametrize("arguments", [("doctor",), ("backup",), ("restore", "/nowhere.sqlite3")])
def test_what_is_not_there_is_told_in_one_sentence_and_not_made(arguments, tmp_path):
    done = run(*arguments, data=tmp_path / "data")
    assert done.returncode == 1 and len(done.stderr.strip().splitlines()) == 1
    assert not (tmp_path / "data" / "tadqiq.sqlite3").exists()


def test_migrate_says_what_it_did(tmp_path):
    made = run("migrate", data=tmp_path / "new")
    assert made.returncode == 0 and "Made a new database" in made.stdout
    assert "nothing was changed" in run("migrate", data=tmp_path / "new").stdout
    (tmp_path / "old").mkdir()
    database_at(OLDER[0], tmp_path / "old" / "tadqiq.sqlite3")
    assert run("doctor", data=tmp_path / "old").returncode == 1
    upgraded = run("migrate", data=tmp_path / "old")
    assert upgraded.returncode == 0 and f"before-{OLDER[0]}, proved whole" in upgraded.stdout
    assert run("doctor", data=tmp_path / "old").returncode == 0


def test_nothing_is_replaced_or_upgraded_under_a_running_server(tmp_path):
    server = Server(tmp_path / "data")
    try:
        server.first_account()
        copy = tmp_path / "copy.sqlite3"
        assert run("backup", "--out", copy, data=server.data).returncode == 0
        for arguments in (("restore", copy), ("migrate",)):
            refused = run(*arguments, data=server.data)
            assert refused.returncode == 1 and "Stop the server first" in refused.stderr
        assert run("doctor", data=server.data).returncode == 0
    finally:
        server.kill()
        server.stop()
    assert run("restore", copy, data=server.data).returncode == 0  # a killed server leaves no lock behind


@pytest.mark.parametrize("arguments", [("restore", "x"), ("backup",)])
def test_a_url_of_another_engine_is_told(arguments, tmp_path):
    done = run(*arguments, data=tmp_path, TADQIQ_DATABASE_URL="postgresql+psycopg://localhost/x")
    assert done.returncode == 2 and "pg_restore" in done.stderr


def test_the_desk_holds_its_database_while_it_is_open(tmp_path):
    from annotator.errors import InUse
    from db import in_use

    opened_store.cache_clear()
    store = opened_store()
    assert isinstance(store, Store)
    file = tmp_path / "data" / "tadqiq.sqlite3"
    with pytest.raises(InUse), in_use.alone(file.resolve()):
        raise AssertionError
    store.close()
    opened_store.cache_clear()
