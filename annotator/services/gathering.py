"""What a comparison is made of: every reviewer's own first work on the articles that the actor may compare."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from statistics import median
from typing import Any, TypeVar

from annotator.domain.judgements import Judgements, judgements
from annotator.domain.questions import Judgement
from annotator.domain.records import CONSENSUS, Claim, Issue, Review, Sentence, Work
from annotator.domain.scheme import Scheme
from db import articles, columns, submissions, work
from db.columns import Columns
from db.store import Tx

_COMPARED = ("article", "sentence", "review", "issue", "claim")
_JUDGED = ("clean", "issues")
R = TypeVar("R", Review, Issue, Claim)


def gathered(tx: Tx, article_ids: Sequence[str], scheme: Scheme) -> Judgements:
    """Everything that was said of these articles, as reviewers first handed it in, or as it is now."""
    tables = {kind: columns.of_articles(tx, kind, article_ids) for kind in _COMPARED}
    for kind, changed in submissions.first_work(tx, article_ids).items():
        tables[kind] = _as_first(tables[kind], changed) if changed else tables[kind]
    return judgements(tables, article_ids, columns.names(tx), scheme)


def median_seconds(tx: Tx, article_ids: Sequence[str]) -> dict[str, float]:
    """By reviewer's name: the median of the seconds at work on a sentence, idle time left out."""
    names, times = columns.names(tx), columns.of_articles(tx, "work_time", article_ids)
    by_person: dict[str, list[int]] = {id: [] for id in names}
    for person, seconds in zip(times["person_id"], times["seconds"], strict=True):
        by_person[person].append(seconds)
    return {names[id]: float(median(seconds)) for id, seconds in by_person.items() if seconds}


def judgements_of(tx: Tx, article_ids: Sequence[str], sentence_ids: Sequence[str]) -> list[Judgement]:
    """The judgements of a few sentences of these articles as objects, in the order of the sentences."""
    names = columns.names(tx)
    found: list[Judgement] = []
    sentences = [sentence for id in sentence_ids if (sentence := articles.sentence(tx, id)) is not None]
    texts = {id: articles.get(tx, id) for id in {sentence.article_id for sentence in sentences}}
    first = submissions.first_work(tx, [id for id in texts if id in article_ids])
    reviews, issues, claims = (_records(tx, kind, sentences, first) for kind in (Review, Issue, Claim))
    for sentence in sentences:
        article = texts[sentence.article_id]
        assert article is not None, "nothing is ever deleted"
        for review in sorted(reviews.get(sentence.id, []), key=lambda one: names[one.reviewer_id]):
            if review.state in _JUDGED:
                own = [_own(kind.get(sentence.id, []), review.reviewer_id) for kind in (issues, claims)]
                found.append(Judgement(article, sentence, names[review.reviewer_id], review, *own))
    return found
