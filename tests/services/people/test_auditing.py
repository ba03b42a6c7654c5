"""The audit, asked for by person, kind and time, a page at a time."""

from datetime import timedelta

import pytest

from annotator.clock import now
from annotator.services.people import auditing
from annotator.services.people.auditing import ALL, Asked
from db.operations import Event, record_events
from exports.csv_file import read


@pytest.fixture
def told(desk):
    """Twelve sessions of two people, and what the desk's making has told."""
    with desk.store.write() as tx:
        for number in range(12):
            who = (desk.reviewer if number % 3 else desk.other).id
            record_events(tx, who, [Event("session", who, "opened", None, {"browser": f"B{number}"})])
    return desk


def rows(desk, asked=ALL):
    return list(auditing.audit_rows(desk.store, desk.lead, asked))


def test_a_page_goes_on_where_the_one_before_it_ended(told):
    everything = [row["seq"] for row in rows(told)]
    assert everything == sorted(everything, reverse=True)
    seen, before = [], None
    while page := auditing.audit_page(told.store, told.lead, ALL, before, 5):
        seen += [one.row["seq"] for one in page]
        before = page[-1].row["seq"]
    assert seen == everything


def test_it_is_asked_for_by_kind(told):
    assert {row["act"] for row in rows(told, Asked(kinds=("session",)))} == {"session_opened"}
    assert len(rows(told, Asked(kinds=("session", "project")))) == 13
    assert rows(told, Asked(kinds=("nonsense",))) == []


def test_it_is_asked_for_by_who_did_it_or_had_it_done_to_them(told):
    assert len(rows(told, Asked(person=told.other.id, kinds=("session",)))) == 4
    members = rows(told, Asked(person=told.lead.id, kinds=("member",)))
    assert [row["act"] for row in members] == ["member_added"]


def test_it_is_asked_for_by_time(told):
    moment = now()
    assert rows(told, Asked(start=moment + timedelta(seconds=1))) == []
    assert len(rows(told, Asked(end=moment + timedelta(seconds=1)))) == len(rows(told))
    assert len(rows(told, Asked(start=moment - timedelta(days=1), end=moment + timedelta(days=1)))) == len(rows(told))
    assert rows(told, Asked(end=moment - timedelta(days=1))) == []


def test_the_file_has_what_was_asked_for_and_runs_nothing(told):
    with told.store.write() as tx:
        record_events(tx, None, [Event("invitation", "x", "added", None, {"name": "=1+1"})])
    asked = Asked(kinds=("invitation",))
    data = b"".join(auditing.audit_csv(told.store, told.lead, asked))
    assert [row["about"] for row in read(data)] == ["=1+1"] and b"'=1+1" in data
