"""Claims of a project that are much alike, offered for joining. Joined claims both stay: a link says that they are one.

The link is what a reviewer says of any known claim, a `Resemblance` of the older claim's words to the newer claim.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from annotator.domain import policy
from annotator.domain.differences import differences
from annotator.domain.known import Resemblance
from annotator.domain.matching import PROBABLE, ClaimIndex
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, Article, Claim, Project
from annotator.services.library.articles import live_project
from annotator.services.remembering import Remembered
from annotator.services.review.blindness import comparable
from annotator.services.review.presenting import scheme_of
from db import articles, people, work
from db.store import Store, Tx

MOST = 500  # claims whose look-alikes one call looks for
_NEAR = 6  # look-alikes of a claim that are compared
_indexes: Remembered[ClaimIndex] = Remembered(most=3)
_Place = tuple[str, int, int, str]  # an article, a range in its text, a known claim


@dataclass(frozen=True)
class Side:
    """One claim of a pair, with the article it stands in, whose it is, and its verdict or status in words."""

    claim: Claim
    article: Article
    reviewer: str
    verdict: str

    @property
    def text(self) -> str:
        return self.claim.statement or self.claim.quote


def duplicates(store: Store, actor: Actor, project_id: str, first: int = 0) -> dict[str, Any]:
    """`{"claims", "looked", "pairs"}` as JSON values: how many claims there are, how many of them were looked at,
    and which of these are alike.

    Looked at are the actor's own claims and those in articles whose reviews they may see, `MOST` from `first` on, the
    newest first. Two claims of one sentence are no pair: that reviewers see the same there is for comparing. Each pair
    has the older claim first and what the actor has said of it. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "annotate", project)
        sides = _sides(tx, actor, project)
        said = _said(tx, actor, {side.article.id for side in sides.values()})
    index = _indexes.get(_key(project, sides), lambda: _index(sides))
    chosen = sorted(sides.values(), key=lambda side: side.claim.id, reverse=True)[first : first + MOST]
    found: dict[tuple[str, str], float] = {}
    for side, other, likeness in _alike(index, sides, chosen):
        found[min(side.claim.id, other.claim.id), max(side.claim.id, other.claim.id)] = likeness
    alike = sorted(found.items(), key=lambda pair: (-pair[1], pair[0]))
    pairs = [_pair(sides[one], sides[other], likeness, said) for (one, other), likeness in alike]
    return {"claims": len(sides), "looked": first + len(chosen), "pairs": pairs}


def _sides(tx: Tx, actor: Actor, project: Project) -> dict[str, Side]:
    """By claim. Where claims of a sentence stand in the consensus, its reviewers' step back for them."""
    visible, verdicts = set(comparable(tx, actor, project)), scheme_of(tx, project).labels["verdict"]
    names = {person.id: person.name for person in people.everyone(tx)}
    sides: dict[str, Side] = {}
    for article in articles.of_project(tx, project.id):
        claims = work.of_article(tx, Claim, article.id, None if article.id in visible else actor.id)
        standing = [claim for claim in claims if claim.retired_at is None]
        settled = {claim.sentence_id for claim in standing if claim.reviewer_id == CONSENSUS}
        for claim in standing:
            if claim.reviewer_id == CONSENSUS or claim.sentence_id not in settled:
                verdict = verdicts[claim.verdict].name[actor.language] if claim.verdict else ""
                sides[claim.id] = Side(claim, article, names.get(claim.reviewer_id, ""), verdict)
    return sides


def _said(tx: Tx, actor: Actor, article_ids: set[str]) -> dict[_Place, Resemblance]:
    rows = (one for id in article_ids for one in work.of_article(tx, Resemblance, id, actor.id))
    return {(one.article_id, one.start, one.end, one.known_id): one for one in rows}


def _key(project: Project, sides: dict[str, Side]) -> tuple[object, ...]:
    return project.id, tuple(sorted((id, side.claim.revision) for id, side in sides.items()))


def _index(sides: dict[str, Side]) -> ClaimIndex:
    index = ClaimIndex()
    index.put((id, side.text) for id, side in sides.items())
    return index


def _alike(index: ClaimIndex, sides: dict[str, Side], chosen: Sequence[Side]) -> Iterator[tuple[Side, Side, float]]:
    for side in chosen:
        near = [sides[hit.id] for hit in index.search(side.text, _NEAR)]
        likeness = index.likeness_to(side.text)
        for other in near:
            elsewhere = other.claim.sentence_id != side.claim.sentence_id
            if elsewhere and (alike := likeness(other.text)) >= PROBABLE:
                yield side, other, alike


def _pair(one: Side, other: Side, likeness: float, said: dict[_Place, Resemblance]) -> dict[str, Any]:
    row = said.get((one.article.id, one.claim.start, one.claim.end, other.claim.id))
    return {
        "one": _plain(one),
        "other": _plain(other),
        "likeness": likeness,
        "differences": [vars(difference) for difference in differences(one.text, other.text)],
        "said": to_plain(row) if row else None,
    }


def _plain(side: Side) -> dict[str, Any]:
    return {
        "id": side.claim.id,
        "start": side.claim.start,
        "end": side.claim.end,
        "article_id": side.article.id,
        "article": side.article.title,
        "language": side.article.language,
        "reviewer": side.reviewer,
        "text": side.text,
        "verdict": side.verdict,
    }
