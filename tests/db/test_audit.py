"""The audit's own index: an older desk gets it with all its events, and both engines read through it."""

import pytest
from alembic import command
from sqlalchemy import insert, inspect, text

from annotator.clock import new_id, now
from db import audit, migrate, prepared
from db.engine import open_engine, writing
from db.store import Store
from db.tables import EventRow

_EVENT = {"person_id": None, "thing_id": "x", "before": None, "article_id": None, "sentence_id": None}


def test_an_older_desk_is_upgraded_with_its_events(database_url):
    engine = open_engine(database_url)
    with writing(engine).begin() as connection:
        command.upgrade(migrate._config(connection), "0008")
        rows = [{**_EVENT, "kind": "project", "action": "added", "after": {"name": new_id()}, "at": now()}] * 3
        connection.execute(insert(prepared.table_of(EventRow)), [{**row, "operation_id": None} for row in rows])
    engine.dispose()
    store = Store(database_url, agreed=True)
    with store.read() as tx:
        found = audit.happened(tx, audit.Asked(("project",)), None, 10)
    indexes = {one["name"] for one in inspect(store.engine).get_indexes("event")}
    store.close()
    assert [one.action for one in found] == ["added"] * 3
    assert "event_of_audit" in indexes and "event_beside_operations" not in indexes


@pytest.mark.only("sqlite")  # PostgreSQL's planner decides by the size of the table, which is nothing here
def test_a_page_is_read_through_the_index_and_sorts_nothing(store):
    statement = audit._of_kind("session", audit.Asked(("session",), person_id="x", start=now()), 9, 5)
    shown = str(statement.compile(store.engine, compile_kwargs={"literal_binds": True}))
    with store.read() as tx:
        plan = " ".join(row[3] for row in tx.connection().execute(text(f"explain query plan {shown}")))
    assert "INDEX event_of_audit (kind=? AND seq<?)" in plan and "TEMP B-TREE" not in plan
