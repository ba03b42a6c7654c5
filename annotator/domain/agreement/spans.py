"""Where marks stand: pairwise F1 of spans and of characters, and alpha with each character as an item.

A boundary that moves over white space is no disagreement: marks are trimmed to their first and last visible character,
and white space itself is never counted.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

import numpy as np

from annotator.domain.agreement.matching import Fits, matched, matched_overlaps
from annotator.domain.agreement.ratings import MISSING, Ratings

_WORD = re.compile(r"\w+(?:[\u0640\u064b-\u065f\u0670]\w*)*")


class Mark(NamedTuple):
    """A span [start, end) of a sentence, in code points, with its label."""

    start: int
    end: int
    label: str


Marks = Sequence[Mark]


@dataclass(frozen=True)
class Marked:
    """A sentence with each reviewer's marks; None for a reviewer who has not reviewed it."""

    text: str
    marks: tuple[Marks | None, ...]
    article: int = 0


def tidied(marked: Marked, *, whole_words: bool = False) -> Marked:
    """The same with every mark trimmed to visible characters and, if asked, grown to whole words."""
    words = [match.span() for match in _WORD.finditer(marked.text)] if whole_words else []
    tidy = tuple(None if own is None else _tidy(marked.text, own, words) for own in marked.marks)
    return Marked(marked.text, tidy, marked.article)


def _tidy(text: str, marks: Marks, words: Sequence[tuple[int, int]]) -> list[Mark]:
    tidy = []
    for start, end, label in marks:
        inside = text[start:end]
        start, end = start + len(inside) - len(inside.lstrip()), end - (len(inside) - len(inside.rstrip()))
        touched = [word for word in words if word[0] < end and word[1] > start]
        if touched:
            start, end = min(start, touched[0][0]), max(end, touched[-1][1])
        tidy.append(Mark(start, end, label))
    return tidy


def f1(sentences: Sequence[Marked], first: int, second: int, fits: Fits) -> float | None:
    """2TP / (n_A + n_B) over sentences that both reviewed, as many marks matched as can be; None without marks."""
    true = total = 0
    for own, other in _shared(sentences, first, second):
        total += len(own) + len(other)
        true += matched(own, other, fits)
    return 2 * true / total if total else None


def f1_overlap(sentences: Sequence[Marked], first: int, second: int, *, labelled: bool = True) -> float | None:
    """The same where marks match that share a character, or a character and the label."""
    true = total = 0
    for own, other in _shared(sentences, first, second):
        total += len(own) + len(other)
        if own and other:
            true += matched_overlaps(own, other, labelled=labelled)
    return 2 * true / total if total else None


def f1_exact(sentences: Sequence[Marked], first: int, second: int, *, labelled: bool = True) -> float | None:
    """The same where only equal marks match."""
    true = total = 0
    for own, other in _shared(sentences, first, second):
        total += len(own) + len(other)
        if own and other:
            true += _in_both(own, other) if labelled else _in_both(_places(own), _places(other))
    return 2 * true / total if total else None


def _places(marks: Marks) -> list[tuple[int, int]]:
    return [(mark[0], mark[1]) for mark in marks]


def _in_both(own: Sequence[tuple[object, ...]], other: Sequence[tuple[object, ...]]) -> int:
    """How many stand in both, each as often as it stands in the one that has it more seldom."""
    distinct = set(own)
    if len(distinct) == len(own):
        return len(distinct.intersection(other))
    return (Counter(own) & Counter(other)).total()


def character_f1(sentences: Sequence[Marked], first: int, second: int, *, labelled: bool = True) -> float | None:
    """2TP / (n_A + n_B) over visible characters, or over characters with their labels."""
    true = total = 0
    for marked in sentences:
        own, other = marked.marks[first], marked.marks[second]
        if own is None or other is None or not (own or other):
            continue
        visible = [0, *accumulate(not character.isspace() for character in marked.text)]
        for label in {mark.label for mark in (*own, *other)} if labelled else {None}:
            mine, theirs = _covered(own, label), _covered(other, label)
            total += sum(visible[end] - visible[start] for start, end in (*mine, *theirs))
            true += sum(visible[end] - visible[start] for start, end in _common(mine, theirs))
    return 2 * true / total if total else None


def character_ratings(sentences: Sequence[Marked], label: str | None = None, *, any_label: bool = False) -> Ratings:
    """Each visible character as an item: which label it carries, whether it carries this one, or whether any.

    Where a reviewer's own marks overlap, the one that begins later counts.
    """
    labels = sorted({mark.label for marked in sentences for own in marked.marks for mark in own or ()})
    code = {name: number + 1 for number, name in enumerate(labels)}
    if label is not None or any_label:
        code = {name: int(any_label or name == label) for name in labels}
    blocks, articles = [], []
    for marked in sentences:
        codes = np.zeros((len(marked.text), len(marked.marks)), np.int32)
        for column, own in enumerate(marked.marks):
            codes[:, column] = MISSING if own is None else 0
            for mark in sorted(own or ()):
                if code[mark.label] or not (label or any_label):
                    codes[mark.start : mark.end, column] = code[mark.label]
        seen = np.fromiter((not character.isspace() for character in marked.text), bool, len(marked.text))
        blocks.append(codes[seen])
        articles.append(np.full(int(seen.sum()), marked.article, np.int64))
    values = ("", *labels) if label is None and not any_label else (0, 1)
    empty = np.zeros((0, 0), np.int32)
    codes = np.concatenate(blocks) if blocks else empty
    clusters = np.concatenate(articles) if articles else np.zeros(0, np.int64)
    return Ratings(codes, values, clusters, len(values), tuple(range(codes.shape[1])))


def sentence_ratings(sentences: Sequence[Marked]) -> Ratings:
    """Each sentence as an item: whether a reviewer marked anything in it."""
    width = len(sentences[0].marks) if sentences else 0
    cells = [[MISSING if own is None else int(bool(own)) for own in marked.marks] for marked in sentences]
    clusters = np.array([marked.article for marked in sentences], np.int64)
    return Ratings(np.array(cells, np.int32).reshape(-1, width), (0, 1), clusters, 2, tuple(range(width)))


def _shared(sentences: Sequence[Marked], first: int, second: int) -> Iterator[tuple[Marks, Marks]]:
    for marked in sentences:
        own, other = marked.marks[first], marked.marks[second]
        if own is not None and other is not None:
            yield own, other


def _covered(marks: Marks, label: str | None) -> list[tuple[int, int]]:
    """The ranges that marks cover, joined, in order."""
    joined: list[tuple[int, int]] = []
    for start, end, _ in sorted(mark for mark in marks if label is None or mark.label == label):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(joined[-1][1], end))
        else:
            joined.append((start, end))
    return joined


def _common(first: Sequence[tuple[int, int]], second: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for start, end in first:
        for begin, stop in second:
            if begin < end and start < stop:
                yield max(start, begin), min(end, stop)
