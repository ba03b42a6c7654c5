"""Acts that come together are saved together, each for who holds the session at that moment."""

import asyncio
import time
from functools import partial

import pytest
from sqlalchemy import event

from annotator.clock import new_id
from annotator.domain.access import Device
from annotator.errors import Busy, SignInNeeded
from annotator.services import acting
from annotator.services.people import sessions, tokens
from annotator.web.batches import Batches
from db import sessions as stored


@pytest.fixture
def token(desk):
    with desk.store.write() as tx:
        return sessions.opened(tx, desk.reviewer.id, Device())


def marking(desk, token, person=None):
    fields = {"side": "translation", "start": 0, "end": 3, "category": "other", "severity": "minor"}
    raw = {"id": new_id(), "article": desk.article.id, "act": "put", "kind": "issue", "thing": new_id()}
    return partial(acting.act, token=token, person=person, raw={**raw, "revision": 0, "fields": fields})


def carried_out(desk, acts):
    """What becomes of acts that come at the same moment."""

    async def all_at_once():
        batches = Batches(desk.store)
        return await asyncio.gather(*(batches.carry_out(act, desk.article.id) for act in acts), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_acts_that_come_together_share_a_transaction(desk, token):
    commits = []
    event.listen(desk.store.engine, "commit", commits.append)
    answers = carried_out(desk, [marking(desk, token) for _ in range(20)])
    assert all(len(answer["rows"]["issue"]) == 1 for answer in answers)
    assert len(commits) < 4


def test_one_that_is_refused_takes_no_other_with_it(desk, token):
    first, refused, last = carried_out(
        desk, [marking(desk, token), marking(desk, token, desk.other.id), marking(desk, token, desk.reviewer.id)]
    )
    assert isinstance(refused, SignInNeeded) and first["rows"]["issue"] and last["rows"]["issue"]


def test_what_waits_when_somebody_signs_out_is_not_saved(desk, token):
    signing_out = lambda tx: stored.end(tx, tokens.digest(token))  # noqa: E731
    before, _, after = carried_out(desk, [marking(desk, token), signing_out, marking(desk, token)])
    assert before["rows"]["issue"] and isinstance(after, SignInNeeded)


def test_who_waits_behind_a_lock_is_told_that_it_is_busy_with_those_in_front(desk, token):
    desk.store._patience = 0.2
    with desk.store.write():
        begun = time.monotonic()
        answers = carried_out(desk, [marking(desk, token) for _ in range(70)])
    assert all(isinstance(answer, Busy) for answer in answers) and time.monotonic() - begun < 5


def test_an_act_that_breaks_is_told_and_the_others_stand(desk, token):
    def breaks(_tx):
        raise ZeroDivisionError

    first, broken, last = carried_out(desk, [marking(desk, token), breaks, marking(desk, token)])
    assert isinstance(broken, ZeroDivisionError) and first["rows"]["issue"] and last["rows"]["issue"]
