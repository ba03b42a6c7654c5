"""Comments on sentences, and whom they name.

A name stands after an @ as the account spells it, or almost so: vowel signs, tatweel, letter variants and case don't
count. Names may have spaces; of two that begin alike the longer one is meant.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from annotator.domain.text import clean, normal
from annotator.errors import Invalid

MAX_COMMENT = 5_000  # code points
_MOST_SIGNS = 100  # of one comment that are looked at
_AT = re.compile(r"(?<!\w)[@＠]")
_SPARE = 8  # code points that a name may be longer or shorter than its account has it


@dataclass(frozen=True)
class Comment:
    """What somebody says about a sentence; a sentence's comments are its thread, resolved when all of them are."""

    id: str
    article_id: str
    sentence_id: str
    author_id: str
    text: str
    created_at: datetime
    revision: int
    updated_at: datetime
    resolved_at: datetime | None
    resolved_by: str | None
    retired_at: datetime | None


def read_comment(text: object) -> str:
    """A comment as it is kept; raises Invalid("comment_empty"), Invalid("field_too_long") or what `clean` raises."""
    if not isinstance(text, str):
        raise Invalid("operation_bad", key="text")
    if len(text) > MAX_COMMENT:
        raise Invalid("field_too_long", field="text", limit=MAX_COMMENT)
    if not normal(text):
        raise Invalid("comment_empty")
    return clean(text)


def mentioned(text: str, names: Mapping[str, str]) -> list[str]:
    """The ids of those whom a text names with an @, in its order; `names` by id."""
    longest_first = sorted(names.items(), key=lambda item: (-len(normal(item[1])), item[0]))
    signs = islice(_AT.finditer(text), _MOST_SIGNS)
    found = (_named(text[at.end() :], longest_first) for at in signs)
    return list(dict.fromkeys(id for id in found if id is not None))


def _named(rest: str, names: Iterable[tuple[str, str]]) -> str | None:
    if not rest or rest[0].isspace():
        return None
    return next((id for id, name in names if _begins_with(rest, name)), None)


def _begins_with(rest: str, name: str) -> bool:
    """Whether the text begins with the name, as a whole."""
    wanted = normal(name)
    if not normal(rest[: len(name) + _SPARE]).startswith(wanted):
        return False
    lengths = range(max(1, len(name) - _SPARE), min(len(name) + _SPARE, len(rest)) + 1)
    return any(normal(rest[:length]) == wanted and not _within_a_word(rest, length) for length in lengths)


def _within_a_word(text: str, place: int) -> bool:
    """Whether what stands at a place belongs to the word before it: a letter, a digit, a vowel sign."""
    return place < len(text) and (text[place].isalnum() or (not text[place].isspace() and not normal(text[place])))
