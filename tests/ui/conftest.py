"""What the tests of pages share: the process's own database, a language, and somebody whose cookie the pages see."""

import shutil

import pytest
from streamlit.runtime.context import ContextProxy

from annotator import desk
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.people import accounts, invitations
from tests.conftest import PASSWORD


@pytest.fixture(params=["ar", "en"])
def language(request):
    return request.param


@pytest.fixture
def store(own_settings, migrated):
    """The process's own database."""
    desk.store.cache_clear()
    shutil.copyfile(migrated, desk.folder() / desk.database_file().name)
    opened = desk.store()
    yield opened
    opened.close()
    desk.store.cache_clear()


@pytest.fixture
def project(store):
    return articles.project_named(store, COMMAND_LINE, "نشرة", create=True)[0]


@pytest.fixture
def come(store, project, language, monkeypatch):
    """Brings somebody in, whose cookie every page sees from then on."""

    def bring(name: str, role: str) -> str:
        link = invitations.invite(store, COMMAND_LINE, None if role == "admin" else project.id, role)
        token = invitations.accept(store, link, name, PASSWORD, language, Device("10.0.0.1", "Firefox · Linux"))
        monkeypatch.setattr(ContextProxy, "cookies", property(lambda self: {"tadqiq": token}))
        monkeypatch.setattr(ContextProxy, "url", property(lambda self: "https://desk.example/people"))
        return accounts.signed_in(store, token).actor.id

    return bring
