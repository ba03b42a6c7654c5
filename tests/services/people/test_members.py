"""Looking after people: nobody shuts everybody out, work stays, and every act leaves an event."""

import json

import pytest

from annotator.clock import new_id, now
from annotator.domain.access import Device
from annotator.domain.records import CONSENSUS, Person
from annotator.errors import Forbidden, Invalid, NotFound
from annotator.services.people import accounts, auditing, invitations, members, resetting, sessions
from annotator.services.reports import exporting
from db import people as stored
from exports.csv_file import read
from tests.conftest import PASSWORD

DEVICE = Device("10.0.0.1", "Firefox · Linux")


def join(store, inviter, project_id, role="reviewer", name="سامي"):
    """Somebody who has accepted an invitation: their session's token and who they are."""
    link = invitations.invite(store, inviter, project_id, role)
    token = invitations.accept(store, link, name, PASSWORD, "ar", DEVICE)
    return token, accounts.signed_in(store, token).actor


def acts(store, admin, kinds=("person", "member", "invitation")):
    rows = list(auditing.audit_rows(store, admin))
    return [(row["act"], row["by"], row["about"]) for row in reversed(rows) if row["act"].split("_")[0] in kinds]


def test_whoever_is_disabled_is_out_at_once_and_back_as_they_were(store, admin, project):
    token, reviewer = join(store, admin, project.id)
    members.set_disabled(store, admin, reviewer.id, True)
    assert accounts.signed_in(store, token) is None
    with pytest.raises(Exception, match="signin_wrong"):
        accounts.sign_in(store, "سامي", PASSWORD, "10.0.0.1")
    members.set_disabled(store, admin, reviewer.id, False)
    again = accounts.signed_in(store, accounts.sign_in(store, "سامي", PASSWORD, "10.0.0.1"))
    assert accounts.signed_in(store, token) is None and again.actor.roles == {project.id: "reviewer"}


def test_disabling_makes_a_password_link_worthless(store, admin, project):
    _, reviewer = join(store, admin, project.id)
    link = resetting.reset_link(store, admin, reviewer.id)
    members.set_disabled(store, admin, reviewer.id, True)
    members.set_disabled(store, admin, reviewer.id, False)
    with pytest.raises(NotFound):
        resetting.reset_password(store, link, "another four words", DEVICE)


def test_the_last_admin_stays(store, admin, project):
    _, second = join(store, admin, None, "admin", "هدى")
    members.set_admin(store, second, admin.id, False)
    for act in (members.set_admin, members.set_disabled):
        with pytest.raises(Invalid, match="last_admin"):
            act(store, admin, second.id, act is members.set_disabled)  # the first one's page, open since before
    assert [one.person.name for one in members.everyone(store, second) if one.person.is_admin] == ["هدى"]


@pytest.mark.parametrize("act", [members.set_admin, members.set_disabled])
def test_nobody_shuts_themselves_out(store, admin, act):
    with pytest.raises(Invalid, match="not_yourself"):
        act(store, admin, admin.id, act is members.set_disabled)


def test_a_lead_can_not_leave_a_project_without_one(store, admin, project):
    _, lead = join(store, admin, project.id, "lead")
    with pytest.raises(Invalid, match="not_yourself"):
        members.set_role(store, lead, project.id, lead.id, "viewer")
    with pytest.raises(Invalid, match="not_yourself"):
        members.remove_member(store, lead, project.id, lead.id)


def test_who_is_taken_out_sees_nothing_more_and_their_work_stays(desk):
    desk.issue(actor=desk.reviewer)
    members.remove_member(desk.store, desk.lead, desk.project.id, desk.reviewer.id)
    assert desk.reviewer.id not in [one.person.id for one in members.members(desk.store, desk.lead, desk.project.id)]
    rows = list(exporting.report_rows(desk.store, desk.lead, desk.project.id, "issues"))
    assert [row["reviewer"] for row in rows] == ["سامي"]
    members.set_role(desk.store, desk.lead, desk.project.id, desk.reviewer.id, "viewer")
    assert len(members.members(desk.store, desk.lead, desk.project.id)) == 3


def test_the_consensus_is_nobody_and_invented_reviewers_have_no_account(store, admin, project):
    invented = Person(new_id(), "مراجع المثال", "ar", False, now(), None)
    with store.write() as tx:
        stored.add(tx, invented, None)
    listed = {one.person.name: one.can_sign_in for one in members.everyone(store, admin)}
    assert listed == {"سلمى": True, "مراجع المثال": False}
    with pytest.raises(Invalid, match="no_account"):
        resetting.reset_link(store, admin, invented.id)
    for act in (members.end_sessions, resetting.reset_link):
        with pytest.raises(NotFound):
            act(store, admin, CONSENSUS)
    with pytest.raises(NotFound):
        members.set_role(store, admin, project.id, CONSENSUS, "lead")


