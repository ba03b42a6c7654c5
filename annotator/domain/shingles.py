"""How much of one text stands in another: three words at a time.

A fingerprint holds, for each of many orders of all triples of words, the first that a text has. The share of places in
which two fingerprints agree estimates the Jaccard similarity of the texts' triples (Broder 1997, "On the resemblance
and containment of documents"), so that ten thousand articles are looked through without reading one of them.
"""

import re
from hashlib import blake2b
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from annotator.domain.text import normal

MADE = 1  # counts the ways in which fingerprints are made: those of different ways can't be compared
ORDERS = 128  # the estimate's standard error is at most .044

_WORD = re.compile(r"\w+")
_AT_ONCE = 4096  # triples: bounds the memory for a long text
_PRIME = np.uint64(2**61 - 1)
_CHANCE = np.random.Generator(np.random.PCG64(20_261_125))  # the same in every process
_FACTORS = _CHANCE.integers(1, 2**32, ORDERS, dtype=np.uint64)[:, None]
_SUMMANDS = _CHANCE.integers(0, 2**32, ORDERS, dtype=np.uint64)[:, None]

Fingerprint = NDArray[np.uint32]
"""The smallest rank of a text's triples in each order; `ORDERS` numbers."""


def triples(text: str) -> frozenset[int]:
    """The triples of neighbouring words in their normal form, as numbers; of a text of one or two words itself."""
    words = _WORD.findall(normal(text))
    if len(words) < 3:
        return frozenset([_number(" ".join(words))]) if words else frozenset()
    pairs = list(pairwise(words))
    return frozenset(_number(f"{one} {two} {three}") for (one, two), (_, three) in pairwise(pairs))


def fingerprint(found: frozenset[int]) -> Fingerprint:
    """The fingerprint of a text's triples; of none, all ranks at their highest."""
    lowest = np.full(ORDERS, 2**32 - 1, dtype=np.uint32)
    numbers = np.fromiter(found, dtype=np.uint64, count=len(found))
    for start in range(0, len(numbers), _AT_ONCE):
        ranks = (numbers[start : start + _AT_ONCE] * _FACTORS + _SUMMANDS) % _PRIME
        lowest = np.minimum(lowest, (ranks & np.uint64(2**32 - 1)).min(axis=1).astype(np.uint32))
    return lowest


def nearest(mine: Fingerprint, others: NDArray[np.uint32], top: int, least: float) -> list[int]:
    """The rows of `others`, articles × `ORDERS`, that agree with mine in at least this share of places, best first."""
    if not len(others):
        return []
    shares = (others == mine).mean(axis=1)
    best = np.argsort(-shares, kind="stable")[:top]
    return [int(row) for row in best if shares[row] >= least]


def shared(one: frozenset[int], other: frozenset[int]) -> float:
    """How much of the shorter text stands in the other, 0 to 1: the overlap coefficient of their triples."""
    least = min(len(one), len(other))
    return len(one & other) / least if least else 0.0


def _number(words: str) -> int:
    """32 bits, so that products with the orders' factors stay within 64."""
    return int.from_bytes(blake2b(words.encode("utf-8", "surrogatepass"), digest_size=4).digest(), "big")
