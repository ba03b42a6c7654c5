"""The history of a sentence: who did what to it and when, in words, and what of it can be restored.

A reviewer sees their own work, and others' once they have handed the article in; those who may read all work see all.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from annotator.domain import policy
from annotator.domain.policy import Actor
from annotator.domain.records import CONSENSUS, WORK, Article, Project
from annotator.domain.scheme import Scheme
from annotator.errors import NotFound
from annotator.services.consensus.versions import names
from annotator.services.review import restoring
from annotator.services.review.annotating import opened
from annotator.services.review.history_words import Teller
from annotator.services.review.presenting import scheme_of, scheme_versions, shown
from db import articles, history, submissions, work
from db.history import Occurrence
from db.store import Store, Tx

_SHOWN = 300  # the newest events


def of_sentence(
    store: Store,
    actor: Actor,
    article_id: str,
    sentence_id: str,
    language: str,
    kind: str = "",
    of_consensus: bool = False,
) -> dict[str, Any]:
    """The events of a sentence, the newest first, as JSON values; of one kind, or of all.

    What can be restored is the actor's own, or what stands. Raises NotFound or Forbidden.
    """
    with store.read() as tx:
        article, project = opened(tx, actor, article_id, "adjudicate" if of_consensus else "annotate")
        sentence = articles.sentence(tx, sentence_id)
        if sentence is None or sentence.article_id != article_id:
            raise NotFound("not_found")
        sees = _Sees.of(tx, actor, article, project)
        kinds = (kind,) if kind in WORK else tuple(WORK)
        only = None if sees.others else actor.id
        found = history.of_sentence(tx, article_id, sentence_id, only, kinds, _SHOWN + 1)
        named = names(tx)
        teller = Teller(scheme_of(tx, project), scheme_versions(tx, project), named, language)
        owner = CONSENSUS if of_consensus else actor.id
        visible = [event for event in found[:_SHOWN] if sees.owner(event.after["reviewer_id"])]
        return {
            "events": [_event(tx, event, teller, named, owner) for event in visible],
            "more": len(found) > _SHOWN,
        }


@dataclass(frozen=True)
class _Sees:
    """Whose work somebody may see in an article."""

    actor: str
    others: bool
    consensus: bool

    @staticmethod
    def of(tx: Tx, actor: Actor, article: Article, project: Project) -> "_Sees":
        everything = policy.may(actor, "read_all_work", project)
        return _Sees(actor.id, everything or submissions.is_submitted(tx, article.id, actor.id), everything)

    def owner(self, reviewer_id: str) -> bool:
        if reviewer_id == CONSENSUS:
            return self.consensus
        return self.others or reviewer_id == self.actor


def _event(tx: Tx, event: Occurrence, teller: Teller, named: Mapping[str, str], owner: str) -> dict[str, Any]:
    of = event.after["reviewer_id"]
    told = teller.told(event)
    return {
        "seq": event.seq,
        "at": event.at.isoformat(),
        "by": named.get(event.person_id or "", ""),
        "of": of,
        "kind": event.kind,
        "title": told.title,
        "quote": told.quote,
        "lines": [vars(line) for line in told.lines],
        "restore": _restorable(tx, event, teller.scheme) if of == owner else None,
    }


def _restorable(tx: Tx, event: Occurrence, scheme: Scheme) -> dict[str, Any] | None:
    """What to ask for to get back what an event left, or of a removal what was before; None where that is as it is."""
    current = work.get(tx, WORK[event.kind], event.thing_id)
    state = restoring.state_of(event)
    target = restoring.target(current, event, state) if current is not None else None
    if current is None or target is None or target == current:
        return None
    thing = current.sentence_id if event.kind in ("review", "consensus") else event.thing_id
    about = {"event": event.seq, "state": state, "kind": event.kind, "thing": thing, "revision": current.revision}
    return {**about, "row": shown(target, scheme)}
