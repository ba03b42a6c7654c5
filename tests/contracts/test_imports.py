"""Who may import whom (docs/design.md): data flows one way, frameworks stay at the edge."""

import ast
from pathlib import Path

import pytest

from tests.conftest import REPO

PACKAGES = ("annotator", "db", "exports")
FILES = [
    file for package in PACKAGES for file in sorted((REPO / package).rglob("*.py")) if "versions" not in file.parts
]
EDGE = ("annotator.ui", "annotator.web", "annotator.cli", "annotator.services")
MAY_NOT = {
    "annotator/domain": (
        *EDGE,
        "annotator.ingest",
        "db",
        "exports",
        "streamlit",
        "sqlmodel",
        "sqlalchemy",
        "starlette",
        "pandas",
    ),
    "annotator/ingest": (*EDGE, "db", "exports", "streamlit", "sqlmodel", "sqlalchemy", "starlette", "pandas"),
    "annotator/services": (
        "annotator.ui",
        "annotator.web",
        "annotator.cli",
        "streamlit",
        "sqlmodel",
        "sqlalchemy",
        "starlette",
    ),
    "annotator/upkeep": (
        "annotator.ui",
        "annotator.web",
        "annotator.cli",
        "streamlit",
        "sqlmodel",
        "sqlalchemy",
        "starlette",
    ),
    "annotator/web": ("annotator.ui", "annotator.cli", "streamlit", "sqlmodel", "sqlalchemy"),
    "annotator/ui": ("db", "sqlmodel", "sqlalchemy"),
    "db": (*EDGE, "annotator.ingest", "exports", "streamlit", "starlette", "pandas"),
    "exports": (*EDGE, "annotator.ingest", "db", "streamlit", "sqlmodel", "sqlalchemy", "starlette", "pandas"),
}
# The edges of the web server know the database only as something to hand on.
HANDED_ON = {"db.store"}
LINES = 250


def imported(file: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return names


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPO).as_posix())
def test_nobody_imports_against_the_stream(file):
    place = file.relative_to(REPO).as_posix()
    for folder, forbidden in MAY_NOT.items():
        if place.startswith(folder + "/"):
            wrong = {n for n in imported(file) for f in forbidden if n == f or n.startswith(f + ".")}
            assert not wrong, f"{place} imports {wrong}"


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPO).as_posix())
def test_streamlit_and_sql_stay_where_they_belong(file):
    place, names = file.relative_to(REPO).as_posix(), {name.split(".")[0] for name in imported(file)}
    if not place.startswith("annotator/ui/"):
        assert "streamlit" not in names
    if not place.startswith("db/"):
        assert not names & {"sqlmodel", "sqlalchemy", "alembic"}


def test_one_copy_of_sqlite_opens_files():
    """Two copies in a process lose each other's locks (sqlite.org/howtocorrupt.html, 2.2.1), in tests too."""
    everywhere = [file for folder in (*PACKAGES, "tests", "benchmarks") for file in (REPO / folder).rglob("*.py")]
    assert [file.name for file in everywhere if "sqlite3" in imported(file)] == ["driver.py"]


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPO).as_posix())
def test_the_clock_is_read_in_one_place(file):
    if file.name != "clock.py":
        source = file.read_text(encoding="utf-8")
        assert "datetime.now(" not in source and "uuid" not in source and "time.time(" not in source


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.relative_to(REPO).as_posix())
def test_a_module_has_one_idea_and_stays_short(file):
    place = file.relative_to(REPO).as_posix()
    tables = {
        "db/tables.py",
        "annotator/domain/segment.py",
        "annotator/services/reports/exporting.py",
    }
    if place not in tables:
        assert len(file.read_text(encoding="utf-8").splitlines()) <= LINES


def test_the_entry_is_short():
    assert len((REPO / "streamlit_app.py").read_text(encoding="utf-8").splitlines()) <= 45
