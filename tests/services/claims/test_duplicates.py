"""Claims of a project that are much alike: found, joined, told apart, taken back; blind as everything else."""

import pytest

from annotator.clock import new_id
from annotator.domain.records import Claim
from annotator.errors import Conflict, Forbidden
from annotator.services.claims import duplicates
from annotator.services.library.articles import ArticleForm, add_article
from annotator.services.review import annotating
from db import work

pytestmark = pytest.mark.only("sqlite")
TEXT = "قال الوزير إن الأسعار ارتفعت 13%. انتهى الاجتماع بلا بيان."


@pytest.fixture
def second(desk):
    article, _ = add_article(desk.store, desk.lead, desk.project.id, ArticleForm(TEXT, title="ثان"))
    return article


def act(desk, actor, article, **facts):
    answer = annotating.apply(desk.store, actor, {"id": new_id(), "article": article.id, **facts})
    return answer["rows"]


def claim_in(desk, article, actor, end=32):
    put = {"act": "put", "kind": "claim", "thing": new_id(), "revision": 0, "fields": {"start": 0, "end": end}}
    return act(desk, actor, article, **put)["claim"][0]["id"]


def pairs(desk, actor=None):
    return duplicates.duplicates(desk.store, actor or desk.reviewer, desk.project.id)["pairs"]


def say(desk, pair, relation, actor=None):
    fields = {"start": pair["one"]["start"], "end": pair["one"]["end"], "known_id": pair["other"]["id"]}
    put = {"act": "put", "kind": "resemblance", "thing": new_id(), "revision": 0}
    article = next(one for one in (desk.article, desk.second) if one.id == pair["one"]["article_id"])
    return act(desk, actor or desk.reviewer, article, **put, fields={**fields, "relation": relation})["resemblance"][0]


@pytest.fixture
def two(desk, second):
    desk.second = second
    return desk.claim("قال الوزير إن الأسعار ارتفعت 30%"), claim_in(desk, second, desk.reviewer)


def test_two_claims_that_are_much_alike_are_offered_with_what_differs(desk, two):
    (pair,) = pairs(desk)
    assert (pair["one"]["id"], pair["other"]["id"]) == two
    assert [(one["kind"], one["text"], one["known"]) for one in pair["differences"]] == [("figure", "30", "13")]
    assert pair["said"] is None and pair["likeness"] > 0.55


def test_joining_links_them_and_keeps_both(desk, two):
    row = say(desk, pairs(desk)[0], "same")
    (pair,) = pairs(desk)
    assert pair["said"]["id"] == row["id"] and pair["said"]["relation"] == "same"
    with desk.store.read() as tx:
        assert all(work.get(tx, Claim, id).retired_at is None for id in two)
    undo = {"act": "put", "kind": "resemblance", "thing": row["id"], "revision": 1, "fields": {"retired": True}}
    act(desk, desk.reviewer, desk.article, **undo)
    assert pairs(desk)[0]["said"]["retired_at"] is not None
    with pytest.raises(Conflict):
        act(desk, desk.reviewer, desk.article, **undo)


def test_two_claims_of_one_sentence_are_no_pair(desk):
    desk.claim("قال الوزير إن الأسعار ارتفعت 30%")
    desk.claim("الوزير إن الأسعار ارتفعت 30%")
    assert pairs(desk) == []


def test_others_claims_are_seen_by_leads_alone_before_handing_in(desk, two):
    assert pairs(desk, desk.other) == []
    assert len(pairs(desk, desk.lead)) == 1
    viewer = type(desk.other)(desk.other.id, "", "ar", False, {desk.project.id: "viewer"})
    with pytest.raises(Forbidden):
        pairs(desk, viewer)


def test_what_one_says_of_a_pair_is_ones_own(desk, two):
    say(desk, pairs(desk, desk.lead)[0], "unrelated", desk.lead)
    assert pairs(desk)[0]["said"] is None and pairs(desk, desk.lead)[0]["said"]["relation"] == "unrelated"


def test_many_claims_are_looked_at_by_and_by(desk, two, monkeypatch):
    monkeypatch.setattr(duplicates, "MOST", 1)
    first = duplicates.duplicates(desk.store, desk.reviewer, desk.project.id)
    assert (first["claims"], first["looked"], len(first["pairs"])) == (2, 1, 1)
    rest = duplicates.duplicates(desk.store, desk.reviewer, desk.project.id, 1)
    assert (rest["looked"], len(rest["pairs"])) == (2, 1)


def test_a_reworded_claim_is_compared_anew(desk, two):
    assert len(pairs(desk)) == 1
    desk.put("claim", two[0], 1, statement="غير ذلك تمامًا")
    assert pairs(desk) == []
