"""Comparing reviewers: agreement on each question, over a whole project."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from annotator.domain import policy
from annotator.domain.agreement.coefficients import alpha
from annotator.domain.agreement.distances import nominal
from annotator.domain.agreement.gwet import positive_agreement
from annotator.domain.agreement.kinds import Measure
from annotator.domain.agreement.measure import Agreement, measure
from annotator.domain.agreement.ratings import Ratings, from_rows
from annotator.domain.disagreement import disagreements
from annotator.domain.policy import Actor
from annotator.domain.questions import JUDGED, QUESTIONS, Judgement, Question
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.services.articles import live_project
from annotator.services.pages import Page, pages_of
from annotator.services.presenting import scheme_of
from db.store import Store
from exports.rows import AGREEMENT, Row

REPORTS = ("agreement", "disagreements")
MEASURES: tuple[Measure, ...] = ("alpha", "ac1", "percent")


@dataclass(frozen=True)
class Compared:
    """One question's figures, by measure, and the ratings behind them."""

    question: str
    figures: dict[Measure, Agreement]
    ratings: Ratings


@dataclass(frozen=True)
class LabelUse:
    """One label of the categories: in how many judgements it stands, and how reviewers agree on it."""

    label: str
    uses: int
    positive_agreement: float | None
    alpha: float | None


@dataclass(frozen=True)
class Pair:
    """Two reviewers on whether a sentence has issues."""

    first: str
    second: str
    shared: int  # sentences that both judged
    alpha: float | None


@dataclass(frozen=True)
class Work:
    """Every judgement of a project, each sentence's number in its article, and the scheme."""

    project: Project
    scheme: Scheme
    judgements: list[Judgement]
    numbers: dict[str, int]


def work_of(store: Store, actor: Actor, project_id: str) -> Work:
    """What the reviewers of a project said. Raises NotFound or Forbidden."""
    with store.read() as tx:
        project = live_project(tx, project_id)
        policy.require(actor, "read_all_work", project)
        scheme = scheme_of(tx, project)
    judgements: list[Judgement] = []
    numbers: dict[str, int] = {}
    for pages in pages_of(store, actor, project_id):
        for page in pages:
            judgements += _judgements(page)
            numbers |= page.numbers
    return Work(project, scheme, judgements, numbers)


def compare(store: Store, actor: Actor, project_id: str) -> list[Compared]:
    """The figures of each question, on reviewers' own work. Raises NotFound or Forbidden."""
    return compare_work(work_of(store, actor, project_id))


def compare_work(work: Work) -> list[Compared]:
    """The same for work in hand."""
    severities = [severity.id for severity in work.scheme.severities]
    return [_compared(question, question.ratings(work.judgements, severities)) for question in QUESTIONS]


def agreement_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """The same as rows of the report `agreement`."""
    work = work_of(store, actor, project_id)
    for compared in compare_work(work):
        for figure in compared.figures.values():
            facts = {
                **vars(figure),
                "project": work.project.name,
                "question": compared.question,
                "flags": "|".join(figure.flags),
            }
            yield {column.name: facts[column.name] for column in AGREEMENT.columns}


def disagreement_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """Every two reviewers' disagreements as rows of the report `disagreements`, the worst first."""
    work = work_of(store, actor, project_id)
    for found in disagreements(work.judgements, work.scheme):
        yield {
            "project": work.project.name,
            "article_id": found.first.article.id,
            "article": found.first.article.title,
            "sentence_no": work.numbers[found.first.sentence.id],
            "kind": found.kind,
            "harm": found.harm,
            "reviewer": found.first.reviewer,
            "says": found.first_says,
            "other_reviewer": found.second.reviewer,
            "other_says": found.second_says,
            "quote": found.quote,
            "sentence": found.first.text,
        }


def label_table(judgements: Sequence[Judgement]) -> list[LabelUse]:
    """How each issue category is used, and agreed on, over the sentences that were judged."""
    labels = sorted({issue.category for one in judgements for issue in one.issues})
    return [_label_use(label, judgements) for label in labels]


def pairs(judgements: Sequence[Judgement]) -> list[Pair]:
    """Each two reviewers on whether a sentence has issues."""
    reviewers = sorted({one.reviewer for one in judgements})
    states = {(one.sentence.id, one.reviewer): one.review.state for one in judgements}
    found = []
    for index, first in enumerate(reviewers):
        for second in reviewers[index + 1 :]:
            both = [id for id, who in states if who == first and (id, second) in states]
            rows = [(id, who, states[id, who]) for id in both for who in (first, second)]
            found.append(Pair(first, second, len(both), _alpha(_ratings(rows))))
    return found


def _judgements(page: Page) -> Iterator[Judgement]:
    for sentence in page.sentences:
        review = page.reviews.get(sentence.id)
        if review is not None and review.state in JUDGED:
            issues, claims = page.issues_in.get(sentence.id, []), page.claims_in.get(sentence.id, [])
            yield Judgement(page.article, sentence, page.reviewer, review, tuple(issues), tuple(claims))


def _compared(question: Question, ratings: Ratings) -> Compared:
    return Compared(question.name, {kind: measure(ratings, kind, question.level) for kind in MEASURES}, ratings)


def _label_use(label: str, judgements: Sequence[Judgement]) -> LabelUse:
    has = [(one, any(issue.category == label for issue in one.issues)) for one in judgements]
    ratings = _ratings([(one.sentence.id, one.reviewer, int(found)) for one, found in has])
    agreed = dict(zip(ratings.values, positive_agreement(ratings).tolist(), strict=True)).get(1)
    share = None if agreed is None or agreed != agreed else agreed
    return LabelUse(label, sum(found for _, found in has), share, _alpha(ratings))


def _ratings(rows: Sequence[tuple[str, str, object]]) -> Ratings:
    return from_rows([row[0] for row in rows], [row[1] for row in rows], [row[2] for row in rows])


def _alpha(ratings: Ratings) -> float | None:
    value = alpha(ratings, nominal(len(ratings.values))).estimate() if ratings.n_pairable else float("nan")
    return None if value != value else value
