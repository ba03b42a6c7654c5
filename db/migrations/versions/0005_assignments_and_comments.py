"""Assignments, with what an article needs and by when, and comments with their mentions"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.add_column("project", sa.Column("reviewers_needed", sa.Integer(), nullable=False, server_default="2"))
    op.execute("alter table submission add column reopened_by varchar references person (id)")  # both engines know this
    op.add_column("submission", sa.Column("reopened_because", sa.Text(), nullable=False, server_default=""))
    _assignments()
    _comments()


def _assignments() -> None:
    op.create_table(
        "article_plan",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("reviewers_needed", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.String(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )
    op.create_table(
        "assignment",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("assigned_by", sa.String(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("reminded_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["assigned_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("article_id", "person_id"),
    )
    op.create_index("ix_assignment_person_id", "assignment", ["person_id"])


def _comments() -> None:
    op.create_table(
        "comment",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("sentence_id", sa.String(), nullable=False),
        sa.Column("author_id", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("resolved_at", sa.DateTime(), nullable=True),
        sa.Column("resolved_by", sa.String(), nullable=True),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["sentence_id"], ["sentence.id"]),
        sa.ForeignKeyConstraint(["author_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["resolved_by"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_index("ix_comment_article_id", "comment", ["article_id"])
    op.create_index("ix_comment_sentence_id", "comment", ["sentence_id"])
    op.create_table(
        "mention",
        sa.Column("comment_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("comment_id", "person_id"),
    )
    op.create_index("ix_mention_person_id", "mention", ["person_id"])
