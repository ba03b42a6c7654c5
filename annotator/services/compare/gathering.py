"""What a comparison is made of: every reviewer's own first work on the articles that the actor may compare."""

from collections.abc import Mapping, Sequence
from datetime import UTC
from typing import Any, TypeVar

import numpy as np

from annotator.domain.judgements import Judgements, judgements
from annotator.domain.questions import JUDGED, Judgement
from annotator.domain.records import CONSENSUS, Claim, Issue, Review, Sentence, Work
from annotator.domain.scheme import Scheme
from annotator.services.consensus.versions import live
from db import articles, columns, submissions, work
from db.columns import Columns
from db.store import Tx

_COMPARED = ("article", "sentence", "review", "issue", "claim")
R = TypeVar("R", Review, Issue, Claim)
Changed = Mapping[str, Mapping[str, Work | None]]  # by kind and id: rows as they were first handed in


def gathered(tx: Tx, article_ids: Sequence[str], scheme: Scheme) -> Judgements:
    """Everything that was said of these articles, as reviewers first handed it in, else as it is now."""
    tables = {kind: columns.of_articles(tx, kind, article_ids) for kind in _COMPARED}
    for kind, changed in submissions.first_work(tx, article_ids).items():
        tables[kind] = _as_first(tables[kind], changed)
    return judgements(tables, article_ids, columns.names(tx), scheme)


def median_seconds(tx: Tx, article_ids: Sequence[str]) -> dict[str, float]:
    """By reviewer's name: the median of the seconds at work on a sentence, idle time left out."""
    names, times = columns.names(tx), columns.of_articles(tx, "work_time", article_ids)
    seconds, people = np.array(times["seconds"], np.float64), sorted(set(times["person_id"]))
    number = {id: place for place, id in enumerate(people)}
    whose = np.fromiter(map(number.__getitem__, times["person_id"]), np.int64, len(seconds))
    return {names[id]: float(np.median(seconds[whose == place])) for id, place in number.items()}


def judgements_of(tx: Tx, sentence_ids: Sequence[str]) -> list[Judgement]:
    """The judgements of a few sentences as objects, in the order of the sentences, then by name."""
    names = columns.names(tx)
    sentences = [sentence for id in sentence_ids if (sentence := articles.sentence(tx, id)) is not None]
    texts = {id: articles.get(tx, id) for id in dict.fromkeys(sentence.article_id for sentence in sentences)}
    first = submissions.first_work(tx, list(texts))
    found: list[Judgement] = []
    for sentence in sentences:
        article = texts[sentence.article_id]
        assert article is not None, "nothing is ever deleted"
        issues, claims = _records(tx, Issue, sentence, first), _records(tx, Claim, sentence, first)
        for review in sorted(_records(tx, Review, sentence, first), key=lambda one: names[one.reviewer_id]):
            if review.state in JUDGED:
                own, said = _own(issues, review), _own(claims, review)
                found.append(Judgement(article, sentence, names[review.reviewer_id], review, own, said))
    return found


def _as_first(table: Columns, changed: Mapping[str, Work | None]) -> Columns:
    """The table with changed rows as they were; a mark that was retired, or not there, is left out."""
    if not changed:
        return table
    kept = [row for row, id in enumerate(table["id"]) if id not in changed]
    earlier = live(record for record in changed.values() if record is not None)
    return {
        name: [*(values[row] for row in kept), *(_cell(record, name) for record in earlier)]
        for name, values in table.items()
    }


def _cell(record: Work, name: str) -> Any:
    value = getattr(record, name)
    return value.astimezone(UTC).replace(tzinfo=None) if name == "updated_at" else value


def _records(tx: Tx, kind: type[R], sentence: Sentence, first: Changed) -> list[R]:
    """Everybody's live rows in a sentence, those that changed since as they were."""
    changed = first[kind.__name__.lower()]
    rows: list[Any] = [row for row in work.of_sentence(tx, kind, sentence.id) if row.id not in changed]
    rows += [row for row in changed.values() if isinstance(row, kind) and row.sentence_id == sentence.id]
    return [row for row in live(rows) if row.reviewer_id != CONSENSUS]


def _own(marks: Sequence[R], review: Review) -> tuple[R, ...]:
    own = (mark for mark in marks if mark.reviewer_id == review.reviewer_id)
    return tuple(sorted(own, key=lambda mark: (getattr(mark, "start", 0), getattr(mark, "end", 0), mark.id)))
