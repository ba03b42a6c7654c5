"""Which articles of a project a text resembles that somebody is about to bring in: told, never decided."""

from dataclasses import dataclass

import numpy as np

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import Article
from annotator.domain.shingles import MADE, ORDERS, fingerprint, nearest, shared, triples
from annotator.services.library.articles import live_project
from db import articles, fingerprints
from db.store import Store

TOLD = 0.4  # of the shorter text's triples: two systems' translations of one source mostly share less
_LEAST = 0.08  # of the fingerprints' places: a text and another that holds it and ten times as much
_READ = 5  # articles whose texts are compared in full
_AT_ONCE = 200  # articles that get a fingerprint in one transaction


@dataclass(frozen=True)
class Resembled:
    """An article, and how much of the shorter text of both stands in the other, 0 to 1."""

    article: Article
    share: float


def resembled(store: Store, actor: Actor, project_id: str, text: str) -> list[Resembled]:
    """The articles that a text resembles, the most alike first. Raises NotFound or Forbidden."""
    with store.read() as tx:
        policy.require(actor, "edit", live_project(tx, project_id))
    _fingerprint_all(store, project_id)
    mine = triples(text)
    with store.read() as tx:
        known = fingerprints.of_project(tx, project_id, MADE)
        rows = np.frombuffer(b"".join(body for _, body in known), dtype="<u4").reshape(-1, ORDERS)
        near = [known[row][0] for row in nearest(fingerprint(mine), rows, _READ, _LEAST)]
        read = [article for id in near if (article := articles.get(tx, id))]
    found = [Resembled(article, shared(mine, triples(article.text))) for article in read]
    return sorted((one for one in found if one.share >= TOLD), key=lambda one: -one.share)


def _fingerprint_all(store: Store, project_id: str) -> None:
    """Gives every article of a project its fingerprint: after an import from elsewhere there may be many without."""
    while True:
        with store.read() as tx:
            some = fingerprints.missing(tx, project_id, MADE, _AT_ONCE)
        if not some:
            return
        bodies = [(id, fingerprint(triples(text)).astype("<u4").tobytes()) for id, text in some]
        with store.write() as tx:
            fingerprints.put(tx, MADE, bodies)
