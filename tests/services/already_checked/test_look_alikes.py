"""Sentences that resemble already checked claims, what reviewers say of them, and what stays hidden."""

import pytest

from annotator.clock import new_id
from annotator.domain.known import Resemblance
from annotator.domain.records import Claim
from annotator.errors import Invalid, NotFound
from annotator.services.already_checked import claim_index, known_claims, look_alikes
from annotator.services.library.articles import ArticleForm, add_article, create_project
from annotator.services.reports import exporting
from annotator.services.review import annotating
from db import work

FILE = (
    "id,claim,title,verdict,url,publisher,date,language\n"
    "k1,ارتفعت الأسعار 13% بحسب الوزير,,خطأ,https://example.org/1,مرصد,2026-01-31,ar\n"
    "k2,A whale swam through the streets of Porto,,false,https://example.org/2,Desk,2025,en\n"
)
SECOND = "ارتفعت أسعار الخبز في المدينة كثيرًا. انتهى الاجتماع."
pytestmark = pytest.mark.only("sqlite")


@pytest.fixture(autouse=True)
def no_open_index():
    claim_index._open.clear()


def alike(desk, actor=None, article=None, first=0, count=50):
    found = look_alikes.look_alikes(desk.store, actor or desk.reviewer, article or desk.article.id, first, count)
    return found["sentences"]


def bring(desk):
    known_claims.import_collection(desk.store, desk.lead, FILE.encode(), desk.project.name)
    ((first, (known,)),) = alike(desk).items()
    assert first == desk.sentences[0].id
    return known


def relate(desk, known, relation="same", actor=None, id="", **more):
    thing, sentence = new_id(), desk.sentences[0]
    place = {"start": sentence.start, "end": sentence.end}
    desk.put("resemblance", thing, id=id, actor=actor, **place, known_id=known["id"], relation=relation, **more)
    return thing


def relations(desk, actor=None):
    with desk.store.read() as tx:
        found = work.of_article(tx, Resemblance, desk.article.id, (actor or desk.reviewer).id)
    return [one for one in found if one.retired_at is None]


def test_a_sentence_is_found_with_what_differs_and_whose_verdict_it_is(desk):
    known = bring(desk)
    assert (known["key"], known["verdict"], known["publisher"], known["date"]) == ("k1", "خطأ", "مرصد", "2026-01-31")
    assert ("figure", "30", "13") in {(one["kind"], one["text"], one["known"]) for one in known["differences"]}


def test_nothing_is_inherited_by_relating(desk):
    known = bring(desk)
    relate(desk, known)
    assert desk.state(1) == "unseen"
    with desk.store.read() as tx:
        assert work.of_article(tx, Claim, desk.article.id) == []
    id = desk.claim()
    with desk.store.read() as tx:
        claim = work.get(tx, Claim, id)
    assert claim.verdict is None and claim.status == "not_started"


def test_a_relation_is_changed_withdrawn_and_undone(desk):
    known = bring(desk)
    operation = new_id()
    thing = relate(desk, known, id=operation)
    desk.put("resemblance", thing, 1, relation="narrower")
    assert [one.relation for one in relations(desk)] == ["narrower"]
    desk.put("resemblance", thing, 2, retired=True)
    assert relations(desk) == []
    desk.put("resemblance", thing, 3, retired=False)
    second = new_id()
    other = relate(desk, known, "unrelated", desk.other, id=second)
    desk.undo(second, desk.other)
    assert relations(desk, desk.other) == [] and [one.id for one in relations(desk)] == [thing] != [other]


@pytest.mark.parametrize(("known", "relation"), [(None, "twin"), (None, None), ("../etc", "same")])
def test_what_is_no_relation_is_refused(desk, known, relation):
    there = bring(desk)
    with pytest.raises(Invalid):
        relate(desk, {"id": known or there["id"]}, relation)


