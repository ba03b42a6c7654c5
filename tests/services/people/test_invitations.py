"""An invitation works once, for a week, and only as long as whoever made it could make it today."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest

from annotator import clock
from annotator.domain.access import Device, Identity
from annotator.domain.policy import COMMAND_LINE
from annotator.errors import Invalid, NotFound, TadqiqError
from annotator.services.library import articles
from annotator.services.people import accounts, invitations, members
from db import links
from tests.conftest import PASSWORD, add_person

DEVICE = Device()


@pytest.fixture
def lead(desk):
    """Somebody who leads the project, and nothing else."""
    link = invitations.invite(desk.store, desk.lead, desk.project.id, "lead")
    token = invitations.accept(desk.store, link, "نور", PASSWORD, "ar", DEVICE)
    return accounts.signed_in(desk.store, token).actor


def accept(desk, link, name="ضيف"):
    return accounts.signed_in(desk.store, invitations.accept(desk.store, link, name, PASSWORD, "en", DEVICE)).actor


def test_who_accepts_is_what_the_link_says_in_the_language_they_read(desk, lead):
    guest = accept(desk, invitations.invite(desk.store, lead, desk.project.id, "viewer"))
    assert (guest.name, guest.language, guest.roles, guest.is_admin) == (
        "ضيف",
        "en",
        {desk.project.id: "viewer"},
        False,
    )


def test_a_name_that_the_inviter_chose_stands(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer", "كريم")
    assert invitations.invitation(desk.store, link).name == "كريم"
    assert accept(desk, link, "شخص آخر").name == "كريم"


def test_a_link_works_once_even_when_it_is_used_at_once(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")

    def use(number: int) -> str:
        try:
            return accept(desk, link, f"name {number}").name
        except NotFound as refusal:
            return refusal.code

    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(use, range(8)))
    assert answers.count("link_spent") == 7


def test_a_link_is_good_for_a_week(desk, lead, monkeypatch):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    later = clock.now() + timedelta(days=7, seconds=1)
    monkeypatch.setattr(links, "now", lambda: later)
    with pytest.raises(NotFound):
        accept(desk, link)


def test_a_withdrawn_link_is_worthless_and_leaves_the_list(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    (listed,) = invitations.open_invitations(desk.store, lead, desk.project.id)
    assert (listed.role, listed.project, listed.invited_by) == ("viewer", "نشرة", "نور")
    invitations.withdraw(desk.store, lead, listed.id)
    assert invitations.open_invitations(desk.store, lead, desk.project.id) == []
    with pytest.raises(NotFound):
        accept(desk, link)


def lose_lead(desk, lead):
    members.set_role(desk.store, desk.lead, desk.project.id, lead.id, "reviewer")


def leave(desk, lead):
    members.remove_member(desk.store, desk.lead, desk.project.id, lead.id)


def disable(desk, lead):
    with desk.store.write() as tx:
        from db import people as stored

        stored.set_disabled(tx, lead.id, True)


def put_away(desk, lead):
    articles.retire_project(desk.store, desk.lead, desk.project.id)


@pytest.mark.parametrize("lost", [lose_lead, leave, disable, put_away])
def test_a_link_dies_with_the_right_to_make_it(desk, lead, lost):
    link = invitations.invite(desk.store, lead, desk.project.id, "lead")
    lost(desk, lead)
    assert invitations.invitation(desk.store, link) is None
    with pytest.raises(NotFound):
        accept(desk, link)


def test_who_has_an_account_joins_with_it(desk, lead):
    other = articles.create_project(desk.store, desk.lead, "أخرى")
    link = invitations.invite(desk.store, desk.lead, other.id, "viewer")
    invitations.join(desk.store, desk.reviewer, link)
    found = members.members(desk.store, desk.lead, other.id)
    assert {one.person.name: one.roles[other.id] for one in found} == {"ليلى": "lead", "سامي": "viewer"}
    with pytest.raises(NotFound):
        invitations.join(desk.store, desk.other, link)


def test_joining_twice_changes_no_role_and_spends_nothing(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    with pytest.raises(Invalid, match="already_member"):
        invitations.join(desk.store, desk.reviewer, link)
    assert accept(desk, link).roles == {desk.project.id: "viewer"}


def test_an_invitation_for_one_name_is_not_joined_under_another(desk, lead):
    other = articles.create_project(desk.store, desk.lead, "أخرى")
    link = invitations.invite(desk.store, desk.lead, other.id, "viewer", "كريم")
    with pytest.raises(Invalid, match="invited_other"):
        invitations.join(desk.store, desk.reviewer, link)


@pytest.mark.parametrize(
    ("role", "name", "code"),
    [
        ("admin", "", "field_bad"),
        ("king", "", "field_bad"),
        ("viewer", "سامى", "name_taken"),
        ("viewer", "سامٍـي", "name_taken"),
        ("viewer", "соnsеnsus", "name_taken"),
        ("viewer", "x\u202e", "name_bad"),
    ],
)
def test_a_bad_invitation_is_refused_before_a_link_is_made(desk, lead, role, name, code):
    with pytest.raises(Invalid) as refusal:
        invitations.invite(desk.store, lead, desk.project.id, role, name)
    assert refusal.value.code == code and invitations.open_invitations(desk.store, lead, desk.project.id) == []


@pytest.mark.parametrize("name", ["Ѕara", "Sаrа", "ＳＡＲＡ", "Sára"])
def test_a_name_that_looks_like_somebody_elses_is_refused_at_every_door(desk, lead, name):
    add_person(desk.store, "Sara")
    stranger = Identity("https://id.example", "1", name)
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    doors = [
        lambda: invitations.invite(desk.store, lead, desk.project.id, "viewer", name),
        lambda: invitations.accept(desk.store, link, name, PASSWORD, "en", DEVICE),
        lambda: invitations.accept_with_identity(desk.store, link, stranger, "en", DEVICE),
    ]
    for door in doors:
        with pytest.raises(Invalid) as refusal:
            door()
        assert (refusal.value.code, refusal.value.params["name"]) == ("name_taken", "Sara")
    assert accept(desk, link, "Sana").name == "Sana", "the link is not spent by a refusal"


def test_an_invitation_waits_in_vain_once_somebody_has_a_name_like_its_own(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer", "Omar")
    add_person(desk.store, "0mar")
    with pytest.raises(Invalid, match="name_taken"):
        accept(desk, link)


def test_without_a_project_an_invitation_is_to_being_an_admin_and_to_nothing_else(desk):
    with pytest.raises(Invalid):
        invitations.invite(desk.store, COMMAND_LINE, None, "lead")
    assert accept(desk, invitations.invite(desk.store, COMMAND_LINE, None, "admin")).is_admin


def test_a_poor_password_or_a_taken_name_leaves_the_link_good(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    for name, password in (("سامي", PASSWORD), ("ضيف", "short"), ("ضيف", "password123")):
        with pytest.raises(TadqiqError):
            invitations.accept(desk.store, link, name, password, "ar", DEVICE)
    assert accept(desk, link)


def test_only_the_digest_of_a_link_is_stored(desk, lead):
    link = invitations.invite(desk.store, lead, desk.project.id, "viewer")
    (listed,) = invitations.open_invitations(desk.store, lead, desk.project.id)
    assert listed.id != link
    with pytest.raises(NotFound):
        accept(desk, listed.id)


def test_people_of_other_projects_are_told_nothing_of_each_other(desk, lead):
    add_person(desk.store, "بعيد")
    assert "بعيد" not in [one.person.name for one in members.members(desk.store, lead, desk.project.id)]
