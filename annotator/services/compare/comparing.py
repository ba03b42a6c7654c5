"""Comparing reviewers: everything that the compare page, its reports and the command line tell."""

from dataclasses import dataclass, replace

import numpy as np

from annotator.domain import policy
from annotator.domain.agreement.kinds import Level, Measure
from annotator.domain.agreement.measure import Agreement, measure
from annotator.domain.agreement.ratings import Ratings
from annotator.domain.judgements import NONE, Ints, Judgements
from annotator.domain.labels import LabelUse, label_table
from annotator.domain.over_time import Block, over_time
from annotator.domain.pairing import Confusion, confusion
from annotator.domain.policy import Actor
from annotator.domain.questions import QUESTIONS, Material
from annotator.domain.records import Project
from annotator.domain.reviewers import Card, Pair, Pooled, cards, label_uses, pairs
from annotator.domain.scheme import Scheme
from annotator.domain.typed import Typed, typed
from annotator.services.compare.gathering import gathered, median_seconds
from annotator.services.library.articles import live_project
from annotator.services.remembering import Remembered
from annotator.services.review.blindness import comparable
from annotator.services.review.presenting import scheme_of
from db import columns
from db.store import Store, Tx

MEASURES: tuple[Measure, ...] = ("alpha", "ac1", "percent")


@dataclass(frozen=True)
class Compared:
    """One question's figures, by measure."""

    question: str
    figures: dict[Measure, Agreement]


@dataclass(frozen=True)
class Places:
    """Where the compared sentences stand; figures name them by their row here."""

    sentence_ids: tuple[str, ...]
    number: Ints  # of each sentence in its article, from 1


@dataclass(frozen=True)
class Comparison:
    """A project's reviewers compared, on their own first work."""

    project: Project
    scheme: Scheme
    questions: list[Compared]
    labels: list[LabelUse]
    confusion: Confusion
    pairs: list[Pair]
    pooled: Pooled
    cards: list[Card]
    blocks: list[Block]
    disagreements: Typed
    unanimous: dict[str, int]  # sentences on which all of two or more say the same, by question
    major_against_clean: int  # sentences in which one finds a major issue and another nothing
    places: Places


_remembered: Remembered[Comparison] = Remembered(most=4)


def comparison(store: Store, actor: Actor, project_id: str) -> Comparison:
    """The comparison of what the actor may compare, kept until anything in it changes. Raises NotFound or Forbidden.

    The time that others were at work is for those who may read all work.
    """
    with store.read() as tx:
        project = live_project(tx, project_id)
        ids = comparable(tx, actor, project)
        key = str(store.engine.url), project, tuple(ids), columns.state_of(tx, project_id)
        found = _remembered.get(key, lambda: _compare(tx, project, ids))
    if policy.may(actor, "read_all_work", project):
        return found
    own = [card if card.reviewer == actor.name else replace(card, median_seconds=None) for card in found.cards]
    return replace(found, cards=own)


def _compare(tx: Tx, project: Project, ids: list[str]) -> Comparison:
    scheme = scheme_of(tx, project)
    work = gathered(tx, ids, scheme)
    seconds = median_seconds(tx, ids)
    of = Material(work, scheme, project.weights)
    ratings = {question.name: question.ratings(of) for question in QUESTIONS}
    issue_found, major_found = ratings["issue_found"], ratings["major_found"]
    met = confusion(work, of.issue_partners)
    made, pooled = pairs(of, issue_found, major_found)
    return Comparison(
        project=project,
        scheme=scheme,
        questions=[_figures(question.name, ratings[question.name], question.level) for question in QUESTIONS],
        labels=label_table(of, met),
        confusion=met,
        pairs=made,
        pooled=pooled,
        cards=cards(of, issue_found, made, label_uses(of), seconds),
        blocks=over_time(work, issue_found),
        disagreements=typed(of),
        unanimous={name: _unanimous(ratings[name]) for name in ("issue_found", "major_found")},
        major_against_clean=_major_against_clean(of),
        places=_places(work),
    )


def _figures(name: str, ratings: Ratings, level: Level) -> Compared:
    rows = ratings.condensed
    return Compared(name, {kind: measure(rows, kind, level, bounds=kind == "alpha") for kind in MEASURES})


def _unanimous(ratings: Ratings) -> int:
    rows = ratings.codes[ratings.per_item >= 2]
    highest = rows.max(axis=1, initial=NONE)
    return int(((rows == highest[:, None]) | (rows == NONE)).all(axis=1).sum())


def _major_against_clean(of: Material) -> int:
    heavy = of.work.is_heavy(of.worst).any(axis=1)
    return int((heavy & (of.work.judged & (of.worst == NONE)).any(axis=1)).sum())


def _places(work: Judgements) -> Places:
    begins = np.searchsorted(work.article, work.article)
    return Places(work.sentence_ids, np.arange(len(work.article)) - begins + 1)
