"""What every reviewer said of every sentence, as columns: comparing a hundred thousand sentences takes no objects.

Only sentences that a reviewer has judged, clean or with issues, carry their marks; skipped and unread ones are missing.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import repeat
from typing import Any

import numpy as np
from numpy.typing import NDArray

from annotator.domain.agreement.ratings import Floats
from annotator.domain.scheme import Scheme

Ints = NDArray[np.int64]
Flags = NDArray[np.bool_]
NONE = -1  # not judged, no verdict
STATES = ("clean", "issues")
_SIDES = {"translation": 0, "source": 1}
Columns = Mapping[str, Sequence[Any]]


@dataclass(frozen=True)
class Marks:
    """Marks in the order of sentence, reviewer, place and id; offsets are code points of their side's whole text.

    `start` and `end` are as marked, `first` and `last` without white space at the ends.
    """

    sentence: Ints
    reviewer: Ints
    side: Ints
    start: Ints
    end: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.sentence)


@dataclass(frozen=True)
class Judgements:
    """Sentences × reviewers. Sentences stand in the order of their articles and of the text, reviewers by name."""

    article_ids: tuple[str, ...]
    titles: tuple[str, ...]
    texts: tuple[str, ...]
    sentence_ids: tuple[str, ...]
    article: Ints  # of each sentence
    start: Ints
    end: Ints
    reviewers: tuple[str, ...]
    state: NDArray[np.int8]  # (sentences, reviewers): 0 clean, 1 issues, NONE
    score: Floats  # (sentences, reviewers), NaN where none was given
    judged_at: NDArray[np.datetime64]  # of each sentence: the latest judgement
    issues: Marks
    category: Ints  # of each issue, in `categories`
    severity: Ints  # of each issue, in `severities`
    claims: Marks
    verdict: Ints  # of each claim, in `verdicts`
    source_verdict: Ints
    categories: tuple[str, ...]
    severities: tuple[str, ...]  # from the mildest
    verdicts: tuple[str, ...]

    @property
    def judged(self) -> Flags:
        """Who has judged what, (sentences, reviewers)."""
        judged: Flags = self.state != NONE
        return judged

    @property
    def worst(self) -> Ints:
        """The worst severity of each judgement's issues, (sentences, reviewers); NONE without issues."""
        worst = np.full(self.state.shape, NONE, np.int64)
        np.maximum.at(worst, (self.issues.sentence, self.issues.reviewer), self.severity)
        return worst

    def is_heavy(self, severity: Ints) -> Flags:
        """Major or worse: one of the upper half of the severities."""
        return severity * 2 >= len(self.severities)

    def penalties(self, scheme: Scheme, preset: str) -> Floats:
        """The sum of each judgement's weights, (sentences, reviewers); NaN where nobody judged."""
        weights = [[scheme.weight(preset, category, one) for one in self.severities] for category in self.categories]
        table = np.array(weights, np.float64).reshape(len(self.categories), len(self.severities))
        sums = np.where(self.judged, 0.0, np.nan)
        np.add.at(sums, (self.issues.sentence, self.issues.reviewer), table[self.category, self.severity])
        rounded: Floats = np.round(sums, 6).astype(np.float64)  # 3 × 0.1 is 0.3
        return rounded


