"""How much the anchors of two sentences speak for one being the translation of the other, in nats."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from annotator.domain.anchors import anchors

_KEPT = {"=": 0.85, "~": 0.7}  # how often an anchor of this sort is found in the translation
_KEPT_OTHERS = 0.85
_WORDS, _SOUNDS = 20, 9.0  # a skeleton of n consonants stands among so many words by chance: words / sounds ** n
_MOST = 8.0  # nats by which anchors may speak for a pair


class Affinity:
    """Looks pairs of source and target sentences up, a row of all targets at a time."""

    def __init__(self, source: Sequence[str], target: Sequence[str]) -> None:
        self.source = [anchors(text) for text in source]
        sides = [anchors(text) for text in target]
        self.count = len(target)
        places: dict[str, list[int]] = {}
        for index, found in enumerate(sides):
            for anchor in found:
                places.setdefault(anchor, []).append(index)
        common = Counter(anchor for found in self.source for anchor in found)
        self.places = {
            anchor: (np.array(where) + 2, self._worth(anchor, len(where), common[anchor]))
            for anchor, where in places.items()
            if common[anchor]
        }

    def _worth(self, anchor: str, targets: int, sources: int) -> float:
        kept = _KEPT.get(anchor[0], _KEPT_OTHERS)
        chance = max((targets + 0.5) / (self.count + 1), 0.5 * (sources + 0.5) / (len(self.source) + 1))
        if anchor[0] == "~":
            chance = max(chance, _WORDS * _SOUNDS ** -(len(anchor) - 1))
        return max(0.0, math.log(kept / min(chance, 1.0)))

    def row(self, source: int) -> NDArray[np.float64]:
        """For one source sentence the nats with each target sentence; two zeros before them."""
        row = np.zeros(self.count + 2)
        for anchor in self.source[source]:
            if anchor in self.places:
                where, worth = self.places[anchor]
                row[where] = np.minimum(row[where] + worth, _MOST)
        return row
