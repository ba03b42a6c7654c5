"""Known claims of a project: imported, updated, searched; the index follows the database, whatever befalls it."""

import json
import shutil
import subprocess
import sys

import pytest

from annotator.clock import new_id
from annotator.config import settings
from annotator.domain.policy import Actor
from annotator.domain.records import Claim
from annotator.errors import Busy, Forbidden, NotFound, StorageFull
from annotator.services.already_checked import claim_index, known_claims
from annotator.services.review import annotating
from db import known_claims as stored
from db import work
from tests.conftest import REPO, add_person

HEAD = "id,claim,title,verdict,url,publisher,date,language\n"
FUEL = "fuel,ارتفعت أسعار الوقود 30 بالمئة,,خطأ,https://example.org/1,مرصد,2026-01-31,ar\n"
WHALE = "whale,A whale swam through the streets of Porto,,false,https://example.org/2,Desk,2025,en\n"


@pytest.fixture(autouse=True)
def no_open_index():
    claim_index._open.clear()


def bring(desk, text=HEAD + FUEL + WHALE):
    return known_claims.import_collection(desk.store, desk.lead, text.encode(), desk.project.name)


def keys(desk, text, actor=None):
    return [one.key for one in known_claims.search(desk.store, actor or desk.reviewer, desk.project.id, text)]


def place(desk):
    return settings().data / "index" / desk.project.id


def test_an_import_is_found_by_another_wording_with_what_differs(desk):
    imported = bring(desk)
    assert (imported.added, imported.changed, imported.present, imported.made) == (2, 0, 0, False)
    (found,) = known_claims.search(desk.store, desk.reviewer, desk.project.id, "أسعار الوقود ترتفع ٤٠ بالمئة")
    assert (found.origin, found.key, found.verdict, found.publisher, found.date) == (
        "imported",
        "fuel",
        "خطأ",
        "مرصد",
        "2026-01-31",
    )
    assert 0.35 < found.likeness < 1 and found.url == "https://example.org/1"
    assert ("figure", "٤٠", "30") in {(one.kind, one.text, one.known) for one in found.differences}


def test_importing_again_updates_instead_of_doubling(desk):
    bring(desk)
    again = bring(desk)
    assert (again.added, again.changed, again.present) == (0, 0, 2)
    changed = bring(
        desk, HEAD + FUEL.replace("خطأ", "صحيح") + WHALE.replace("whale", "squid").replace("squid,", "whale,")
    )
    assert (changed.added, changed.changed, changed.present) == (0, 2, 0)
    assert keys(desk, "squid in Porto") == ["whale"] and keys(desk, "whale") == []
    (found,) = known_claims.search(desk.store, desk.reviewer, desk.project.id, "أسعار الوقود")
    assert found.verdict == "صحيح"


def test_leads_import_reviewers_search_and_others_do_neither(desk):
    bring(desk)
    with pytest.raises(Forbidden):
        known_claims.import_collection(desk.store, desk.reviewer, (HEAD + FUEL).encode(), desk.project.name)
    viewer = Actor(desk.other.id, "", "ar", False, {desk.project.id: "viewer"})
    with pytest.raises(Forbidden):
        keys(desk, "whale", viewer)
    with pytest.raises(NotFound):
        keys(desk, "whale", add_person(desk.store, "غريب"))


def test_another_project_knows_nothing_of_it(desk):
    bring(desk)
    from annotator.services.library import articles

    other = articles.create_project(desk.store, desk.lead, "أخرى")
    assert known_claims.search(desk.store, desk.lead, other.id, "whale in Porto") == []


def checked(desk, actor):
    return desk.checked_claim(actor=actor, statement="ارتفعت أسعار الخبز 30%")


def judge(desk):
    for actor in (desk.reviewer, desk.other):
        checked(desk, actor)
        for sentence in desk.sentences:
            desk.put("review", sentence.id, revision_of(desk, sentence, actor), actor=actor, state="clean")


def revision_of(desk, sentence, actor):
    with desk.store.read() as tx:
        review = work.review_of(tx, sentence.id, actor.id)
    return review.revision if review else 0


def hand_in(desk, actor):
    operation = {"id": new_id(), "article": desk.article.id, "act": "submit", "submitted": True}
    annotating.apply(desk.store, actor, operation)


def test_the_projects_own_checked_claims_are_found_once_they_stand_and_may_be_seen(desk):
    bring(desk)
    judge(desk)
    (found,) = known_claims.search(desk.store, desk.lead, desk.project.id, "أسعار الخبز")[:1]
    assert found.origin == "own" and found.claim == "ارتفعت أسعار الخبز 30%" and found.verdict
    blind = [one.origin for one in known_claims.search(desk.store, desk.reviewer, desk.project.id, "أسعار الخبز")]
    assert "own" not in blind
    hand_in(desk, desk.reviewer)
    seen = [one.origin for one in known_claims.search(desk.store, desk.reviewer, desk.project.id, "أسعار الخبز")]
    assert seen[0] == "own"


