"""Already checked claims: bringing collections in, and finding the look-alikes of a text.

A verdict is never inherited: what is found is shown with everything in which it differs, for somebody to judge.
"""

from collections.abc import Container, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from annotator.clock import new_id, now
from annotator.domain import policy
from annotator.domain.differences import Difference, differences
from annotator.domain.known import KnownClaim
from annotator.domain.policy import Actor
from annotator.domain.records import Article, Claim, Project
from annotator.domain.verdict_scales import Scale
from annotator.ingest import known_claims as reading
from annotator.ingest.known_claims import Amiss, Row
from annotator.services.already_checked import claim_index
from annotator.services.already_checked.claim_index import Current
from annotator.services.claims import verdict_mapping
from annotator.services.library.articles import live_project, project_named
from annotator.services.review.blindness import comparable
from annotator.services.review.presenting import scheme_of
from db import articles, known_claims, work
from db.operations import Event, record_events
from db.store import Store, Tx

_BATCH = 2_000  # rows to a transaction: others' saves wait no longer than that


@dataclass
class Imported:
    """What an import has done."""

    project: Project
    made: bool
    added: int = 0
    changed: int = 0
    present: int = 0  # rows that were there already, the same
    amiss: list[Amiss] = field(default_factory=list)


@dataclass(frozen=True)
class LookAlike:
    """A known claim that a text resembles. `score` orders; `likeness`, 0 to 1, says whether it is a match at all."""

    id: str
    origin: str  # "imported", or "own": checked in this project
    key: str
    claim: str
    title: str
    verdict: str
    url: str
    publisher: str
    date: str
    language: str
    score: float
    likeness: float
    differences: tuple[Difference, ...] = ()
    verdict_here: str = ""  # the project's own label that an imported verdict means, where that is known


def import_collection(store: Store, actor: Actor, data: bytes, project: str, verdicts: str = "") -> Imported:
    """Stores the known claims of a file; those whose id is known are brought up to date, nothing is taken out.

    `verdicts` names the scale that their verdicts are on: beside the collection's wording it is kept which of ours that
    means. Raises BadUpload or Invalid before anything is stored, or Forbidden.
    """
    collection = reading.read(data)
    found, made = project_named(store, actor, project, create=True)
    policy.require(actor, "manage", found)
    scale = verdict_mapping.scale(store, actor, found.id, verdicts) if verdicts else None
    imported = Imported(found, made, amiss=[*collection.amiss, *_unknown(collection.rows, scale)])
    for start in range(0, len(collection.rows), _BATCH):
        with store.write() as tx:
            added, changed = _store(tx, actor, found, collection.rows[start : start + _BATCH], scale)
        imported.added += added  # only now is it on disk
        imported.changed += changed
    imported.present = len(collection.rows) - imported.added - imported.changed
    return imported


def search(store: Store, actor: Actor, project_id: str, text: str, top: int = 10) -> list[LookAlike]:
    """The known claims that a text resembles, the best first: imported ones, and the project's own checked ones.

    Of its own only those in articles whose reviews the actor may see: see `blindness`. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        seen = set(comparable(tx, actor, project))
    current = claim_index.current(store, project)
    return resembled(store, project, current, hidden_from(current, seen), text, top, actor.language)


def hidden_from(current: Current, seen: Container[str]) -> frozenset[str]:
    """The project's own checked claims that somebody may not see who sees the reviews of these articles."""
    return frozenset(claim for claim, article in current.own.items() if article not in seen)


def resembled(
    store: Store, project: Project, current: Current, hidden: Set[str], text: str, top: int, language: str
) -> list[LookAlike]:
    """The known claims that a text resembles, but for the hidden ones, the best first."""
    hits = [hit for hit in current.index.search(text, top + len(hidden)) if hit.id not in hidden][:top]
    likeness = current.index.likeness_to(text)
    with store.read() as tx:
        known = described(tx, project, [hit.id for hit in hits], language)
    return [
        replace(
            known[hit.id],
            score=hit.score,
            likeness=likeness(f"{known[hit.id].claim} {known[hit.id].title}"),
            differences=tuple(differences(text, known[hit.id].claim)),
        )
        for hit in hits
        if hit.id in known  # what somebody has just taken back may still be in the index
    ]


def _unknown(rows: Sequence[Row], scale: Scale | None) -> list[Amiss]:
    """The verdicts that are none of the scale's, each told once."""
    if scale is None:
        return []
    wordings = dict.fromkeys(row.verdict for row in rows if row.verdict and scale.label(row.verdict) is None)
    return [Amiss("verdict_unknown", 0, wording) for wording in wordings]


def _store(tx: Tx, actor: Actor, project: Project, rows: Sequence[Row], scale: Scale | None) -> tuple[int, int]:
    """Adds and changes what is new in these rows; how many of each."""
    there = known_claims.by_keys(tx, project.id, [row.key for row in rows])
    at, added, changed = now(), [], []
    for row in rows:
        old = there.get(row.key)
        label = scale.label(row.verdict) if scale else None
        here = label.means if label else old.verdict_here if old and old.verdict == row.verdict else ""
        record = KnownClaim(old.id if old else new_id(), project.id, updated_at=at, verdict_here=here, **vars(row))
        if old is None:
            added.append(record)
        elif replace(old, updated_at=at) != record:
            changed.append(record)
    if added or changed:
        known_claims.put(tx, project.id, added, changed)
        what = {"added": len(added), "changed": len(changed)}
        record_events(tx, actor.id or None, [Event("known_claims", project.id, "imported", None, what)])
    return len(added), len(changed)


def described(tx: Tx, project: Project, ids: Sequence[str], language: str) -> dict[str, LookAlike]:
    """Known claims by id, still without what the search says of them."""
    verdicts = scheme_of(tx, project).labels["verdict"]
    names = {id: label.name[language] for id, label in verdicts.items()}
    found = {id: _imported(claim, names) for id, claim in known_claims.by_ids(tx, ids).items()}
    for id in ids:
        claim = None if id in found else work.get(tx, Claim, id)
        article = articles.get(tx, claim.article_id) if claim else None
        if claim and article:
            found[id] = _own(claim, article, verdicts[claim.verdict].name[language] if claim.verdict else "")
    return found


def _imported(claim: KnownClaim, names: Mapping[str, str]) -> LookAlike:
    about = {name: value for name, value in vars(claim).items() if name not in ("project_id", "updated_at")}
    about["verdict_here"] = names.get(claim.verdict_here, "")
    return LookAlike(origin="imported", score=0, likeness=0, **about)


def _own(claim: Claim, article: Article, verdict: str) -> LookAlike:
    return LookAlike(
        id=claim.id,
        origin="own",
        key=claim.id,
        claim=claim.statement or claim.quote,
        title=article.title,
        verdict=verdict,
        url=article.url,
        publisher=article.publisher,
        date=claim.updated_at.date().isoformat(),
        language=article.language,
        score=0,
        likeness=0,
    )
