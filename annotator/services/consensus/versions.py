"""Each reviewer's version of a sentence: what there is to choose from when reviewers differ."""

from collections.abc import Iterable, Sequence
from typing import TypeVar

from annotator.domain.questions import JUDGED, Judgement
from annotator.domain.records import CONSENSUS, Article, Claim, Issue, Mark, Review, Sentence, Work
from db import people, work
from db.store import Tx

W = TypeVar("W", bound=Work)


def names(tx: Tx) -> dict[str, str]:
    """Everybody's name by id."""
    return {person.id: person.name for person in people.everyone(tx)}


def of_sentence(tx: Tx, article: Article, sentence: Sentence) -> list[Judgement]:
    """The judgements of a sentence that reviewers have made, in the order of their names; skipping is none."""
    reviews = work.of_sentence(tx, Review, sentence.id)
    issues, claims = work.of_sentence(tx, Issue, sentence.id), work.of_sentence(tx, Claim, sentence.id)
    return _judgements(article, [sentence], reviews, issues, claims, names(tx)).get(sentence.id, [])


def of_article(tx: Tx, article: Article, sentences: Sequence[Sentence]) -> dict[str, list[Judgement]]:
    """The same for all sentences of an article, by sentence."""
    reviews = work.of_article(tx, Review, article.id)
    issues, claims = work.of_article(tx, Issue, article.id), work.of_article(tx, Claim, article.id)
    return _judgements(article, sentences, reviews, issues, claims, names(tx))


def live(rows: Iterable[W]) -> list[W]:
    """The rows that are not retired."""
    return [row for row in rows if getattr(row, "retired_at", None) is None]


def place_of(mark: Issue | Claim) -> tuple[object, ...]:
    """What two marks have in common when they say the same of the same words."""
    return type(mark), getattr(mark, "side", ""), mark.start, mark.end, getattr(mark, "category", "")


def _judgements(
    article: Article,
    sentences: Sequence[Sentence],
    reviews: Sequence[Review],
    issues: Sequence[Issue],
    claims: Sequence[Claim],
    named: dict[str, str],
) -> dict[str, list[Judgement]]:
    by_id = {sentence.id: sentence for sentence in sentences}
    issues_of, claims_of = _by_place(live(issues)), _by_place(live(claims))
    found: dict[str, list[Judgement]] = {}
    for review in sorted(reviews, key=lambda review: (named[review.reviewer_id], review.reviewer_id)):
        sentence = by_id.get(review.sentence_id)
        if sentence is not None and review.state in JUDGED and review.reviewer_id != CONSENSUS:
            place = review.sentence_id, review.reviewer_id
            mine = tuple(issues_of.get(place, ())), tuple(claims_of.get(place, ()))
            judgement = Judgement(article, sentence, named[review.reviewer_id], review, *mine)
            found.setdefault(sentence.id, []).append(judgement)
    return found


def _by_place(marks: Iterable[W]) -> dict[tuple[str, str], list[W]]:
    found: dict[tuple[str, str], list[W]] = {}
    for mark in sorted(marks, key=_order):
        found.setdefault((mark.sentence_id, mark.reviewer_id), []).append(mark)
    return found


def _order(mark: Mark | Review) -> tuple[int, int, str]:
    return getattr(mark, "start", 0), getattr(mark, "end", 0), mark.id
