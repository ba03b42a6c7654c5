"""The scheme's page, as Streamlit runs it: a draft, what it touches, saving it, and both where somebody was quicker."""

from dataclasses import replace

import pytest

from annotator.domain import schemes
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.schemes import editing
from annotator.services.library import articles
from annotator.services.schemes import revising
from annotator.words import say
from tests.ui.pages import page, press
from tests.ui.tables import tables


@pytest.fixture
def app(come, project):
    come("سلمى", "lead")
    opened = page("scheme").run()
    assert not opened.exception
    return opened


def text_of(app) -> str:
    return "\n".join(one.value for one in (*app.text, *app.caption, *app.subheader))


def field(app, name: str, language: str):
    return next(one for one in app.text_input if one.label == say(f"scheme.{name}", language) and not one.form_id)


def stored(store, project):
    return revising.current(store, COMMAND_LINE, project.id)


def test_who_does_not_lead_is_shown_no_scheme(come, language):
    come("هدى", "reviewer")
    app = page("scheme").run()
    assert [info.value for info in app.info] == [say("scheme.not_yours", language)] and not app.text_input


def test_a_label_is_renamed_previewed_and_saved_as_another_version(app, store, project, language):
    field(app, "name_en", language).set_value("Wrong translation").run()
    assert "Wrong translation" in text_of(app) and say("scheme.unsaved", language, count=1) in text_of(app)
    assert stored(store, project)[0].number == 1
    press(app, say("scheme.save", language, number=2))
    version, scheme = stored(store, project)
    assert (version.number, version.by) == (2, "سلمى")
    assert scheme.labels["issue_category"]["mistranslation"].name["en"] == "Wrong translation"
    assert say("scheme.unsaved", language, count=1) not in text_of(app)


def test_a_label_is_moved_retired_and_brought_back(app, store, project, language):
    app.radio[0].set_value("omission").run()
    press(app, say("scheme.up", language))
    press(app, say("scheme.retire", language))
    press(app, say("scheme.save", language, number=2))
    scheme = stored(store, project)[1]
    assert next(iter(scheme.labels["issue_category"])) == "omission"
    assert scheme.labels["issue_category"]["omission"].retired
    app.radio[0].set_value("omission").run()
    press(app, say("scheme.restore", language))
    press(app, say("scheme.save", language, number=3))
    assert not stored(store, project)[1].labels["issue_category"]["omission"].retired


def test_a_new_label_needs_an_id_of_its_own_and_both_names(app, store, project, language):
    app.selectbox[0].set_value("verdict").run()

    def fill(id, ar, en):
        inputs = {one.label: one for one in app.text_input if one.form_id}
        inputs[say("scheme.new_id", language)].set_value(id)
        inputs[say("scheme.name_ar", language)].set_value(ar)
        inputs[say("scheme.name_en", language)].set_value(en)
        press(app, say("scheme.add", language))

    fill("Hoax!", "خدعة", "Hoax")
    assert say("scheme.id_bad", language) in text_of(app)
    fill("false", "خدعة", "Hoax")
    assert say("scheme.id_taken", language, id="false") in text_of(app)
    fill("hoax", "خدعة", "")
    assert say("scheme.name_missing", language) in text_of(app)
    fill("hoax", "خدعة", "Hoax")
    press(app, say("scheme.save", language, number=2))
    assert stored(store, project)[1].labels["verdict"]["hoax"].name == {"ar": "خدعة", "en": "Hoax"}


def test_thrown_away_is_as_it_was(app, store, project, language):
    field(app, "name_en", language).set_value("Wrong translation").run()
    press(app, say("scheme.discard", language))
    assert field(app, "name_en", language).value == "Mistranslation"
    assert stored(store, project)[0].number == 1


def other_saves(store, project, **name):
    version, scheme = stored(store, project)
    label = scheme.labels["issue_category"]["mistranslation"]
    newer = editing.with_label(scheme, "issue_category", replace(label, name={**label.name, **name}))
    revising.revise(store, COMMAND_LINE, project.id, version.id, newer)


def test_who_is_second_sees_both_and_puts_theirs_on_top(app, store, project, language):
    field(app, "name_en", language).set_value("Mine").run()
    other_saves(store, project, ar="للآخر")
    press(app, say("scheme.save", language, number=2))
    assert "Mine" in text_of(app) and "للآخر" in text_of(app)
    assert stored(store, project)[1].labels["issue_category"]["mistranslation"].name["en"] == "Mistranslation"
    press(app, say("scheme.put_on_top", language))
    press(app, say("scheme.save", language, number=3))
    assert stored(store, project)[1].labels["issue_category"]["mistranslation"].name == {"ar": "للآخر", "en": "Mine"}


def test_who_is_second_may_take_the_saved_one(app, store, project, language):
    field(app, "name_en", language).set_value("Mine").run()
    other_saves(store, project, en="Theirs")
    app.run()
    press(app, say("scheme.take_theirs", language))
    assert field(app, "name_en", language).value == "Theirs" and stored(store, project)[0].number == 2


def part(app, name: str):
    app.segmented_control[0].set_value(name).run()
    assert not app.exception
    return app


def test_weights_are_changed_and_a_preset_is_added(app, store, project, language):
    part(app, "weights")
    major = say("scheme.weight_of", language, name=schemes.default().labels["severity"]["major"].name[language])
    next(one for one in app.number_input if one.label == major).set_value(6.0).run()
    press(app, say("scheme.save", language, number=2))
    scheme = stored(store, project)[1]
    assert scheme.presets["wmt"].severity["major"] == 6.0


def test_two_versions_are_compared_in_words(app, store, project, language):
    other_saves(store, project, en="Theirs")
    other_saves(store, project, en="Again")
    part(app, "versions")
    assert [next(iter(row.values())) for row in tables(app)[0]] == ["3", "2", "1"]
    assert "Theirs" in text_of(app) and "Again" in text_of(app)


def test_a_file_becomes_a_draft_and_a_bad_one_is_told(app, store, project, language):
    part(app, "file")
    app.text_area[0].set_value("id = \n").run()
    press(app, say("scheme.read", language))
    assert any("1" in one.value and "TOML" in one.value for one in app.text)
    app.text_area[0].set_value(schemes.mqm_text()).run()
    press(app, say("scheme.read", language))
    press(app, say("scheme.save", language, number=2))
    scheme = stored(store, project)[1]
    assert scheme.labels["issue_category"]["idiom"].retired and "hallucination" in scheme.labels["issue_category"]


def test_a_project_begins_with_a_scheme_that_is_chosen(store, come, language):
    come("سلمى", "admin")
    app = page("articles").run()
    next(one for one in app.text_input if one.label == say("articles.project_name", language)).set_value("أخرى")
    next(one for one in app.selectbox if one.label == say("scheme.begins_with", language)).set_value("mqm")
    press(app, say("articles.make_project", language))
    made = next(one for one in articles.visible_projects(store, COMMAND_LINE) if one.name == "أخرى")
    assert "hallucination" in stored(store, made)[1].labels["issue_category"]
