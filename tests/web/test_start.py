"""A server that can't start says why in one sentence, and shows no trace."""

import os
import subprocess
import sys

import pytest

from annotator.errors import BadSetting, NewerSchema
from annotator.web.start import refusal
from db.store import Store
from tests.conftest import REPO


def start(**environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", "0"]
    return subprocess.run(
        command,
        cwd=REPO,
        env=os.environ | {"PYTHONUTF8": "1"} | environment,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


def test_an_unknown_setting_stops_the_start_with_one_sentence(tmp_path):
    ended = start(TADQIQ_DATA=str(tmp_path), TADQIQ_PASWORD="x")
    assert ended.returncode == 2
    assert "TADQIQ_PASWORD" in ended.stderr and "Traceback" not in ended.stderr + ended.stdout
    assert len(ended.stderr.splitlines()) == 1


def test_a_newer_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "tadqiq.sqlite3"
    store = Store(f"sqlite:///{path}")
    with store.write() as tx:
        tx.connection().exec_driver_sql("update alembic_version set version_num = 'of_2099'")
    store.close()
    ended = start(TADQIQ_DATA=str(tmp_path), TADQIQ_LANGUAGE="en")
    assert ended.returncode == 2 and "of_2099" in ended.stderr and "Traceback" not in ended.stderr
    with pytest.raises(NewerSchema):
        Store(f"sqlite:///{path}")


def test_the_reason_is_given_in_the_desks_language_where_it_is_known(monkeypatch):
    assert "أحدث" in refusal(NewerSchema("newer_schema", revision="x"))
    monkeypatch.setenv("TADQIQ_LANGUAGE", "tlh")
    from annotator.config import settings

    settings.cache_clear()
    assert "There is no setting" in refusal(BadSetting("setting_unknown", name="TADQIQ_X"))
