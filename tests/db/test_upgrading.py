"""A desk of before assignments and comments is upgraded with everything on it."""

from alembic import command
from sqlalchemy import text

from annotator.clock import new_id
from db import assignments, projects, submissions
from db.engine import open_engine
from db.migrate import _config
from db.store import Store

BEFORE = (
    "insert into person (id, name, name_key, language, is_admin, created_at)"
    " values ('{person}', 'سامي', 'سامي', 'ar', {no}, '2026-01-01')",
    "insert into project (id, name, name_key, scheme_id, weights, is_example, created_at)"
    " values ('{project}', 'نشرة', 'نشره', 'scheme', 'wmt', {no}, '2026-01-01')",
    "insert into article (id, project_id, title, language, text, source_text, source_language, publisher, url, system,"
    " created_at) values ('{article}', '{project}', 'مقال', 'ar', 'جملة.', '', '', '', '', '', '2026-01-01')",
    "insert into submission (article_id, reviewer_id, first_event, first_at, submitted_at)"
    " values ('{article}', '{person}', 7, '2026-01-02', '2026-01-03')",
)


def test_what_is_on_a_desk_of_schema_4_is_there_afterwards(database_url):
    known = {name: new_id() for name in ("person", "project", "article")}
    engine = open_engine(database_url)
    with engine.begin() as connection:
        command.upgrade(_config(connection), "0004")
    with engine.begin() as connection:
        for statement in BEFORE:
            connection.execute(text(statement.format(**known, no="false")))
    engine.dispose()
    store = Store(database_url, agreed=True)
    with store.read() as tx:
        project = projects.get(tx, known["project"])
        submission = submissions.get(tx, known["article"], known["person"])
        assert project is not None and (project.name, project.reviewers_needed) == ("نشرة", 2)
        assert submission is not None and (submission.first_event, submission.reopened_because) == (7, "")
        assert assignments.plan(tx, known["article"]).reviewers_needed is None
        assert assignments.of_article(tx, known["article"]) == []
    store.close()
