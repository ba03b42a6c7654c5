"""The claims desk: the whole record of a claim and of evidence, relations, who is responsible, attached files"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"

_TEXTS = {
    "claim": ("source_quote", "statement_in_source", "reopen_reason"),
    "evidence": ("question", "answer", "quote_translation"),
}
_LINES = {
    "claim": ("claimant_role", "claimant_id", "claimed_on", "place"),
    "evidence": ("author", "locator", "file_hash", "file_name"),
}
_LABELS = {"claim": ("checkability",), "evidence": ("answer_type", "source_type")}
_LISTS = {"claim": "appearances", "evidence": "problems"}


def upgrade() -> None:
    for table in ("claim", "evidence"):
        with op.batch_alter_table(table) as batch:
            for name in _TEXTS[table]:
                batch.add_column(sa.Column(name, sa.Text(), nullable=False, server_default=""))
            for name in _LINES[table]:
                batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
            for name in _LABELS[table]:
                batch.add_column(sa.Column(name, sa.String(), nullable=True))
            batch.add_column(sa.Column(_LISTS[table], sa.JSON(), nullable=False, server_default="[]"))
    with op.batch_alter_table("claim") as batch:
        for name in ("source_start", "source_end"):
            batch.add_column(sa.Column(name, sa.Integer(), nullable=True))
    with op.batch_alter_table("evidence") as batch:
        batch.add_column(sa.Column("file_size", sa.Integer(), nullable=False, server_default="0"))
        batch.add_column(sa.Column("same_as", sa.String(), nullable=True))
    op.add_column("known_claim", sa.Column("verdict_here", sa.String(), nullable=False, server_default=""))
    _relations()
    _care()
    _files()


def _relations() -> None:
    op.create_table(
        "relation",
        sa.Column("id", sa.String(), nullable=False),
        *(
            sa.Column(f"{name}_id", sa.String(), nullable=False)
            for name in ("article", "sentence", "reviewer", "claim", "other")
        ),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("retired_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"]),
        sa.ForeignKeyConstraint(["sentence_id"], ["sentence.id"]),
        sa.ForeignKeyConstraint(["reviewer_id"], ["person.id"]),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["other_id"], ["claim.id"]),
        sa.PrimaryKeyConstraint("id"),
    )
    for name in ("article", "sentence", "reviewer", "claim", "other"):
        op.create_index(f"ix_relation_{name}_id", "relation", [f"{name}_id"])


def _care() -> None:
    op.create_table(
        "care",
        sa.Column("claim_id", sa.String(), nullable=False),
        sa.Column("person_id", sa.String(), nullable=True),
        sa.Column("due_on", sa.String(), nullable=False),
        sa.Column("updated_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["claim_id"], ["claim.id"]),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"]),
        sa.PrimaryKeyConstraint("claim_id"),
    )
    op.create_index("ix_care_person_id", "care", ["person_id"])


def _files() -> None:
    op.create_table(
        "attachment",
        sa.Column("project_id", sa.String(), nullable=False),
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("added_by", sa.String(), nullable=True),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(["added_by"], ["person.id"]),
        sa.ForeignKeyConstraint(["project_id"], ["project.id"]),
        sa.PrimaryKeyConstraint("project_id", "hash"),
    )
    op.create_table(
        "attachment_piece",
        sa.Column("hash", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("hash", "number"),
    )
