"""Alignment gold: news articles whose sentences are numbered alike in two languages, and damaged copies of them.

A gold link joins a source and a target sentence that hold a segment in common; a found link each target sentence with
every source sentence of its range. F1 is over the links of all articles together.
"""

import json
import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from annotator.domain.align import Link
from tests.conftest import SHARED

FOLDER = SHARED / "segmentation"

Side = list[tuple[str, frozenset[int]]]
"""Sentences, each with the numbers of the segments that it holds."""

Aligner = Callable[[Sequence[str], Sequence[str]], list[Link]]


@dataclass(frozen=True)
class Damage:
    """How often a sentence is joined to the one before it, and how often it is left out, on each side."""

    merges: float
    drops: float


def articles(language: str) -> list[tuple[Side, Side]]:
    """English articles beside their translation. Where segments aren't numbered: those with as many sentences."""
    source, target = _records("en"), _records(language)
    pairs = []
    for key, translated in target.items():
        if "seg" in translated:
            pairs.append((_side(source[key], "seg"), _side(translated, "seg")))
        elif len(translated["sents"]) == len(source[key]["sents"]):
            pairs.append((_side(source[key], ""), _side(translated, "")))
    return pairs


def damaged(pairs: Iterable[tuple[Side, Side]], damage: Damage, seed: int) -> list[tuple[Side, Side]]:
    """The articles with sentences joined and left out at random on both sides."""
    chance = random.Random(seed)
    return [(_damaged(source, damage, chance), _damaged(target, damage, chance)) for source, target in pairs]


def f1(pairs: Iterable[tuple[Side, Side]], aligner: Aligner) -> float:
    """Link F1 of an aligner."""
    right = found_in_all = gold_in_all = 0
    for source, target in pairs:
        links = aligner([text for text, _ in source], [text for text, _ in target])
        found = {(i, j) for j, (first, end) in enumerate(links) for i in range(first, end)}
        gold = {(i, j) for i, (_, one) in enumerate(source) for j, (_, other) in enumerate(target) if one & other}
        right += len(found & gold)
        found_in_all += len(found)
        gold_in_all += len(gold)
    return 2 * right / (found_in_all + gold_in_all)


def _records(language: str) -> dict[str, dict]:
    lines = (FOLDER / f"{language}-news.jsonl").read_text(encoding="utf-8").splitlines()
    return {record["id"].split("-", 1)[1]: record for record in map(json.loads, lines)}


def _side(record: dict, numbered: str) -> Side:
    texts = [record["text"][start:end] for start, end in record["sents"]]
    numbers = record[numbered] if numbered else range(len(texts))
    return [(text, frozenset({number})) for text, number in zip(texts, numbers, strict=True)]


def _damaged(side: Side, damage: Damage, chance: random.Random) -> Side:
    left: Side = []
    for text, numbers in side:
        if chance.random() < damage.drops:
            continue
        if left and chance.random() < damage.merges:
            left[-1] = (f"{left[-1][0]} {text}", left[-1][1] | numbers)
        else:
            left.append((text, numbers))
    return left
