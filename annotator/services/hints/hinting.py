"""Hints on a text that somebody brings: what can be checked in it, what looks wrong. Nothing is stored."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from annotator.domain.align import align, covering
from annotator.domain.detect.article import Hinted, hints
from annotator.domain.detect.hint import Hint
from annotator.ingest.articles import read_article, read_source
from annotator.ingest.limits import limits
from annotator.words import say


@dataclass(frozen=True)
class HintedText:
    """A text with the hints on each of its sentences."""

    text: str
    sentences: list[Hinted]


def hints_on(text: str, language: str = "", source_text: str = "") -> HintedText:
    """Cuts a text, sets its source beside it where there is one, and looks for hints. Raises BadUpload or Invalid."""
    article = read_article(text, language=language or None, title="-", unwrap_lines=False, limits=limits())
    source = read_source(source_text, None, limits())
    beside = None
    if source.sentences:
        pieces = [source.text[start:end] for start, end in source.sentences]
        links = align(pieces, [article.text[start:end] for start, end in article.sentences])
        beside = [" ".join(pieces[first:end]) for first, end in covering(links, len(pieces))]
    return HintedText(article.text, hints(article.text, article.language, article.sentences, beside))


def as_plain(found: HintedText, language: str) -> list[dict[str, Any]]:
    """The sentences as JSON-able values: range, text, score with its parts, hints with their reasons in words."""
    return [
        {
            "start": sentence.start,
            "end": sentence.end,
            "text": found.text[sentence.start : sentence.end],
            "checkability": sentence.checkability.score,
            "parts": sentence.checkability.parts,
            "cues": [_plain(found.text, hint, language) for hint in sentence.cues],
            "troubles": [_plain(found.text, hint, language) for hint in sentence.troubles],
        }
        for sentence in found.sentences
    ]


def in_words(found: HintedText, language: str) -> Iterator[str]:
    """A line for each sentence, and under it one for each hint."""
    for number, sentence in enumerate(found.sentences, 1):
        text = found.text[sentence.start : sentence.end].replace("\n", " ")
        score = f"{sentence.checkability.score:.2f}"
        yield say("hint.sentence", language, number=number, score=score, text=text)
        for hint in [*sentence.cues, *sentence.troubles]:
            place = found.text[hint.start : hint.end].replace("\n", " ")
            whole = (hint.start, hint.end) == (sentence.start, sentence.end)
            yield say("hint.line", language, place="—" if whole else place, reason=reason(hint, language))


def reason(hint: Hint, language: str) -> str:
    """Why something is hinted at, in words."""
    return say(hint.reason, language, about=hint.about)


def _plain(text: str, hint: Hint, language: str) -> dict[str, Any]:
    quote = text[hint.start : hint.end]
    return {**vars(hint), "quote": quote, "reason": reason(hint, language)}
