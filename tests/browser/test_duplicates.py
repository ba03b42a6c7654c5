"""Claims that are much alike are joined and taken apart again, and a text that is there already is recognised."""

import pytest
from playwright.sync_api import expect

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.review import annotating
from annotator.words import say
from tests.browser.conftest import TEXT, reader_at


def claims_in_two_articles(reader) -> None:
    store = reader.server.store()
    from annotator.services.people import accounts
    from db import people

    changed = TEXT.replace("30%", "13%")
    other, _ = articles.add_article(store, COMMAND_LINE, reader.project, ArticleForm(changed, title="ثان"))
    with store.read() as tx:
        person, _ = people.by_name(tx, "سلمى")
    actor = accounts.Actor(person.id, person.name, person.language, True)
    for article in (reader.article, other.id):
        put = {"act": "put", "kind": "claim", "thing": new_id(), "revision": 0, "fields": {"start": 0, "end": 43}}
        annotating.apply(store, actor, {"id": new_id(), "article": article, **put})
    store.close()


@pytest.mark.parametrize("language", ["ar", "en"])
def test_two_claims_are_seen_side_by_side_joined_and_taken_apart(server, chromium, language):
    with reader_at(server, chromium, language) as reader:
        claims_in_two_articles(reader)
        page = reader.page
        page.goto(f"{server.url}/duplicates?project={reader.project}")
        pair = page.locator(".pair-row")
        expect(pair).to_have_count(1, timeout=15_000)
        expect(pair.locator("mark.differs.figure")).to_have_text(["30", "13"])
        pair.focus()
        page.keyboard.press("j")
        expect(pair).to_contain_text(say("aside.joined", language))
        expect(pair).to_be_focused()
        page.keyboard.press("z")
        expect(pair).not_to_contain_text(say("aside.joined", language))
        pair.get_by_role("button", name=say("aside.join", language)).click()
        expect(pair).to_contain_text(say("aside.joined", language))
        (row,) = reader.report("resemblances")
        assert (row["relation"], row["origin"]) == ("same", "own")
        assert len(reader.report("claims")) == 2


def test_a_text_that_is_there_already_is_recognised_and_nothing_is_blocked(reader):
    page = reader.page
    page.goto(f"{reader.server.url}/articles?project={reader.project}")
    page.get_by_label(say("adding.text", "ar")).fill(TEXT.replace("منذ مارس", "منذ نيسان"))
    page.keyboard.press("Control+Enter")
    expect(page.get_by_text(say("adding.alike", "ar"))).to_be_visible(timeout=15_000)
    expect(page.get_by_text("مقال —")).to_be_visible()
    page.get_by_role("button", name=say("adding.save_anyway", "ar")).click()
    expect(page.get_by_text(say("adding.alike", "ar"))).to_have_count(0, timeout=15_000)
    store = reader.server.store()
    with store.read() as tx:
        from db import articles as stored

        assert len(stored.ids_of_project(tx, reader.project)) == 2
    store.close()
