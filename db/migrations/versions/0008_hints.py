"""Hints and known claims in the text: resemblances, dismissals, suggestions of models, fingerprints of articles"""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("project", sa.Column("hints", sa.Boolean(), nullable=False, server_default=sa.true()))
    for table in ("issue", "claim"):
        for name in ("suggestion", "suggested_by"):
            op.add_column(table, sa.Column(name, sa.String(), nullable=False, server_default=""))
    _work("resemblance", _text("known_id"), _text("relation"), place=False)
    op.create_index("ix_resemblance_known_id", "resemblance", ["known_id"])
    _work("dismissal", _text("hint"))
    _suggestions()
    op.create_table(
        "fingerprint",
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("made", sa.Integer(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("article_id"),
    )


def _work(name: str, *own: sa.Column[Any], place: bool = True) -> None:
    """A table of what reviewers make."""
    side = [_text("side")] if place else []
    op.create_table(
        name,
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        sa.Column("sentence_id", sa.String(), nullable=False),
        sa.Column("reviewer_id", sa.String(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        *side,
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        *own,
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["sentence_id"], ["sentence.id"]),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for column in ("article_id", "sentence_id", "reviewer_id"):
        op.create_index(f"ix_{name}_{column}", name, [column])


def _suggestions() -> None:
    op.create_table(
        "suggestion",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("article_id", sa.String(), nullable=False),
        _text("side"),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=False),
        _text("category"),
        _text("severity"),
        sa.Column("score", sa.Float(), nullable=True),
        _text("model"),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("article_id", "model", "side", "start", "end", "category"),
    )


def _text(name: str) -> sa.Column[Any]:
    return sa.Column(name, sa.String(), nullable=False)
