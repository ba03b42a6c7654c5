"""A text that is brought in is recognised where the project has one like it."""

import pytest

from annotator.errors import Forbidden, NotFound
from annotator.services.library import resembling
from annotator.services.library.articles import ArticleForm, add_article, create_project, set_article_retired
from tests.conftest import TEXT

LONG = " ".join(f"جملة رقم {n} فيها كلام عن السوق والأسعار رقم {n * 7}." for n in range(60))


def found(desk, text, actor=None, project=None):
    alike = resembling.resembled(desk.store, actor or desk.lead, project or desk.project.id, text)
    return [(one.article.title, round(one.share, 2)) for one in alike]


def test_the_same_text_is_recognised_whatever_its_spelling_and_line_breaks(desk):
    assert found(desk, TEXT) == [("الأسعار", 1.0)]
    assert found(desk, TEXT.replace("إن", "ان").replace(". ", ".\n")) == [("الأسعار", 1.0)]


def test_it_tells_how_much_and_the_most_alike_first(desk):
    add_article(desk.store, desk.lead, desk.project.id, ArticleForm(LONG, title="طويل"))
    half = LONG[: len(LONG) // 2]
    add_article(desk.store, desk.lead, desk.project.id, ArticleForm(half + " " + "شيء آخر تمامًا. " * 3, title="نصف"))
    titles = [title for title, _ in found(desk, LONG)]
    assert titles == ["طويل", "نصف"] and found(desk, LONG)[0][1] == 1.0
    assert found(desk, "نص لا يشبه شيئًا مما هنا في هذا المشروع كله.") == []


@pytest.mark.only("sqlite")
def test_a_project_without_articles_has_none_like_it(desk):
    empty = create_project(desk.store, desk.lead, "خالية")
    assert found(desk, TEXT, project=empty.id) == []


@pytest.mark.only("sqlite")
def test_what_was_put_away_or_stands_in_another_project_is_not_told(desk):
    other = create_project(desk.store, desk.lead, "أخرى")
    assert found(desk, TEXT, project=other.id) == []
    set_article_retired(desk.store, desk.lead, desk.article.id, True)
    assert found(desk, TEXT) == []


@pytest.mark.only("sqlite")
def test_only_who_brings_articles_in_is_told(desk):
    with pytest.raises(Forbidden):
        found(desk, TEXT, desk.reviewer)
    with pytest.raises(NotFound):
        found(desk, TEXT, project="01aaaaaaaaaaaaaaaaaaaaaaaa")


@pytest.mark.only("sqlite")
def test_articles_from_before_get_their_fingerprints_in_small_transactions(desk, monkeypatch):
    monkeypatch.setattr(resembling, "_AT_ONCE", 2)
    for number in range(5):
        add_article(desk.store, desk.lead, desk.project.id, ArticleForm(f"{LONG} {number}", title=f"م{number}"))
    assert len(found(desk, LONG)) == 5
    assert found(desk, TEXT) == [("الأسعار", 1.0)]
