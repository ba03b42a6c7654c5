"""Text to an article that is ready to be stored: cleaned, bounded, its language recognised, its sentences cut."""

import re
from dataclasses import dataclass

from annotator.domain.language import recognise
from annotator.domain.recutting import Range
from annotator.domain.segment import segment, unwrap
from annotator.domain.text import clean
from annotator.errors import BadUpload, Invalid
from annotator.ingest.limits import Limits

TITLE = 300  # code points that a title, or another one-line field, may have
_FIELD_LIMITS = {"url": 2_000, "project": 80}
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")


@dataclass(frozen=True)
class Draft:
    """An article before it is stored."""

    title: str
    language: str
    text: str
    sentences: list[Range]


@dataclass(frozen=True)
class Source:
    """The text that an article was translated from; empty where nobody has it."""

    text: str
    language: str
    sentences: list[Range]


def read_article(text: str, *, language: str | None, title: str | None, unwrap_lines: bool, limits: Limits) -> Draft:
    """Makes an article of a text. Raises BadUpload or Invalid with the one thing to change."""
    text = _bounded(text, limits)
    if not text.strip():
        raise BadUpload("upload_empty")
    language = read_language(language) if language else recognise(text)
    sentences = cut(text, language, unwrap_lines=unwrap_lines)
    if not sentences:
        raise BadUpload("article_no_sentences")
    if len(sentences) > limits.max_sentences:
        raise BadUpload("article_too_many_sentences", limit=limits.max_sentences)
    return Draft(read_field("title", title or "").strip() or _first_words(text), language, text, sentences)


def read_source(text: str, language: str | None, limits: Limits) -> Source:
    """Reads a source text, which may be missing."""
    text = _bounded(text, limits)
    if not text.strip():
        return Source("", "", [])
    language = read_language(language) if language else recognise(text)
    return Source(text, language, segment(text, language))


def cut(text: str, language: str, *, unwrap_lines: bool) -> list[Range]:
    """The sentences of a text, its line breaks taken for spaces where `unwrap_lines` says so."""
    return segment(unwrap(text) if unwrap_lines else text, language)


def read_field(name: str, value: str) -> str:
    """A one-line field; raises Invalid("field_too_long") or what `clean` raises."""
    limit = _FIELD_LIMITS.get(name, TITLE)
    if len(value) > limit:
        raise Invalid("field_too_long", field=name, limit=limit)
    return clean(value).replace("\n", " ")


def read_language(code: str) -> str:
    """A language code; raises Invalid("language_bad")."""
    if not _LANGUAGE.fullmatch(code):
        raise Invalid("language_bad", language=code)
    return code


def _bounded(text: str, limits: Limits) -> str:
    if len(text) > limits.max_characters:
        raise BadUpload("article_too_long", limit=limits.max_characters)
    return clean(text.removeprefix("\ufeff"))


def _first_words(text: str) -> str:
    line = text.strip().split("\n", 1)[0].strip()
    return line if len(line) <= 80 else line[:80].rsplit(" ", 1)[0] + "…"
