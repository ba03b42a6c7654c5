"""A comparison taken away: rows of reports, and one JSON object."""

from collections.abc import Iterator
from typing import Any

from annotator.domain.disagreement import KINDS
from annotator.domain.policy import Actor
from annotator.services.compare.comparing import Comparison, comparison
from annotator.services.consensus import confronting
from annotator.words import say
from db.store import Store
from exports.columns import Row
from exports.comparison import AGREEMENT

REPORTS = ("agreement", "disagreements")


def agreement_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """The rows of the report `agreement`. Raises NotFound or Forbidden."""
    found = comparison(store, actor, project_id)
    for figure in _figures(found):
        facts = {**figure, "project": found.project.name, "flags": "|".join(figure["flags"])}
        yield {column.name: facts[column.name] for column in AGREEMENT.columns}


def disagreement_rows(store: Store, actor: Actor, project_id: str) -> Iterator[Row]:
    """Every two reviewers' disagreements as rows of the report `disagreements`, the worst first."""
    found = comparison(store, actor, project_id)
    numbers = confronting.numbers(found)
    for one in confronting.every(store, found):
        yield {
            "project": found.project.name,
            "article_id": one.first.article.id,
            "article": one.first.article.title,
            "sentence_no": numbers[one.first.sentence.id],
            "kind": one.kind,
            "harm": one.harm,
            "reviewer": one.first.reviewer,
            "says": one.first_says,
            "other_reviewer": one.second.reviewer,
            "other_says": one.second_says,
            "quote": one.quote,
            "sentence": one.first.text,
            **{kind: kind in one.kinds for kind in KINDS},
        }


def as_json(found: Comparison, language: str) -> dict[str, Any]:
    """The whole of it; `note` says in words when nothing can be compared."""
    return {
        "project": found.project.name,
        "weights": found.project.weights,
        "note": None if found.pairs else say("compare.nobody", language),
        "agreement": _figures(found),
        "pairs": [_without(vars(pair), "agree_issue_found") for pair in found.pairs],
        "pooled": vars(found.pooled),
        "unanimous": found.unanimous,
        "major_against_clean": found.major_against_clean,
        "reviewers": [
            {
                "reviewer": card.reviewer,
                "ratings": card.ratings,
                "mean_penalty": card.mean_penalty,
                "offset": card.offset.value if card.offset else None,
                "median_seconds": card.median_seconds,
            }
            for card in found.cards
        ],
        "disagreements": found.disagreements.counts(),
    }


def _figures(found: Comparison) -> list[dict[str, Any]]:
    return [
        {"question": compared.question, **vars(figure)}
        for compared in found.questions
        for figure in compared.figures.values()
    ]


def _without(facts: dict[str, Any], name: str) -> dict[str, Any]:
    return {key: value for key, value in facts.items() if key != name}