def test_an_admin_makes_a_link_and_its_holder_the_password(store, admin, project):
    token, reviewer = join(store, admin, project.id)
    first, second = (resetting.reset_link(store, admin, reviewer.id) for _ in range(2))
    assert resetting.whose(store, first) is None and resetting.whose(store, second) == "سامي"
    assert accounts.signed_in(store, token), "the old way in stays open until the link is used"
    with pytest.raises(Invalid):
        resetting.reset_password(store, second, "short", DEVICE)
    fresh = resetting.reset_password(store, second, "another four words", DEVICE)
    assert accounts.signed_in(store, token) is None and accounts.signed_in(store, fresh).actor.id == reviewer.id
    assert accounts.sign_in(store, "سامي", "another four words", "10.0.0.1")
    with pytest.raises(NotFound):
        resetting.reset_password(store, second, "yet another four", DEVICE)


def test_sessions_are_listed_and_ended_one_by_one(store, admin):
    here = accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1", "Firefox · Linux")
    away = accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.2", "Safari · iPhone")
    listed = sessions.own_sessions(store, admin)
    assert {(one.address, one.browser) for one in listed[:2]} == {
        ("10.0.0.1", "Firefox · Linux"),
        ("10.0.0.2", "Safari · iPhone"),
    }
    sessions.end_session(store, admin, next(one.token_hash for one in listed if one.address == "10.0.0.2"))
    assert accounts.signed_in(store, away) is None and accounts.signed_in(store, here)
    with pytest.raises(NotFound):
        sessions.end_session(store, admin, listed[0].token_hash if listed[0].address == "10.0.0.2" else "x" * 64)


def test_an_admin_signs_somebody_out_everywhere(store, admin, project):
    token, reviewer = join(store, admin, project.id)
    accounts.sign_in(store, "سامي", PASSWORD, "10.0.0.9")
    assert members.end_sessions(store, admin, reviewer.id) == 2
    assert accounts.signed_in(store, token) is None and sessions.own_sessions(store, reviewer) == []


def test_every_act_is_in_the_audit_with_who_and_to_whom(store, admin, project):
    _, reviewer = join(store, admin, project.id)
    members.set_role(store, admin, project.id, reviewer.id, "viewer")
    members.set_role(store, admin, project.id, reviewer.id, "viewer")  # nothing changes: no event
    resetting.reset_link(store, admin, reviewer.id)
    members.set_disabled(store, admin, reviewer.id, True)
    members.remove_member(store, admin, project.id, reviewer.id)
    assert acts(store, admin) == [
        ("person_joined", "سلمى", "سلمى"),
        ("member_added", "سلمى", "سلمى"),
        ("invitation_added", "سلمى", ""),
        ("person_joined", "سامي", "سامي"),
        ("invitation_accepted", "سامي", ""),
        ("member_added", "سلمى", "سامي"),
        ("member_changed", "سلمى", "سامي"),
        ("person_reset_link", "سلمى", "سامي"),
        ("person_disabled", "سلمى", "سامي"),
        ("member_retired", "سلمى", "سامي"),
    ]


def test_the_audit_is_a_csv_that_tells_what_was_before_and_after(store, admin, project):
    _, reviewer = join(store, admin, project.id)
    members.set_role(store, admin, project.id, reviewer.id, "lead")
    rows = read(b"".join(auditing.audit_csv(store, admin)))
    changed = next(row for row in rows if row["act"] == "member_changed")
    assert (changed["project"], changed["about"], changed["by"]) == ("نشرة", "سامي", "سلمى")
    assert json.loads(changed["before"]) == {"project": "نشرة", "role": "reviewer"}
    assert json.loads(changed["after"]) == {"project": "نشرة", "role": "lead"}
    assert [int(row["seq"]) for row in rows] == sorted((int(row["seq"]) for row in rows), reverse=True)
    assert sum(row["act"] == "session_opened" for row in rows) == 2


def test_no_secret_is_in_the_audit(store, admin, project):
    link = invitations.invite(store, admin, project.id, "viewer")
    told = b"".join(auditing.audit_csv(store, admin)).decode()
    assert link not in told and PASSWORD not in told and "argon2" not in told


def test_a_long_audit_is_read_in_batches_and_whole(store, admin, monkeypatch):
    monkeypatch.setattr(auditing, "_BATCH", 3)
    for _ in range(10):
        accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.1")
    rows = list(auditing.audit_rows(store, admin))
    assert len(rows) == 12 and len({row["seq"] for row in rows}) == 12
    page = auditing.audit_page(store, admin, auditing.ALL, None, 4)
    assert [one.row["seq"] for one in page] == [row["seq"] for row in rows[:4]]


def test_what_reviewers_do_is_no_part_of_the_audit(desk):
    desk.issue()
    with pytest.raises(Forbidden):
        next(auditing.audit_rows(desk.store, desk.reviewer))
    assert {row["act"].split("_")[0] for row in auditing.audit_rows(desk.store, desk.lead)} <= set(auditing.KINDS)
