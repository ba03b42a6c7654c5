"""Which marks of two reviewers are one: tests of fitting, and the largest one-to-one matching under a test."""

from collections.abc import Callable, Sequence

Place = tuple[int, int, str]  # start, end, label
Places = Sequence[Place]
Fits = Callable[[Place, Place], bool]


def same_label(a: Place, b: Place) -> bool:
    """Whether two marks carry one label."""
    return a[2] == b[2]


def overlap(a: Place, b: Place) -> bool:
    """Whether two marks share a character, or are the same point."""
    return (a[0] < b[1] and b[0] < a[1]) or (a[0] == b[0] and a[1] == b[1])


def half_overlap(a: Place, b: Place) -> bool:
    """Whether two marks share at least half of the characters that either covers."""
    shared = min(a[1], b[1]) - max(a[0], b[0])
    return shared > 0 and 2 * shared >= max(a[1], b[1]) - min(a[0], b[0])


def matched(own: Places, other: Places, fits: Fits) -> int:
    """The size of the largest matching (augmenting paths; Kuhn 1955)."""
    return _largest([[index for index, mark in enumerate(other) if fits(mine, mark)] for mine in own])


def matched_overlaps(own: Places, other: Places, *, labelled: bool) -> int:
    """The same for `overlap`, with one label if `labelled`; a single sweep where the marks of each stand in a row."""
    if in_a_row(own) and in_a_row(other):
        return _swept(own, other, labelled)
    if labelled:
        return matched(own, other, lambda a, b: same_label(a, b) and overlap(a, b))
    return matched(own, other, overlap)


def in_a_row(marks: Places) -> bool:
    """Whether every mark covers a character and begins where the one before has ended, or later."""
    reached = 0
    for start, end, _ in marks:
        if start < reached or end <= start:
            return False
        reached = end
    return True


def _swept(own: Places, other: Places, labelled: bool) -> int:
    """The largest matching of marks in a row: the first two that fit are one, else the one that ends first is left.

    Of two that fit, at most one could be had by a later mark: taking both loses nothing.
    """
    mine = theirs = count = 0
    ours, others = len(own), len(other)
    while mine < ours and theirs < others:
        start, end, label = own[mine]
        begin, stop, name = other[theirs]
        if begin < end and start < stop and (label == name or not labelled):
            count, mine, theirs = count + 1, mine + 1, theirs + 1
        elif stop <= end:
            theirs += 1
        else:
            mine += 1
    return count


def _largest(edges: Sequence[Sequence[int]]) -> int:
    """`edges[mine]` are the other's marks that fit."""
    taken: dict[int, int] = {}  # the other's mark, and mine that holds it
    held: dict[int, int] = {}
    return sum(_augmented(mine, edges, taken, held) for mine in range(len(edges)))


def _augmented(root: int, edges: Sequence[Sequence[int]], taken: dict[int, int], held: dict[int, int]) -> bool:
    """Whether `root` finds a partner, others moving to a partner of their own where that helps."""
    came: dict[int, int] = {}
    queue = [root]
    for mine in queue:
        for index in edges[mine]:
            if index in came:
                continue
            came[index] = mine
            if index in taken:
                queue.append(taken[index])
                continue
            _moved_along(index, root, came, taken, held)
            return True
    return False


def _moved_along(index: int, root: int, came: dict[int, int], taken: dict[int, int], held: dict[int, int]) -> None:
    """Each mark on the way back to `root` takes the one that it was come by."""
    while True:
        mine = came[index]
        before = held.get(mine)
        taken[index], held[mine] = mine, index
        if mine == root or before is None:
            return
        index = before
