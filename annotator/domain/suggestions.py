"""Hints that a reviewer is offered, from the rules or from a model, and dismisses or makes their own mark of.

Offsets are code points in the text of a side, half-open. A hint counts for nothing until somebody accepts it.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from annotator.domain.detect.article import TROUBLES, Hinted
from annotator.domain.detect.claims import WEIGHTS
from annotator.domain.detect.hint import Hint
from annotator.domain.scheme import Label, Scheme

RULES = "rules"
"""Who suggested what `annotator.domain.detect` found; a model's suggestion bears the model's name."""

ENOUGH = 0.35
"""The checkability from which on a sentence is offered as a claim, if one of its cues weighs `_WEIGHTY` or more."""

_WEIGHTY = WEIGHTS["comparison"]  # somebody who says something on a Friday is no claim to check: that is most of a text

_CLAIM = "claim"
_ID = re.compile(rf"{RULES}:({'|'.join((_CLAIM, *TROUBLES))}):\d{{1,9}}:\d{{1,9}}")
_FORM = ("punctuation", "spelling", "typography", "grammar", "other")
_NUMBER, _NAME = (
    ("number_date", "number", "mistranslation", "other"),
    ("named_entity", "entity", "mistranslation", "other"),
)
_CATEGORIES = {
    "untranslated": ("untranslated", "mistranslation", "other"),
    "doubled": ("grammar", "spelling", "other"),
    "negation_missing": ("negation_certainty", "mistranslation", "other"),
    "currency_differs": _NUMBER,
    "month_differs": _NUMBER,
    "weekday_differs": _NUMBER,
}


@dataclass(frozen=True)
class Suggestion:
    """A model's guess at a translation error."""

    id: str
    article_id: str
    side: str
    start: int
    end: int
    quote: str
    category: str
    severity: str
    score: float | None  # as the model gives it
    model: str
    created_at: datetime


@dataclass(frozen=True)
class Dismissal:
    """A reviewer has put a hint away."""

    id: str
    article_id: str
    sentence_id: str
    reviewer_id: str
    side: str
    start: int
    end: int
    quote: str
    hint: str  # the id of an offer
    revision: int
    updated_at: datetime
    retired_at: datetime | None


@dataclass(frozen=True)
class Offer:
    """One thing to accept or to dismiss: an issue, or a claim.

    An issue may lack category and severity where the scheme has none for it. `reasons` name what speaks for it;
    `places` are where to look, nothing for what is missing as a whole.
    """

    id: str
    makes: Literal["issue", "claim"]
    side: str
    start: int
    end: int
    category: str | None
    severity: str | None
    by: str
    score: float | None
    reasons: tuple[Hint, ...]
    places: tuple[tuple[int, int], ...]


def rule_of(id: str) -> str:
    """The rule behind an offer's id; "" where no rule gives such an id."""
    found = _ID.fullmatch(id)
    return found[1] if found else ""


def of_rules(sentence: Hinted, text: str, scheme: Scheme) -> list[Offer]:
    """What the rules offer in one sentence: each trouble, and at most one claim."""
    offers = [_trouble(hint, sentence, scheme) for hint in sentence.troubles]
    start, end = sentence.start, sentence.start + len(text[sentence.start : sentence.end].rstrip())
    speaking = [cue for cue in sentence.cues if WEIGHTS[cue.kind] > 0]
    places = tuple((cue.start, cue.end) for cue in speaking if WEIGHTS[cue.kind] >= _WEIGHTY)
    if places and sentence.checkability.score >= ENOUGH and start < end:
        id = f"{RULES}:{_CLAIM}:{start}:{end}"
        reasons = tuple({cue.kind: cue for cue in speaking}.values())
        offers.append(Offer(id, "claim", "translation", start, end, None, None, RULES, None, reasons, places))
    return offers


def of_model(suggestion: Suggestion, scheme: Scheme) -> Offer:
    """A model's suggestion as an offer; without a label that may not be chosen any more."""
    place = suggestion.start, suggestion.end
    return Offer(
        suggestion.id,
        "issue",
        suggestion.side,
        *place,
        _choosable(scheme, "issue_category", suggestion.category),
        _choosable(scheme, "severity", suggestion.severity),
        suggestion.model,
        suggestion.score,
        (),
        (place,),
    )


def _trouble(hint: Hint, sentence: Hinted, scheme: Scheme) -> Offer:
    grave = hint.kind.startswith(("figure", "currency", "month", "weekday", "negation", "name_missing", "name_differs"))
    whole = (hint.start, hint.end) == (sentence.start, sentence.end)
    severity = _first(scheme.severities, ("major" if grave else "minor",))
    return Offer(
        f"{RULES}:{hint.kind}:{hint.start}:{hint.end}",
        "issue",
        "translation",
        hint.start,
        hint.end,
        _first(scheme.issue_categories, _candidates(hint.kind)),
        severity,
        RULES,
        None,
        (hint,),
        () if whole else ((hint.start, hint.end),),
    )


def _candidates(kind: str) -> tuple[str, ...]:
    if kind in _CATEGORIES:
        return _CATEGORIES[kind]
    return _NUMBER if kind.startswith("figure") else _NAME if kind.startswith("name") else _FORM


def _choosable(scheme: Scheme, kind: str, id: str) -> str | None:
    label = scheme.labels[kind].get(id)
    return None if label is None or label.retired or label.automatic else id


def _first(labels: Iterable[Label], wanted: Iterable[str]) -> str | None:
    """The first label that bears one of these names, as its id or as its MQM type, and may be chosen."""
    choosable = [label for label in labels if not (label.retired or label.automatic or label.point)]
    for name in wanted:
        for label in choosable:
            if name in (label.id, label.mqm_id):
                return label.id
    return None
