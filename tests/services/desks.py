"""Two projects, everybody who could call a service, and things of each; put back as it was after every call."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from types import SimpleNamespace
from typing import Any

from sqlalchemy import delete, insert, select
from sqlmodel import SQLModel, col, update

from annotator.clock import new_id, now
from annotator.domain.access import Device
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.domain.records import Person
from annotator.services.already_checked import known_claims
from annotator.services.assignment import assigning
from annotator.services.claims import evidence_files
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import accounts, invitations, sessions, tokens
from annotator.services.people.membership import give_role
from annotator.services.review import annotating
from db import articles as stored_articles
from db import history, people
from db import known_claims as stored_known
from db.store import Store
from db.tables import SignInRow
from tests.conftest import SOURCE, TEXT

OWNERS = "only the owner may read this"
"""Stands in everything that the owner has written about the article."""

CALLERS = (
    "nobody",  # no session at all
    "expired",  # a lead whose session's time is up
    "disabled",  # a lead whose account is shut
    "viewer",
    "owner",  # the reviewer whose the things are
    "other",  # another reviewer of the project
    "foreign",  # a reviewer of another project
    "lead",
    "foreign_lead",  # of the other project
    "admin",
)
_ROLES = {"viewer": "viewer", "owner": "reviewer", "other": "reviewer", "lead": "lead"}
_ROLES |= {"expired": "lead", "disabled": "lead"}
_FOREIGN = {"foreign": "reviewer", "foreign_lead": "lead"}


@dataclass
class Desks:
    """Everybody's session token by caller, and the things that calls are about: real ones, and ones that aren't."""

    store: Store
    tokens: dict[str, str]
    things: SimpleNamespace
    unknown: SimpleNamespace
    before: Mapping[str, list[Any]]

    def actor(self, caller: str) -> Actor | None:
        """Who calls, as the gate and the pages find out."""
        found = accounts.signed_in(self.store, self.tokens.get(caller))
        return None if found is None else found.actor

    def restore(self) -> None:
        """Puts every row back."""
        with self.store.write() as tx:
            for table in reversed(SQLModel.metadata.sorted_tables):
                tx.connection().execute(delete(table))
            for table in SQLModel.metadata.sorted_tables:
                rows = [dict(row._mapping) for row in self.before[table.name]]
                if rows:
                    tx.connection().execute(insert(table), rows)


def dump(store: Store) -> dict[str, list[Any]]:
    """Every row of every table."""
    with store.read() as tx:
        connection = tx.connection()
        return {
            table.name: list(connection.execute(select(table).order_by(*table.primary_key.columns)))
            for table in SQLModel.metadata.sorted_tables
        }


def build(store: Store) -> Desks:
    """A desk with everything on it."""
    ours, _ = articles.project_named(store, COMMAND_LINE, "ours", create=True)
    theirs, _ = articles.project_named(store, COMMAND_LINE, "theirs", create=True)
    form = ArticleForm(TEXT, title="الأسعار", source_text=SOURCE)
    article, _ = articles.add_article(store, COMMAND_LINE, ours.id, form)
    articles.add_article(store, COMMAND_LINE, theirs.id, form)
    given = {caller: _person(store, caller, {ours.id: role}) for caller, role in _ROLES.items()}
    given |= {caller: _person(store, caller, {theirs.id: role}) for caller, role in _FOREIGN.items()}
    given["admin"] = _person(store, "admin", {})
    with store.read() as tx:
        sentences = [sentence.id for sentence in stored_articles.sentences(tx, article.id)]
    actors = {caller: accounts.signed_in(store, token).actor for caller, token in given.items()}
    things = _work(store, article.id, sentences, actors)
    assigning.assign(store, actors["lead"], article.id, actors["other"].id)
    _shut_out(store, given["expired"], actors["disabled"])
    invited = invitations.invite(store, actors["lead"], ours.id, "viewer")
    known = {"project": ours.id, "project_name": "ours", "article": article.id, "text": TEXT}
    known |= {"sentences": sentences, "person": actors["other"].id, "invitation": tokens.digest(invited)}
    known |= {"invited": invited, "session": tokens.digest(given["owner"]), "token": given["owner"]}
    known |= {
        "owner": actors["owner"].id,
        "scheme": ours.scheme_id,
        "real": ours.id,
        "known": _known_claim(store, "ours"),
    }
    known |= {"event": _first_event(store, sentences[2], actors["owner"]), "revision": 2}
    unknown = {name: new_id() for name in {**known, **things}} | {"sentences": [new_id() for _ in sentences]}
    unknown |= {"text": TEXT, "project_name": "no such project", "real": ours.id, "event": 10**9, "revision": 2}
    return Desks(store, given, SimpleNamespace(**known, **things), SimpleNamespace(**unknown), dump(store))


def _first_event(store: Store, sentence: str, actor: Actor) -> int:
    """The number of the first thing that somebody did to a sentence."""
    with store.read() as tx:
        return history.of_sentence(tx, _article(tx, sentence), sentence, actor.id, ("review",), 9)[-1].seq


def _article(tx: Any, sentence: str) -> str:
    found = stored_articles.sentence(tx, sentence)
    assert found is not None
    return found.article_id


def _person(store: Store, name: str, roles: dict[str, Any]) -> str:
    """Somebody with a session; without a password, whose hash takes its time."""
    with store.write() as tx:
        person = Person(new_id(), name, "ar", name == "admin", now(), None)
        people.add(tx, person, "no sound hash")
        for project, role in roles.items():
            give_role(tx, COMMAND_LINE, project, person.id, role)
        return sessions.opened(tx, person.id, Device("10.0.0.1", "Firefox · Linux"))


def _work(store: Store, article: str, sentences: list[str], actors: dict[str, Actor]) -> dict[str, str]:
    """The owner's review of everything, another's of two sentences, what the lead has decided and said."""

    def put(caller: str, kind: str, thing: str, **fields: Any) -> str:
        return _act(store, actors[caller], article, act="put", kind=kind, thing=thing, revision=0, fields=fields)

    issue, claim = new_id(), new_id()
    put("owner", "review", sentences[1], state="clean", note=OWNERS)
    place = {"start": 0, "end": 8, "side": "translation", "category": "number_date", "severity": "major"}
    marked = put("owner", "issue", issue, **place, comment=OWNERS, correction=OWNERS)
    put("owner", "claim", claim, start=0, end=8, verdict="false", statement=OWNERS, rationale=OWNERS)
    evidence = new_id()
    named = {"act": "put", "kind": "evidence", "thing": evidence, "revision": 0, "fields": {"claim_id": claim}}
    named["fields"]["title"] = OWNERS
    raw = {"id": new_id(), "article": article, **named}
    evidence_files.attach(store, actors["owner"], raw, f"{OWNERS}.txt", OWNERS.encode())
    checked = {"act": "put", "kind": "claim", "thing": claim, "revision": 1, "fields": {"status": "checked"}}
    _act(store, actors["owner"], article, **checked)
    put("owner", "review", sentences[2], state="clean")
    noted = {"act": "put", "kind": "review", "thing": sentences[2], "revision": 1, "fields": {"note": OWNERS}}
    _act(store, actors["owner"], article, **noted)
    put("other", "review", sentences[0], state="clean")
    put("other", "review", sentences[1], state="skipped", skip_reason="unsure")
    actor, take = actors["lead"], actors["owner"].id
    settling = {"act": "settle", "sentence": sentences[0], "revision": 0, "take": take, "reason": None, "note": OWNERS}
    comment = new_id()
    said = {"act": "comment", "sentence": sentences[0], "comment": comment, "revision": 0, "text": f"@other {OWNERS}"}
    _act(store, actor, article, **said)
    return {
        "issue": issue,
        "claim": claim,
        "evidence": evidence,
        "owners_claim": claim,
        "marked": marked,
        "settled": _act(store, actor, article, **settling),
        "comment": comment,
    }


def _known_claim(store: Store, project: str) -> str:
    """An already checked claim of an imported collection."""
    found = known_claims.import_collection(store, COMMAND_LINE, b"id,claim\nk1,prices of bread rose\n", project)
    with store.read() as tx:
        return stored_known.by_keys(tx, found.project.id, ["k1"])["k1"].id


def _act(store: Store, actor: Actor, article: str, **facts: Any) -> str:
    id = new_id()
    annotating.apply(store, actor, {"id": id, "article": article, **facts})
    return id


def _shut_out(store: Store, expired: str, disabled: Actor) -> None:
    with store.write() as tx:
        past = now() - timedelta(seconds=1)
        one = col(SignInRow.token_hash) == tokens.digest(expired)
        tx.exec(update(SignInRow).where(one).values(expires_at=past))
        people.set_disabled(tx, disabled.id, True)


def as_person(actor: Actor, **changes: Any) -> Actor:
    """The same person, changed."""
    return replace(actor, **changes)
