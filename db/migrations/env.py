"""Alembic's entry: runs the versions on the connection that `db.migrate` hands over."""

from alembic import context
from sqlmodel import SQLModel

import db.tables  # noqa: F401  the tables register themselves
from db import postgres

connection = context.config.attributes["connection"]
# SQLite changes a table by copying it, which is what a batch does.
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
    if connection.dialect.name == "postgresql":
        postgres.order_by_bytes(connection)
