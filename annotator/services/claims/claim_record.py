"""One claim with everything that belongs to it: its sentence, evidence, errors, related claims, earlier versions."""

from collections.abc import Sequence
from typing import Any

from annotator.domain import claims, policy
from annotator.domain.disputes import DISPUTED
from annotator.domain.figures import figures, written
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Article, Claim, Distortion, Evidence, Issue, Project, Relation
from annotator.domain.scheme import Scheme
from annotator.domain.text import direction
from annotator.errors import Forbidden, NotFound
from annotator.services.claims import disputing
from annotator.services.library.articles import live_project
from annotator.services.review import blindness
from annotator.services.review.presenting import scheme_of, shown
from db import articles, care, claims_desk, people, submissions, work
from db.store import Store, Tx


def record(store: Store, actor: Actor, claim_id: str) -> dict[str, Any]:
    """A claim for its page, as JSON values. Raises NotFound for one that the actor may not see, or Forbidden."""
    with store.read() as tx:
        claim, article, project = _seen(tx, actor, claim_id)
        scheme = scheme_of(tx, project)
        evidence = _live(work.of_claim(tx, Evidence, claim.id))
        links = _live(work.of_claim(tx, Distortion, claim.id))
        names = {person.id: person.name for person in people.everyone(tx)}
        disputed = claim.id in disputing.in_article(tx, article.id) if _told(tx, actor, article) else False
        given = care.of(tx, claim.id)
        return {
            "claim": shown(claim, scheme),
            "status": DISPUTED if disputed else claim.status,
            "as": "consensus" if claim.reviewer_id == CONSENSUS else "",
            "reviewer": names.get(claim.reviewer_id, ""),
            "responsible": names.get(given.person_id or "", "") if given else "",
            "due_on": given.due_on if given else "",
            "editable": _editable(tx, actor, claim, article),
            "text": _text(tx, claim, article),
            "evidence": [shown(row, scheme) | {"problems_shown": claims.problems(row, claim)} for row in evidence],
            "errors": [_error(tx, link, scheme) for link in links],
            "relations": _relations(tx, actor, claim),
            "figures": [
                {"text": claim.statement[figure.start : figure.end], "value": written(figure)}
                for figure in figures(claim.statement)
            ],
            "lacks": claims.lacks(claim, evidence, links, bool(article.source_text)),
            "needs": claims.needs(claim, evidence, links),
            "versions": _versions(tx, claim, names),
            "scheme": scheme.to_plain(actor.language),
        }


def reusable(store: Store, actor: Actor, claim_id: str) -> list[dict[str, str]]:
    """Sources that other claims of the project rest on and the actor may see: what a record can be made of again."""
    with store.read() as tx:
        claim, _, project = _seen(tx, actor, claim_id)
        seen = set(blindness.comparable(tx, actor, project))
        found: dict[tuple[str, ...], dict[str, str]] = {}
        for row in claims_desk.sources(tx, project.id):
            if row.claim_id != claim.id and (row.reviewer_id == actor.id or row.article_id in seen):
                name = row.title or row.publisher or row.url or row.file_name or row.quote[:80]
                key = (row.url, row.title, row.file_hash, row.locator)
                found.setdefault(key, {"id": row.id, "name": name, "test": row.url or row.quote[:80]})
        return [one for one in found.values() if one["name"]]


def _seen(tx: Tx, actor: Actor, claim_id: str) -> tuple[Claim, Article, Project]:
    claim = work.get(tx, Claim, claim_id)
    article = articles.get(tx, claim.article_id) if claim else None
    if claim is None or claim.retired_at is not None or article is None or not policy.may(actor, "see", article):
        raise NotFound("not_found")
    if not policy.may(actor, "annotate", article):
        raise Forbidden("forbidden")
    if not blindness.sees(tx, actor, claim):
        raise NotFound("not_found")
    return claim, article, live_project(tx, article.project_id)


def _told(tx: Tx, actor: Actor, article: Article) -> bool:
    return policy.may(actor, "read_all_work", article) or submissions.is_submitted(tx, article.id, actor.id)


def _editable(tx: Tx, actor: Actor, claim: Claim, article: Article) -> bool:
    """Whether the actor may change it: their own before handing in, or given to them, or what stands."""
    given = care.of(tx, claim.id)
    if claim.reviewer_id == CONSENSUS and policy.may(actor, "adjudicate", article):
        return True
    handed_in = claim.reviewer_id == CONSENSUS or submissions.is_submitted(tx, article.id, claim.reviewer_id)
    is_given = given is not None and given.person_id == actor.id
    return is_given if handed_in else claim.reviewer_id == actor.id


def _text(tx: Tx, claim: Claim, article: Article) -> dict[str, Any]:
    """The sentence that the claim stands in, its translation and source, and where in them the claim is."""
    sentences = articles.sentences(tx, article.id)
    number = next(place for place, one in enumerate(sentences, 1) if one.id == claim.sentence_id)
    sentence = sentences[number - 1]
    source = sentence.source_start or 0
    return {
        "article": article.id,
        "title": article.title,
        "publisher": article.publisher,
        "system": article.system,
        "number": number,
        "sentence": article.text[sentence.start : sentence.end],
        "start": claim.start - sentence.start,
        "end": claim.end - sentence.start,
        "direction": direction(article.language),
        "language": article.language,
        "source": article.source_text[source : sentence.source_end or 0],
        "source_at": source,
        "source_direction": direction(article.source_language),
        "source_language": article.source_language,
    }


def _error(tx: Tx, link: Distortion, scheme: Scheme) -> dict[str, Any]:
    issue = work.get(tx, Issue, link.issue_id)
    assert issue is not None, "nothing is ever deleted"
    return {"link": shown(link, scheme), "issue": shown(issue, scheme)}


def _relations(tx: Tx, actor: Actor, claim: Claim) -> list[dict[str, Any]]:
    """The claims that this one stands to and the actor may see, with how it stands to them."""
    found = []
    for row in _live(work.of_claim(tx, Relation, claim.id)):
        other = work.get(tx, Claim, row.other_id)
        if other is not None and other.retired_at is None and blindness.sees(tx, actor, other):
            words = other.statement or other.quote
            found.append({"id": row.id, "revision": row.revision, "kind": row.kind, "other": other.id, "words": words})
    return found


def _versions(tx: Tx, claim: Claim, names: dict[str, str]) -> list[dict[str, Any]]:
    """What was called checked before it was reopened, the latest first, with who reopened it and why."""
    found = []
    for event in claims_desk.happened_to(tx, claim.id):
        before, after = event.before or {}, event.after or {}
        if before.get("status") == claims.CHECKED != after.get("status"):
            said = {name: before.get(name) for name in ("verdict", "verdict_in_source", "rationale", "statement")}
            by = names.get(event.person_id or "", "")
            found.append({**said, "reason": after.get("reopen_reason", ""), "by": by, "at": event.at.isoformat()})
    return found[::-1]


def _live(rows: Sequence[Any]) -> list[Any]:
    return [row for row in rows if row.retired_at is None]
