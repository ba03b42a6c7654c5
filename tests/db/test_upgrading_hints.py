"""A desk from before there were hints is upgraded with what was said on it."""

from datetime import UTC, datetime

import pytest
import sqlalchemy as sa
from alembic import command

from annotator.domain.records import Claim, Issue
from db import projects, work
from db.engine import open_engine, writing
from db.migrate import _config
from db.store import Store

AT = datetime(2026, 1, 1, tzinfo=UTC)
MARK = {"id": "m", "article_id": "a", "sentence_id": "s", "reviewer_id": "r", "revision": 1, "updated_at": AT}
MARK |= {"start": 0, "end": 2, "quote": "نص", "scheme_id": "c"}
ROWS = {
    "person": {"id": "r", "name": "سامي", "name_key": "سامي", "language": "ar", "is_admin": False, "created_at": AT},
    "project": {
        "id": "p",
        "name": "نشرة",
        "name_key": "نشره",
        "scheme_id": "c",
        "weights": "flat",
        "is_example": False,
    },
    "article": {"id": "a", "project_id": "p", "title": "", "language": "ar", "text": "نص."},
    "sentence": {"id": "s", "article_id": "a", "start": 0, "end": 3},
    "issue": MARK | {"side": "translation", "category": "other", "severity": "minor"},
    "claim": MARK | {"statement": "نص", "kinds": [], "priority": "normal", "status": "checked"},
}


@pytest.fixture
def old(engine, tmp_path, request):
    """The address of a database at the schema before, with an issue and a claim in it."""
    if engine == "sqlite":
        yield _filled(f"sqlite:///{tmp_path / 'old.sqlite3'}")
        return
    with request.getfixturevalue("cluster").database("") as url:
        yield _filled(url)


def _filled(url: str) -> str:
    opened = open_engine(url)
    with writing(opened).begin() as connection:
        command.upgrade(_config(connection), "0005")
        for name, row in ROWS.items():
            table = sa.Table(name, sa.MetaData(), autoload_with=connection)
            blank = {c.name: _blank(c) for c in table.columns if not c.nullable and c.server_default is None}
            connection.execute(table.insert().values(**blank | row))
    opened.dispose()
    return url


def _blank(column: "sa.Column[object]") -> object:
    return AT if isinstance(column.type, sa.DateTime) else "" if isinstance(column.type, sa.String) else 0


def test_marks_stand_as_their_reviewers_own_and_hints_are_on(old):
    store = Store(old, agreed=True)
    with store.read() as tx:
        for kind in (Issue, Claim):
            mark = work.get(tx, kind, "m")
            assert (mark.quote, mark.suggestion, mark.suggested_by) == ("نص", "", "")
        assert projects.get(tx, "p").hints is True
    store.close()
