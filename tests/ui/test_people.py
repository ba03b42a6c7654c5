"""The pages of people, as Streamlit runs them: what each role is shown, and that links are given once."""

import pytest

from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.people import accounts, auditing, invitations, members, resetting
from annotator.words import say, words
from tests.conftest import PASSWORD
from tests.ui.pages import page, press
from tests.ui.tables import tables


def test_a_link_is_shown_once_and_works(store, come, project, language):
    come("سلمى", "lead")
    app = press(page("people").run(), say("people.make_link", language))
    (shown,) = app.code
    assert shown.value.startswith("https://desk.example/welcome?token=")
    offered = invitations.invitation(store, shown.value.partition("=")[2])
    assert (offered.project, offered.role, offered.invited_by) == ("نشرة", "reviewer", "سلمى")
    assert not app.run().code


@pytest.mark.parametrize("role", ["reviewer", "viewer"])
def test_who_leads_nothing_is_shown_nobody(come, language, role):
    come("هدى", role)
    app = page("people").run()
    assert [info.value for info in app.info] == [say("people.not_yours", language)] and not tables(app)
    assert [info.value for info in page("audit").run().info] == [say("audit.not_yours", language)]


def test_a_lead_is_shown_the_members_and_no_act_on_accounts(store, come, project, language):
    stranger = invitations.invite(store, COMMAND_LINE, None, "admin")
    invitations.accept(store, stranger, "غريب", PASSWORD, "ar", Device())
    reviewer = come("هدى", "reviewer")
    come("سلمى", "lead")
    app = page("people").run()
    assert [row[say("people.name", language)] for row in tables(app)[0]] == ["هدى", "سلمى"]
    app.selectbox(key=f"person-of-{project.id}").set_value(reviewer).run()
    labels = {button.label for button in app.button}
    assert say("people.remove_do", language) in labels and say("people.reset", language) not in labels


def test_an_admin_makes_a_password_link_for_somebody(store, come, project, language):
    reviewer = come("هدى", "reviewer")
    come("سلمى", "admin")
    app = page("people").run()
    app.selectbox(key="person-of-").set_value(reviewer).run()
    (link,) = press(app, say("people.reset", language)).code
    assert resetting.whose(store, link.value.partition("token=")[2]) == "هدى"


def test_what_is_refused_is_said(store, come, project, language):
    come("سلمى", "lead")
    app = page("people").run()
    app.text_input[0].set_value("سلمي")
    press(app, say("people.make_link", language))
    refusal = say("error.name_taken", language, name="سلمى")
    assert any(refusal in text.value for text in app.text) and not app.code


def test_the_account_page_lists_sessions_and_ends_the_others(store, come, language):
    come("سلمى", "viewer")
    other = accounts.sign_in(store, "سلمى", PASSWORD, "10.0.0.2", "Safari · iPhone")
    app = page("account").run()
    shown = " ".join(text.value for text in app.text)
    assert "Safari · iPhone" in shown and "10.0.0.2" in shown and say("account.here", language) in shown
    press(app, say("account.end", language))
    assert accounts.signed_in(store, other) is None
    assert "10.0.0.2" not in " ".join(text.value for text in app.text)


def test_every_act_of_the_audit_has_its_words(store, come, project, language):
    reviewer, admin = come("هدى", "reviewer"), come("سلمى", "admin")
    actor = next(one for one in members.everyone(store, COMMAND_LINE) if one.person.id == admin).person
    members.set_role(store, COMMAND_LINE, project.id, reviewer, "viewer")
    members.set_admin(store, COMMAND_LINE, reviewer, True)
    members.set_admin(store, COMMAND_LINE, reviewer, False)
    resetting.reset_password(store, resetting.reset_link(store, COMMAND_LINE, reviewer), "another four words", Device())
    members.set_disabled(store, COMMAND_LINE, reviewer, True)
    members.set_disabled(store, COMMAND_LINE, reviewer, False)
    members.remove_member(store, COMMAND_LINE, project.id, reviewer)
    invitations.invite(store, COMMAND_LINE, project.id, "viewer")
    invitations.withdraw(store, COMMAND_LINE, invitations.open_invitations(store, COMMAND_LINE)[0].id)
    articles.retire_project(store, COMMAND_LINE, project.id)
    acts = {row["act"] for row in auditing.audit_rows(store, COMMAND_LINE)}
    assert len(acts) >= 16 and {f"audit.act_{act}" for act in acts} <= set(words(language))
    app = page("audit").run()
    (rows,) = tables(app)
    assert not app.exception and len(rows) == len(list(auditing.audit_rows(store, COMMAND_LINE)))
    assert actor.name in {cell for row in rows for cell in row.values()}
