"""Every page opens in both languages without an exception, for somebody new and on the example."""

import shutil

import pytest
from streamlit.runtime.context import ContextProxy
from streamlit.testing.v1 import AppTest

from annotator import desk
from annotator.services.library import articles, example
from annotator.services.library.articles import ArticleForm
from annotator.services.people import accounts
from annotator.services.reports import exporting
from annotator.words import say
from db.engine import file_of
from db.store import Store
from tests.conftest import PASSWORD, REPO
from tests.ui.pages import page

PAGES = (
    "articles",
    "annotate",
    "claims",
    "distortion",
    "compare",
    "settle",
    "reports",
    "board",
    "people",
    "audit",
    "scheme",
    "account",
)


@pytest.fixture(scope="session")
def with_example(migrated, tmp_path_factory):
    """A SQLite database with the example in it, to be copied."""
    file = tmp_path_factory.mktemp("example") / "desk.sqlite3"
    shutil.copyfile(migrated, file)
    store = Store(f"sqlite:///{file}")
    example.install(store)
    store.close()
    return file


@pytest.fixture
def opened(own_settings, database_url, with_example, monkeypatch):
    """The process's own database, with the example in it."""
    monkeypatch.setenv("TADQIQ_DATABASE_URL", database_url)
    desk.store.cache_clear()
    file = file_of(database_url)
    if file:
        shutil.copyfile(with_example, file)
    store = desk.store()
    if not file:
        example.install(store)
    yield store
    store.close()
    desk.store.cache_clear()


@pytest.fixture
def token(opened, language, monkeypatch):
    """A session whose cookie every page sees."""
    link = accounts.first_account_link(opened)
    token = accounts.create_first_account(opened, link, "سلمى", PASSWORD, language)
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda self: {"tadqiq": token}))
    return token


def test_the_whole_application_opens(token):
    app = AppTest.from_file(REPO / "annotator" / "ui" / "main.py", default_timeout=20).run()
    assert not app.exception


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_on_the_example(token, name):
    app = page(name).run()
    assert not app.exception


@pytest.mark.parametrize("name", PAGES)
def test_a_page_opens_when_there_is_nothing_yet(token, opened, name):
    actor = accounts.signed_in(opened, token).actor
    for project in articles.visible_projects(opened, actor):
        articles.retire_project(opened, actor, project.id)
    assert not page(name).run().exception


def test_without_a_session_a_page_shows_nothing(opened, monkeypatch):
    monkeypatch.setattr(ContextProxy, "cookies", property(lambda self: {}))
    app = page("articles").run()
    assert not app.exception and not app.title


def test_the_annotate_page_mounts_the_article_in_hand(token, opened):
    actor = accounts.signed_in(opened, token).actor
    project = articles.visible_projects(opened, actor)[0]
    article, _ = articles.add_article(opened, actor, project.id, ArticleForm("جملة أولى. جملة ثانية."))
    app = page("annotate")
    app.query_params["article"] = article.id
    app.query_params["sentence"] = "2"
    app.run()
    (mounted,) = app.get("bidi_component")
    assert article.id in mounted.proto.json and not app.exception


def test_the_example_is_put_away_with_one_click(token, opened, language):
    app = page("articles").run()
    label = say("articles.retire_example", language)
    next(button for button in app.button if button.label == label).click().run()
    actor = accounts.signed_in(opened, token).actor
    assert articles.visible_projects(opened, actor) == []
    example.install(opened)
    assert articles.visible_projects(opened, actor) == []


def test_a_project_is_made_and_a_bad_name_gets_a_sentence(token, opened, language):
    app = page("articles").run()
    field = next(field for field in app.text_input if field.label == say("articles.project_name", language))
    field.set_value("نشرة الصباح")
    label = say("articles.make_project", language)
    next(button for button in app.button if button.label == label).click().run()
    actor = accounts.signed_in(opened, token).actor
    assert [project.name for project in articles.visible_projects(opened, actor)][-1] == "نشرة الصباح"


def test_an_article_is_pasted_looked_at_and_saved(token, opened, language):
    app = page("articles").run()
    text = next(area for area in app.text_area if area.label == say("adding.text", language))
    text.set_value("قال الخبير إن السعر ارتفع. لم يوافقه أحد!").run()
    assert len(app.get("bidi_component")) == 1
    label = say("adding.save", language)
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception
    actor = accounts.signed_in(opened, token).actor
    project = articles.visible_projects(opened, actor)[0]
    from annotator.services.review import reading

    assert [item.sentences for item in reading.progress(opened, actor, project.id)] == [24, 2]


def test_a_pasted_text_that_is_bad_gets_one_sentence_and_saves_nothing(token, language):
    app = page("articles").run()
    text = next(area for area in app.text_area if area.label == say("adding.text", language))
    text.set_value("\u200f\u200f").run()
    assert any(say("error.article_no_sentences", language) in shown.value for shown in app.text)


def test_the_weights_behind_the_penalties_are_chosen_and_shown(token, opened, language):
    actor = accounts.signed_in(opened, token).actor
    project = articles.visible_projects(opened, actor)[0]
    app = page("reports").run()
    before = {row["penalty"] for row in exporting.report_rows(opened, actor, project.id, "summary")}
    app.selectbox[0].set_value("flat").run()
    after = list(exporting.report_rows(opened, actor, project.id, "summary"))
    assert not app.exception and app.selectbox[0].value == "flat"
    assert {row["weights"] for row in after} == {"Flat: counts errors"} and {row["penalty"] for row in after} != before


def test_a_chosen_language_holds_on_every_page(token, opened, language):
    other = {"ar": "en", "en": "ar"}[language]
    accounts.set_language(opened, accounts.signed_in(opened, token).actor, other)
    assert page("account").run().title[0].value == say("account.title", other)
