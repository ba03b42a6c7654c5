"""What the deployment's files name is there: settings, commands, paths, Streamlit's own options."""

import os
import re
import shutil
import subprocess
import sys
from dataclasses import fields

import pytest
from streamlit import config as streamlit_options

from annotator.cli import _parser
from annotator.config import PREFIX, Settings
from tests.conftest import REPO

DEPLOY = REPO / "deploy"
FILES = [*sorted(DEPLOY.iterdir()), REPO / "docs" / "deploy.md"]
TEXT = {file.name: file.read_text(encoding="utf-8") for file in FILES}
COMMANDS = set(_parser()._subparsers._group_actions[0].choices)


@pytest.mark.parametrize("name", TEXT)
def test_every_setting_named_is_one(name):
    known = {PREFIX + field.name.upper() for field in fields(Settings)}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", TEXT[name])) <= known


@pytest.mark.parametrize("name", TEXT)
def test_every_streamlit_option_named_is_one(name):
    known = {option.env_var for option in streamlit_options.get_config_options().values()}
    assert set(re.findall(r"\bSTREAMLIT_[A-Z_]+", TEXT[name])) <= known


@pytest.mark.parametrize("name", TEXT)
def test_every_command_named_is_one(name):
    assert set(re.findall(r"python -m annotator (\w+)", TEXT[name])) <= COMMANDS


def test_every_file_named_is_there():
    named = {path for text in TEXT.values() for path in re.findall(r"\bdeploy/[\w.-]*\w", text)} - {"deploy/desk.env"}
    copied = re.findall(r"^COPY (\S+) ", TEXT["Containerfile"], re.MULTILINE)
    assert len(copied) >= 6 and len(named) >= 5
    for path in [*named, *copied, "streamlit_app.py"]:
        assert (REPO / path).exists(), path


def test_the_image_holds_every_package_of_the_program():
    for package in ("annotator", "db", "exports", ".streamlit"):
        assert f"COPY {package} " in TEXT["Containerfile"]


def test_what_the_image_holds_is_enough_to_start(tmp_path):
    for path in re.findall(r"^COPY (\S+) ", TEXT["Containerfile"], re.MULTILINE):
        source = REPO / path
        (shutil.copytree if source.is_dir() else shutil.copy)(source, tmp_path / path)
    start = "from streamlit_app import app, desk; desk.close()"
    environment = {**os.environ, "TADQIQ_DATA": str(tmp_path / "data")}
    subprocess.run([sys.executable, "-c", start], cwd=tmp_path, env=environment, check=True, capture_output=True)
    assert (tmp_path / "data" / "tadqiq.sqlite3").exists()


def test_what_compose_asks_for_stands_in_the_example():
    asked = set(re.findall(r"\$\{(\w+)", TEXT["compose.yaml"]))
    assert asked == set(re.findall(r"^(\w+)=", TEXT["desk.env.example"], re.MULTILINE))


def test_the_proxy_knows_the_processes_of_compose():
    processes = set(re.findall(r"^  (app-\d):", TEXT["compose.yaml"], re.MULTILINE))
    assert len(processes) == 2 and processes == set(re.findall(r"(app-\d):8501", TEXT["Caddyfile"]))
