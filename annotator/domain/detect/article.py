"""All hints on an article, sentence by sentence, with offsets in the article's text."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace

from annotator.domain.detect.beside_source import beside_source
from annotator.domain.detect.claims import WEIGHTS, Checkability, checkability, cues
from annotator.domain.detect.hint import Hint
from annotator.domain.detect.names import names
from annotator.domain.detect.troubles import troubles

Range = tuple[int, int]

TROUBLES = (
    "quote_open",
    "quote_unopened",
    "quote_mixed",
    "bracket",
    "space_before",
    "doubled",
    "untranslated",
    "figure_differs",
    "figure_added",
    "figure_missing",
    "currency_differs",
    "month_differs",
    "weekday_differs",
    "negation_missing",
    "name_missing",
    "name_differs",
    "name_varies",
)
CUES = tuple(WEIGHTS)


@dataclass(frozen=True)
class Hinted:
    """One sentence [start, end), how much in it can be checked, its cues and its troubles."""

    start: int
    end: int
    checkability: Checkability
    cues: list[Hint]
    troubles: list[Hint]


def hints(text: str, language: str, sentences: Sequence[Range], sources: Sequence[str] | None = None) -> list[Hinted]:
    """The hints on each sentence. `sources` holds the source that stands beside each; "" where there is none."""
    pieces = [text[start:end] for start, end in sentences]
    beside = list(sources) if sources is not None else [""] * len(pieces)
    named = names(list(zip(pieces, beside, strict=True)))
    own = _by_sentence(troubles(text, language), sentences)
    found = []
    for (start, end), piece, source, with_names, lone in zip(sentences, pieces, beside, named, own, strict=True):
        compared = [*beside_source(piece, source), *with_names] if source.strip() else []
        troubled = [*lone, *(_moved(hint, start) for hint in compared)]
        found.append(
            Hinted(
                start,
                end,
                checkability(piece),
                [_moved(hint, start) for hint in cues(piece)],
                sorted(troubled, key=lambda hint: (hint.start, hint.end, hint.kind)),
            )
        )
    return found


def _by_sentence(found: Sequence[Hint], sentences: Sequence[Range]) -> list[list[Hint]]:
    """Hands each hint to the sentence that it begins in."""
    handed: list[list[Hint]] = [[] for _ in sentences]
    starts = [start for start, _ in sentences]
    for hint in found:
        if handed:
            handed[max(0, bisect_right(starts, hint.start) - 1)].append(hint)
    return handed


def _moved(hint: Hint, by: int) -> Hint:
    return replace(hint, start=hint.start + by, end=hint.end + by)
