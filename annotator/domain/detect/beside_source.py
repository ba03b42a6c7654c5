"""What a translated sentence lacks or changes of its source: figures, currencies, months, weekdays, negations."""

from collections.abc import Iterator

from annotator.domain.detect.dates import months, weekdays
from annotator.domain.detect.hint import Hint, Word, listed, words
from annotator.domain.detect.lists import NEGATION
from annotator.domain.detect.money import money
from annotator.domain.figures import Figure, figures

_MORE_NEGATIONS = ("n't", "n’t")


def beside_source(text: str, source: str) -> list[Hint]:
    """The hints of one sentence, placed in it; what is missing as a whole is placed on the whole sentence."""
    ours, theirs = words(text), words(source)
    here, there = figures(text), figures(source)
    return [
        *_figures(text, source, here, there, ours, theirs),
        *_currencies(text, source, here, there),
        *_named_days(text, source, ours, theirs),
        *_negation(text, ours, theirs),
    ]


def _figures(
    text: str, source: str, here: list[Figure], there: list[Figure], ours: list[Word], theirs: list[Word]
) -> Iterator[Hint]:
    """Figures without a partner of the same worth; one missing and one too many are taken for each other."""
    lost = [figure for figure in there if not figure.loose and not figure.values & _worth(here, ours)]
    strange = [figure for figure in here if not figure.loose and not figure.values & _worth(there, theirs)]
    for found, missing in zip(strange, lost, strict=False):
        yield Hint("figure_differs", found.start, found.end, source[missing.start : missing.end])
    for found in [figure for figure in strange if not figure.spelt][len(lost) :]:
        yield Hint("figure_added", found.start, found.end, text[found.start : found.end])
    for missing in lost[len(strange) :]:
        yield Hint("figure_missing", 0, len(text), source[missing.start : missing.end])


def _worth(found: list[Figure], spoken: list[Word]) -> set[float]:
    """Everything that may answer for a figure: the figures, months by number, and the Arabic dual for two."""
    worth = {value for figure in found for value in figure.values}
    worth |= {float(number) for _, _, number in months(spoken)}
    if any(len(form) > 4 and form.endswith(("ين", "ان")) for word in spoken for form in word.forms[:1]):
        worth.add(2.0)
    return worth


def _currencies(text: str, source: str, here: list[Figure], there: list[Figure]) -> Iterator[Hint]:
    ours, theirs = list(money(text, here)), list(money(source, there))
    known = {sum_.about for sum_ in theirs}
    for found in ours:
        if known and found.about not in known:
            other = next(sum_ for sum_ in theirs)
            yield Hint("currency_differs", found.start, found.end, source[other.start : other.end])


def _named_days(text: str, source: str, ours: list[Word], theirs: list[Word]) -> Iterator[Hint]:
    for kind, named in (("month_differs", months), ("weekday_differs", weekdays)):
        here, there = named(ours), named(theirs)
        known = {number for _, _, number in named(theirs, sure=False)}
        for start, end, number in here:
            if known and number not in known:
                yield Hint(kind, start, end, source[there[0][0] : there[0][1]])


def _negation(text: str, ours: list[Word], theirs: list[Word]) -> Iterator[Hint]:
    """The source denies something, and no word of the translation does."""
    denied = next((word for word in theirs if _denies(word)), None)
    if denied and not any(_denies(word) for word in ours):
        yield Hint("negation_missing", 0, len(text), denied.text)


def _denies(word: Word) -> bool:
    return bool(listed(word, NEGATION)) or word.forms[0].endswith(_MORE_NEGATIONS)