def test_a_known_claim_of_another_project_is_not_there(desk):
    other = create_project(desk.store, desk.lead, "أخرى")
    known_claims.import_collection(desk.store, desk.lead, FILE.encode(), other.name)
    (foreign,) = known_claims.search(desk.store, desk.lead, other.id, "whale in Porto")
    with pytest.raises(NotFound):
        relate(desk, {"id": foreign.id})
    assert alike(desk) == {}


def settled_claim(desk, article):
    """A checked claim of the other reviewer and the lead's consensus on it, in another article."""
    from db import articles as stored

    with desk.store.read() as tx:
        sentence = stored.sentences(tx, article.id)[0]

    def act(actor, **facts):
        annotating.apply(desk.store, actor, {"id": new_id(), "article": article.id, **facts})

    id = new_id()
    put = {"act": "put", "kind": "claim", "thing": id, "revision": 0}
    fields = {
        "start": 0,
        "end": 36,
        "verdict": "false",
        "rationale": "لم يقل ذلك.",
        "statement": "ارتفعت الأسعار 50% بقول الوزير",
    }
    act(desk.other, **put, fields=fields)
    act(desk.other, act="put", kind="evidence", thing=new_id(), revision=0, fields={"claim_id": id})
    act(desk.other, act="put", kind="claim", thing=id, revision=1, fields={"status": "checked"})
    act(desk.other, act="put", kind="review", thing=sentence.id, revision=1, fields={"state": "clean"})
    act(desk.lead, act="put", kind="review", thing=sentence.id, revision=0, fields={"state": "clean"})
    take = {"sentence": sentence.id, "revision": 0, "take": desk.other.id, "reason": None, "note": ""}
    act(desk.lead, act="settle", **take)
    return id


def test_own_claims_come_from_the_consensus_of_articles_that_one_may_see(desk):
    article, _ = add_article(desk.store, desk.lead, desk.project.id, ArticleForm(SECOND, title="ثان"))
    theirs = settled_claim(desk, article)
    assert alike(desk) == {}, "blind: this reviewer has not handed the other article in"
    ((_, (own,)),) = alike(desk, desk.lead).items()
    assert own["origin"] == "own" and own["id"] != theirs
    with pytest.raises(NotFound):
        relate(desk, own)
    with pytest.raises(NotFound):
        relate(desk, {"id": theirs})
    relate(desk, own, actor=desk.lead)
    assert article.id not in str(alike(desk, desk.lead, article.id)), "an article doesn't resemble itself"
    assert alike(desk, desk.lead, article.id) == {}


def test_sentences_are_looked_at_piece_by_piece(desk):
    bring(desk)
    assert alike(desk, first=1) == {} and list(alike(desk, count=1)) == [desk.sentences[0].id]
    assert alike(desk, first=99) == {}


@pytest.mark.parametrize("elsewhere", [False, True])
def test_the_first_import_is_found_where_the_article_was_looked_at_before_it(desk, elsewhere):
    assert alike(desk) == {}
    if elsewhere:
        claim_index._open.clear()  # as another process has it
    bring(desk)


def test_a_new_known_claim_shows_at_once(desk):
    bring(desk)
    more = FILE + "k3,وصف النقاد الرقم بأنه قطرة في البحر,,صحيح,,,,ar\n"
    known_claims.import_collection(desk.store, desk.lead, more.encode(), desk.project.name)
    assert set(alike(desk)) == {desk.sentences[0].id, desk.sentences[2].id}


def test_the_report_tells_the_relation_and_whose_verdict_it_is(desk):
    relate(desk, bring(desk), "broader")
    (row,) = exporting.report_rows(desk.store, desk.lead, desk.project.id, "resemblances")
    assert (row["relation"], row["reviewer"], row["known_verdict"]) == ("broader", "سامي", "خطأ")
    assert row["known_claim"] == "ارتفعت الأسعار 13% بحسب الوزير" and row["sentence_no"] == 1
    assert list(exporting.report_rows(desk.store, desk.other, desk.project.id, "resemblances")) == []
