"""Names of the source that a translation leaves out, spells in two ways or spells unlike them."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from rapidfuzz.distance import Levenshtein

from annotator.domain.detect.hint import Hint, Word, forms, words
from annotator.domain.detect.lists import COMMON_CAPITALS
from annotator.domain.skeleton import skeletons

Pair = tuple[str, str]
"""A translated sentence, and the source that stands beside it."""

_CAPITAL = re.compile(r"(?<![\w.])[A-Z][a-z’'-]+[A-Za-z’'-]*(?:’s|'s)?")
_ENDING = re.compile(r"(?<=...)(?:ا|ي|يه|يا|يون|يين|ه)$")
_PEOPLE = ("ian", "ean", "can", "ese", "ish", "ians", "cans")  # Korean, Mexican: translated by other rules
_SOUNDS = 3  # consonants that a name needs to be looked for
_NEAR_SOUNDS = 4  # and to be known when one of them is off


def names(pairs: Sequence[Pair]) -> list[list[Hint]]:
    """For each sentence `name_missing`, `name_differs` and `name_varies`, as far as the names are in Latin letters.

    A name is only looked for where another sentence shows that this article writes it in its own letters: many
    names are translated or replaced by "he" instead.
    """
    common = _common_words(pairs)
    present = [_names(source, common) for _, source in pairs]
    spoken = [_by_skeleton(words(text)) for text, _ in pairs]
    spelt: dict[str, Counter[str]] = defaultdict(Counter)
    for found, heard in zip(present, spoken, strict=True):
        for name in found:
            spelt[name].update({word.text for word in _heard(name, heard)})
    return [
        [hint for name in found if spelt[name] for hint in _about(name, text, heard, spelt[name])]
        for (text, _), found, heard in zip(pairs, present, spoken, strict=True)
    ]


def _about(name: str, text: str, heard: dict[str, list[Word]], spellings: Counter[str]) -> list[Hint]:
    here = _heard(name, heard)
    if not here:
        near = _near(name, heard)
        if near:
            return [Hint("name_differs", near.start, near.end, name)]
        return [Hint("name_missing", 0, len(text), name)]
    usual = max(spellings, key=lambda spelling: spellings[spelling])  # of several as frequent the first in the article
    if any(_alike(word, usual) for word in here):
        return []
    return [Hint("name_varies", here[0].start, here[0].end, usual)]


def _alike(word: Word, spelling: str) -> bool:
    """Whether a word is a spelling, but for prefixes, the ending of the accusative and those of adjectives."""
    known = {_ENDING.sub("", form) for form in forms(spelling)}
    return any(_ENDING.sub("", form) in known for form in word.forms)


def _common_words(pairs: Sequence[Pair]) -> frozenset[str]:
    """Words that the source also writes small."""
    small = {word.text for _, source in pairs for word in words(source) if word.text[0].islower()}
    return COMMON_CAPITALS | small


def _names(source: str, common: frozenset[str]) -> list[str]:
    found = [match[0].removesuffix("’s").removesuffix("'s") for match in _CAPITAL.finditer(source)]
    return [
        name
        for name in dict.fromkeys(found)
        if name.casefold() not in common
        and not name.endswith(_PEOPLE)
        and any(len(one) >= _SOUNDS for one in skeletons(name))
    ]


def _by_skeleton(found: list[Word]) -> dict[str, list[Word]]:
    heard: dict[str, list[Word]] = defaultdict(list)
    for word in found:
        for one in skeletons(word.text):
            if len(one) >= _SOUNDS:
                heard[one].append(word)
    return heard


def _heard(name: str, heard: dict[str, list[Word]]) -> list[Word]:
    """The words that sound like a name."""
    return [word for one in sorted(skeletons(name)) if len(one) >= _SOUNDS for word in heard.get(one, [])]


def _near(name: str, heard: dict[str, list[Word]]) -> Word | None:
    sounds = [one for one in skeletons(name) if len(one) >= _NEAR_SOUNDS]
    near = (
        found[0]
        for one in sounds
        for other, found in heard.items()
        if len(other) >= _NEAR_SOUNDS and other[0] == one[0] and Levenshtein.distance(one, other, score_cutoff=1) == 1
    )
    return next(near, None)
