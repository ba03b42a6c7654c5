"""Correcting an alignment by hand: which source sentences stand beside a translated one.

Links are as `align` gives them, one for each translated sentence, in order; sentences with the same link share their
source and move together. Every edit keeps the order, loses no source sentence, and raises Invalid("alignment_edit")
where it is impossible.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from annotator.domain.align import Link
from annotator.errors import Invalid


def join(links: Sequence[Link], index: int, other: int) -> list[Link]:
    """Two neighbours share all the source sentences that either has, with those who shared with them before."""
    if abs(index - other) != 1 or not 0 <= other < len(links) or links[index] == links[other]:
        raise Invalid("alignment_edit")
    start, stop = (
        min(_group(links, index)[0], _group(links, other)[0]),
        max(_group(links, n)[1] for n in (index, other)),
    )
    both = _union(links[index], links[other])
    return [*links[:start], *[both] * (stop - start), *links[stop:]]


def split(links: Sequence[Link], index: int) -> list[Link]:
    """A sentence shares no more with those before it: they keep the first part, it and later ones the rest.

    Of a single source sentence the first ones keep all.
    """
    start, stop = _group(links, index)
    first, end = links[index]
    if start == index:
        raise Invalid("alignment_edit")
    middle = first + max(1, (end - first) * (index - start) // (stop - start))
    earlier, later = [(first, middle)] * (index - start), [(middle, end)] * (stop - index)
    return [*links[:start], *earlier, *later, *links[stop:]]


def shift(links: Sequence[Link], index: int, edge: Literal["first", "end"], by: int, count: int) -> list[Link]:
    """Moves the beginning or the end of a range by one source sentence, of `count`; a neighbour gives or gets it."""
    (first, end), (start, stop) = links[index], _group(links, index)
    moved = (first + by, end) if edge == "first" else (first, end + by)
    if not 0 <= moved[0] <= moved[1] <= count:
        raise Invalid("alignment_edit")
    changed = list(links)
    if moved[1] - moved[0] < end - first:
        neighbour, given = (start - 1, (first, moved[0])) if edge == "first" else (stop, (moved[1], end))
        _give(changed, neighbour, given)
    before = [(min(a, moved[0]), min(b, moved[0])) for a, b in changed[:start]]
    after = [(max(a, moved[1]), max(b, moved[1])) for a, b in changed[stop:]]
    return [*before, *[moved] * (stop - start), *after]


def edited(links: Sequence[Link], index: int, edit: str, count: int) -> list[Link]:
    """An edit by its name, one of EDITS."""
    if edit not in EDITS or not 0 <= index < len(links):
        raise Invalid("alignment_edit")
    return EDITS[edit](links, index, count)


EDITS: Mapping[str, Callable[[Sequence[Link], int, int], list[Link]]] = {
    "join_up": lambda links, index, _: join(links, index, index - 1),
    "join_down": lambda links, index, _: join(links, index, index + 1),
    "split": lambda links, index, _: split(links, index),
    "take_up": lambda links, index, count: shift(links, index, "first", -1, count),
    "give_up": lambda links, index, count: shift(links, index, "first", 1, count),
    "give_down": lambda links, index, count: shift(links, index, "end", -1, count),
    "take_down": lambda links, index, count: shift(links, index, "end", 1, count),
}


def _group(links: Sequence[Link], index: int) -> tuple[int, int]:
    """The range of those who share a sentence's source; itself alone where it has none."""
    start, stop = index, index + 1
    if links[index][0] < links[index][1]:
        while start and links[start - 1] == links[index]:
            start -= 1
        while stop < len(links) and links[stop] == links[index]:
            stop += 1
    return start, stop


def _give(changed: list[Link], neighbour: int, given: Link) -> None:
    if not 0 <= neighbour < len(changed):
        raise Invalid("alignment_edit")
    start, stop = _group(changed, neighbour)
    changed[start:stop] = [_union(changed[neighbour], given)] * (stop - start)


def _union(one: Link, other: Link) -> Link:
    held = [link for link in (one, other) if link[0] < link[1]]
    if not held:
        raise Invalid("alignment_edit")
    return min(first for first, _ in held), max(end for _, end in held)