def judgements(
    tables: Mapping[str, Columns], article_ids: Sequence[str], names: Mapping[str, str], scheme: Scheme
) -> Judgements:
    """Columns of articles, sentences, reviews, issues and claims as arrays. `names` are the people's, by id."""
    articles, sentences, reviews = tables["article"], tables["sentence"], tables["review"]
    row_of = {id: row for row, id in enumerate(articles["id"])}
    chosen = [row_of[id] for id in article_ids]
    number = {id: place for place, id in enumerate(article_ids)}
    article, start = _codes(sentences["article_id"], number), _whole(sentences["start"])
    order = np.lexsort((start, article))
    place = {id: row for row, id in enumerate(_at(sentences["id"], order))}
    sentence = _codes(reviews["sentence_id"], place)
    state = _codes(reviews["state"], {name: code for code, name in enumerate(STATES)})
    counted = (sentence >= 0) & (state >= 0)
    people = sorted(set(_at(reviews["reviewer_id"], np.flatnonzero(counted))), key=lambda id: names[id])
    column = {id: number for number, id in enumerate(people)}
    who = _codes(reviews["reviewer_id"], column)
    cells = sentence[counted], who[counted]
    states = np.full((len(order), len(people)), NONE, np.int8)
    states[cells] = state[counted]
    scores = np.full(states.shape, np.nan)
    scores[cells] = np.array(reviews["score"], np.float64)[counted]
    latest = np.zeros(len(order), np.int64)
    times = np.array(reviews["updated_at"], "datetime64[us]")[counted]
    np.maximum.at(latest, cells[0], times.astype(np.int64))
    issues, kept_issues = _marks(tables["issue"], place, column, states)
    claims, kept_claims = _marks(tables["claim"], place, column, states)
    categories, severities, verdicts = (
        tuple(scheme.labels[kind]) for kind in ("issue_category", "severity", "verdict")
    )
    return Judgements(
        article_ids=tuple(article_ids),
        titles=tuple(articles["title"][row] for row in chosen),
        texts=tuple(articles["text"][row] for row in chosen),
        sentence_ids=tuple(place),
        article=article[order],
        start=start[order],
        end=_whole(sentences["end"])[order],
        reviewers=tuple(names[id] for id in people),
        state=states,
        score=scores,
        judged_at=latest.astype("datetime64[us]"),
        issues=issues,
        category=_labels(tables["issue"]["category"], kept_issues, categories),
        severity=_labels(tables["issue"]["severity"], kept_issues, severities),
        claims=claims,
        verdict=_labels(tables["claim"]["verdict"], kept_claims, verdicts),
        source_verdict=_labels(tables["claim"]["verdict_in_source"], kept_claims, verdicts),
        categories=categories,
        severities=severities,
        verdicts=verdicts,
    )


def _marks(
    columns: Columns, place: Mapping[str, int], column: Mapping[str, int], states: NDArray[np.int8]
) -> tuple[Marks, Ints]:
    """The marks of judged sentences, and which rows they are."""
    sentence, who = _codes(columns["sentence_id"], place), _codes(columns["reviewer_id"], column)
    kept = np.flatnonzero((sentence >= 0) & (who >= 0))
    kept = kept[states[sentence[kept], who[kept]] >= 0]
    start, end = _whole(columns["start"]), _whole(columns["end"])
    ids = np.array(_at(columns["id"], kept), "S")
    kept = kept[np.lexsort((ids, end[kept], start[kept], who[kept], sentence[kept]))]
    quotes = _at(columns["quote"], kept)
    before = np.fromiter((len(quote) - len(quote.lstrip() or quote) for quote in quotes), np.int64, len(kept))
    after = np.fromiter((len(quote) - len(quote.rstrip() or quote) for quote in quotes), np.int64, len(kept))
    sides = _codes(columns["side"], _SIDES) if "side" in columns else np.zeros(len(start), np.int64)
    start, end = start[kept], end[kept]
    return Marks(sentence[kept], who[kept], sides[kept], start, end, start + before, end - after), kept


def _codes(values: Sequence[Any], number: Mapping[Any, int]) -> Ints:
    """Each value's number; NONE for those without one."""
    return np.fromiter(map(number.get, values, repeat(NONE)), np.int64, len(values))


def _labels(values: Sequence[Any], rows: Ints, labels: Sequence[str]) -> Ints:
    return _codes(values, {label: number for number, label in enumerate(labels)})[rows]


def _whole(values: Sequence[Any]) -> Ints:
    return np.array(values, np.int64)


def _at(values: Sequence[Any], rows: Ints) -> list[Any]:
    return list(map(values.__getitem__, rows.tolist()))
