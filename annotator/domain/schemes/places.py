"""Where in a TOML text its tables, keys and items stand: tomllib says what a text means, not in which line."""

import re
from collections.abc import Iterator, Mapping
from itertools import count

Path = tuple[str | int, ...]
"""The way to a value: ("verdict", 3, "name") is a key of the fourth entry of a list."""

_TOKEN = re.compile(
    r'"""(?:\\.|[^\\])*?"{3,5}|\'\'\'.*?\'{3,5}|"(?:\\.|[^"\\\n])*"|\'[^\'\n]*\'|#[^\n]*|[\[\]{}\n]', re.DOTALL
)
_KEY = re.compile(r"""\s*("(?:\\.|[^"\\])*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?=[.=\]])\.?""")


def places(text: str) -> Mapping[Path, int]:
    """The line, from 1, of everything in a sound TOML text that has a name or a number in a list."""
    found: dict[Path, int] = {}
    lists: dict[Path, int] = {}  # how many entries each list of tables has so far
    table: Path = ()
    for line, statement in _statements(text):
        if statement.startswith("[["):
            name = _names(statement[2:])
            number = lists[name] = lists.get(name, -1) + 1
            table = (*name, number)
            found.setdefault(name, line)
            found[table] = line
        elif statement.startswith("["):
            table = _within(_names(statement[1:]), lists)
            found.setdefault(table, line)
        else:
            path = (*table, *_names(statement))
            for depth in range(len(table) + 1, len(path) + 1):
                found.setdefault(path[:depth], line)
            for number, item in zip(count(), _items(statement, line), strict=False):
                found[(*path, number)] = item
    return found


def line_of(found: Mapping[Path, int], path: Path, otherwise: int) -> int:
    """The line of a value, or of the innermost thing around it that has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in found:
            return found[path[:length]]
    return otherwise


def _statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header and each key with its value, without what is around them, and the line that it begins in."""
    start = depth = 0
    line = 1
    for token in _TOKEN.finditer(text):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "\n" and depth == 0:
            yield from _statement(text[start : token.start()], line)
            line += text.count("\n", start, token.end())
            start = token.end()
    yield from _statement(text[start:], line)


def _statement(text: str, line: int) -> Iterator[tuple[int, str]]:
    bare = text.strip()
    if bare and not bare.startswith("#"):
        yield line, bare


def _names(text: str) -> Path:
    """The parts of a dotted key at the beginning of a text."""
    names: list[str] = []
    at = 0
    while found := _KEY.match(text, at):
        names.append(found[1].strip("\"'"))
        at = found.end()
        if not found[0].endswith("."):
            break
    return tuple(names)


def _within(names: Path, lists: Mapping[Path, int]) -> Path:
    """`[verdict.name]` is of the latest entry of the list `verdict`."""
    return (*names[:1], lists[names[:1]], *names[1:]) if names[:1] in lists else names


def _items(statement: str, line: int) -> Iterator[int]:
    """The lines of the inline tables in a list."""
    depth = 0
    for token in _TOKEN.finditer(statement):
        depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(token[0], 0)
        if token[0] == "{" and depth == 2:
            yield line + statement.count("\n", 0, token.start())
