"""The known claims that an article's sentences resemble, some sentences at a time, so that nobody waits for all."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from annotator.domain.matching import POSSIBLE
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.domain.terms import words
from annotator.services.already_checked import claim_index
from annotator.services.already_checked.claim_index import Current
from annotator.services.already_checked.known_claims import LookAlike, hidden_from, resembled
from annotator.services.remembering import Remembered
from annotator.services.review.annotating import opened
from annotator.services.review.blindness import comparable
from db import articles
from db.store import Store

MOST = 100  # sentences that one call looks at
_SHOWN = 3  # look-alikes of a sentence
_WORDS = 4  # shorter sentences resemble too much
_found: Remembered[list[LookAlike]] = Remembered(most=20_000)  # sentences


def look_alikes(store: Store, actor: Actor, article_id: str, first: int, count: int) -> dict[str, Any]:
    """`{"sentences": {id: [look-alike, …]}}` of `count` sentences from `first` on, those with none left out.

    The project's own claims are consensus of articles whose reviews the actor may see, this article's left out.
    Nothing of a look-alike is taken over: the answer is for showing. Raises NotFound, Forbidden or Busy.
    """
    with store.read() as tx:
        article, project = opened(tx, actor, article_id)
        seen = set(comparable(tx, actor, project)) - {article_id}
        sentences = articles.sentences(tx, article_id)[first : first + min(count, MOST)]
    current = claim_index.current(store, project)
    hidden = hidden_from(current, seen)
    found = {}
    for sentence in sentences:
        text = article.text[sentence.start : sentence.end]
        if alike := _resembled(store, project, current, hidden, text, actor.language):
            found[sentence.id] = [asdict(one) for one in alike]
    return {"sentences": found}


def _resembled(
    store: Store, project: Project, current: Current, hidden: frozenset[str], text: str, language: str
) -> Sequence[LookAlike]:
    if not len(current.index) or len(words(text)) < _WORDS:
        return []
    key = (project.id, current.version, project.scheme_id, hidden, text, language)
    alike = _found.get(key, lambda: resembled(store, project, current, hidden, text, _SHOWN, language))
    return [one for one in alike if one.likeness >= POSSIBLE]