def test_a_claim_that_stands_no_longer_is_found_no_longer(desk):
    judge(desk)
    (found,) = known_claims.search(desk.store, desk.lead, desk.project.id, "أسعار الخبز")
    with desk.store.read() as tx:
        claim = work.get(tx, Claim, found.id)
    owner = desk.reviewer if claim.reviewer_id == desk.reviewer.id else desk.other
    desk.put("claim", claim.id, claim.revision, actor=owner, status="reopened", reopen_reason="ظهر تقرير جديد")
    desk.put("claim", claim.id, claim.revision + 1, actor=owner, verdict="true")
    assert known_claims.search(desk.store, desk.lead, desk.project.id, "أسعار الخبز") == []


@pytest.mark.parametrize("harm", ["folder", "index", "meta", "note", "old_note", "garbage"])
def test_a_lost_or_damaged_index_is_built_anew(desk, harm):
    bring(desk)
    assert keys(desk, "whale in Porto") == ["whale"]
    claim_index._open.clear()
    note = place(desk) / "read.json"
    folder = place(desk) / json.loads(note.read_text())["folder"]
    match harm:
        case "folder":
            shutil.rmtree(place(desk))
        case "index":
            shutil.rmtree(folder)
        case "meta":
            (folder / "meta.json").write_text("{")
        case "note":
            note.write_text("[]")
        case "old_note":
            note.write_text(json.dumps({**json.loads(note.read_text()), "made": 0}))
        case "garbage":
            note.write_bytes(b"\xff\xfe")
    assert keys(desk, "whale in Porto") == ["whale"]
    bring(desk, HEAD + "moon,Penguins on the moon,,,,,,en\n")
    assert keys(desk, "penguin") == ["moon"]


def test_an_index_of_a_database_that_was_set_back_is_built_anew(desk):
    bring(desk)
    bring(desk, HEAD + "moon,Penguins on the moon,,,,,,en\n")
    assert keys(desk, "penguin") == ["moon"]
    with desk.store.write() as tx:
        tx.connection().exec_driver_sql("delete from known_claim where key = 'moon'")
    assert keys(desk, "penguin") == [] and keys(desk, "whale in Porto") == ["whale"]


def test_claims_are_read_on_across_pages_and_editions(desk, monkeypatch):
    monkeypatch.setattr(claim_index, "_ROWS", 3)
    monkeypatch.setattr(known_claims, "_BATCH", 4)
    bring(desk, HEAD + "".join(f"k{n},thing number{n} unlike others,,,,,,en\n" for n in range(11)))
    assert [keys(desk, f"number{n}")[0] for n in range(11)] == [f"k{n}" for n in range(11)]
    with desk.store.read() as tx:
        assert stored.newest(tx, desk.project.id).number == 3


def test_who_finds_another_process_at_the_index_waits_a_while_and_is_told(desk, monkeypatch):
    bring(desk)
    assert keys(desk, "whale in Porto") == ["whale"]
    monkeypatch.setattr(claim_index, "_WAIT", 0.1)
    with claim_index._alone(place(desk)), pytest.raises(Busy):
        keys(desk, "whale in Porto")
    assert keys(desk, "whale in Porto") == ["whale"]


@pytest.mark.parametrize("error", [OSError(28, "No space left on device"), ValueError("IoError: No space left")])
def test_a_full_disk_is_called_a_full_disk(desk, monkeypatch, error):
    bring(desk)

    def fails(*_given, **_more):
        raise error

    monkeypatch.setattr(claim_index.ClaimIndex, "put", fails)
    with pytest.raises(StorageFull):
        keys(desk, "whale in Porto")


SEARCHER = """
import sys
from annotator.domain.policy import COMMAND_LINE
from annotator.services.already_checked import known_claims
from db.store import Store
store = Store(sys.argv[1])
for round in range(6):
    text = f"id,claim\\n{sys.argv[3]}{round},penguin{sys.argv[3]}{round} on the moon\\n"
    known_claims.import_collection(store, COMMAND_LINE, text.encode(), sys.argv[4])
    found = known_claims.search(store, COMMAND_LINE, sys.argv[2], f"penguin{sys.argv[3]}{round}")
    assert found[0].key == f"{sys.argv[3]}{round}", found
"""


def test_several_processes_import_and_search_at_once(desk):
    bring(desk)
    url = str(desk.store.engine.url)
    running = [
        subprocess.Popen([sys.executable, "-c", SEARCHER, url, desk.project.id, name, desk.project.name], cwd=REPO)
        for name in ("a", "b", "c")
    ]
    assert [process.wait(timeout=120) for process in running] == [0, 0, 0]
    for name in ("a", "b", "c"):
        for number in range(6):
            assert keys(desk, f"penguin{name}{number}")[0] == f"{name}{number}"
