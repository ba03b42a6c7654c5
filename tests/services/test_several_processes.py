"""What a process remembers is never older than what another process has done."""

import pytest

from annotator.clock import now
from annotator.services.compare import comparing
from annotator.services.consensus import settling
from annotator.services.review import reading
from db.store import Store


@pytest.fixture
def second(database_url, desk):
    """The same desk as another process has it open."""
    opened = Store(database_url)
    yield opened
    opened.close()


def settle_list(desk):
    found = settling.queue(desk.store, desk.lead, desk.project.id, "ar", now())
    return found["counts"], [row["kinds"] for row in found["sentences"]]


def test_the_list_to_settle_shows_what_was_judged_elsewhere(desk, second):
    desk.issue("30%", severity="major")
    before = settle_list(desk)
    here, desk.store = desk.store, second
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    desk.store = here
    counts, kinds = settle_list(desk)
    assert before == ({"open": 0, "decided": 0, "unanimous": 0, "waiting": 3}, [])
    assert counts == {"open": 1, "decided": 0, "unanimous": 0, "waiting": 2} and len(kinds) == 1


def test_agreement_counts_what_was_judged_elsewhere(desk, second):
    desk.put("review", desk.sentences[0].id, state="clean")
    assert len(comparing.comparison(desk.store, desk.lead, desk.project.id).cards) == 1
    here, desk.store = desk.store, second
    desk.put("review", desk.sentences[0].id, actor=desk.other, state="clean")
    desk.store = here
    assert len(comparing.comparison(desk.store, desk.lead, desk.project.id).cards) == 2


def test_an_article_opens_with_what_was_done_elsewhere(desk, second):
    since = now()
    here, desk.store = desk.store, second
    issue = desk.issue("30%")
    desk.store = here
    opened = reading.article_for_reviewer(here, desk.reviewer, desk.article.id, "ar", since, since)
    assert [row["id"] for row in opened["rows"]["issue"]] == [issue] and len(opened["acts"]) == 1
