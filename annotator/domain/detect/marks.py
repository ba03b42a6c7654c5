"""Quotation marks and brackets that don't pair, within a line of the text."""

import re

from annotator.domain.detect.hint import Hint

_LINE = re.compile(r"[^\n]+")
_OPENING = {"“": "”", "«": "»", "„": "“”", "‹": "›"}
_CLOSING = frozenset("”»›")
_BRACKETS = {"(": ")", "[": "]", "{": "}", "（": "）"}
_OPENED_BY = {closing: opening for opening, closing in _BRACKETS.items()}
_LIST_MARK = re.compile(r"\s*[\w\u0660-\u0669]{1,3}\)")
_FACE = re.compile(r"[:;=8]['’]?-?[()\[\]]+")
_INCH = re.compile(r"\d\"")


def marks(text: str) -> list[Hint]:
    """`quote_open`, `quote_unopened`, `quote_mixed` and `bracket` at the mark itself."""
    found: list[Hint] = []
    for line in _LINE.finditer(text):
        found += _quotes(text, line.start(), line.end())
        found += _brackets(text, line.start(), line.end())
    return sorted(found, key=lambda hint: hint.start)


def _quotes(text: str, first: int, last: int) -> list[Hint]:
    """Goes along a line with the quotations that are open; a straight mark opens or closes by what is open."""
    found: list[Hint] = []
    opened: list[tuple[int, str]] = []
    for at in range(first, last):
        mark = text[at]
        if opened and (mark in _closers(opened[-1][1])):
            opened.pop()
        elif mark in _OPENING:
            opened.append((at, mark))
        elif mark == '"' and not _INCH.match(text, max(first, at - 1)):
            if opened and _closes(text, at, last):
                found.append(Hint("quote_mixed", at, at + 1, opened.pop()[1]))
            else:
                opened.append((at, mark))
        elif mark in _CLOSING:
            kind = "quote_mixed" if opened else "quote_unopened"
            found.append(Hint(kind, at, at + 1, opened.pop()[1] if opened else ""))
    return found + [Hint("quote_open", at, at + 1) for at, _ in opened]


def _closers(opening: str) -> str:
    return '"' if opening == '"' else _OPENING[opening]


def _closes(text: str, at: int, last: int) -> bool:
    """Whether a straight mark stands where a quotation ends: behind a word, before none."""
    behind_word = not text[at - 1].isspace() and at > 0
    return behind_word and (at + 1 == last or not text[at + 1].isalnum())


def _brackets(text: str, first: int, last: int) -> list[Hint]:
    opened: list[tuple[int, str]] = []
    found: list[Hint] = []
    listed = _LIST_MARK.match(text, first, last)
    faces = {at for face in _FACE.finditer(text, first, last) for at in range(*face.span())}
    for at in range(listed.end() if listed else first, last):
        if at in faces:
            continue
        if text[at] in _BRACKETS:
            opened.append((at, text[at]))
        elif text[at] in _OPENED_BY:
            if opened and opened[-1][1] == _OPENED_BY[text[at]]:
                opened.pop()
            else:
                found.append(Hint("bracket", at, at + 1))
    return found + [Hint("bracket", at, at + 1) for at, _ in opened]
