"""Cutting an article's sentences anew (join, split, unwrap) without losing what was said about them.

Marks stay where they are in the text and are handed to the sentence that they now begin in. What was judged of the old
sentences is carried over: a join is as finished as the least finished of its parts, a split passes its judgement on.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from annotator.domain.records import Review, Sentence, State
from annotator.errors import Invalid

Range = tuple[int, int]


@dataclass(frozen=True)
class Recut:
    """The sentences after a recut, and which old ones each was made of."""

    sentences: tuple[Sentence, ...]  # in order; the first of the old ones inside lends its id
    parts: dict[str, tuple[Sentence, ...]]  # new sentence id → old sentences, more than one after a join
    retired: tuple[Sentence, ...]  # old sentences that were joined into the one before


def check(text: str, ranges: Sequence[Range], standing: Sequence[Range] = ()) -> None:
    """Raises Invalid("cut_bad") unless the ranges are in order, apart, not blank, and leave out only white space.

    A blank range that is `standing` may stay: a segment that somebody imported without its translation.
    """
    position = 0
    blank = {(start, end) for start, end in standing if not text[start:end].strip()}
    for start, end in ranges:
        if not position <= start <= end <= len(text) or text[position:start].strip():
            raise Invalid("cut_bad")
        if not text[start:end].strip() and (start, end) not in blank:
            raise Invalid("cut_bad")
        position = end
    if text[position:].strip() or not ranges:
        raise Invalid("cut_bad")


def recut(old: Sequence[Sentence], ranges: Sequence[Range], new_id: Callable[[], str]) -> Recut:
    """Fits old sentences to new ranges, in one pass over both."""
    sentences, parts, kept = [], {}, set()
    first = 0
    for start, end in ranges:
        while first < len(old) and _reach(old[first].start, old[first].end) <= start:
            first += 1
        last = first
        while last < len(old) and old[last].start < _reach(start, end):
            last += 1
        inside = tuple(old[first:last])
        lender = next((sentence for sentence in inside if sentence.id not in kept), None)
        sentence = replace(lender or inside[0], id=lender.id if lender else new_id(), start=start, end=end)
        kept.add(sentence.id)
        sentences.append(sentence)
        parts[sentence.id] = inside
    retired = tuple(sentence for sentence in old if sentence.id not in kept)
    return Recut(tuple(sentences), parts, retired)


def _reach(start: int, end: int) -> int:
    """Where a range ends; an empty one takes the line's end behind it, so that it too lies somewhere."""
    return max(end, start + 1)


def carried(reviews: Sequence[Review | None], issues: int) -> State:
    """The state of a new sentence for one reviewer, from their reviews of its parts and the issues now in it."""
    if issues:
        return "issues"
    states = {review.state if review else "unseen" for review in reviews}
    if states == {"skipped"}:
        return "skipped"
    if states <= {"clean", "issues"}:
        return "clean"  # every part was read to its end, and what was found now stands in another sentence
    return "unseen" if states == {"unseen"} else "in_progress"
