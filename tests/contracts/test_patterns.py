"""Every regular expression, used as it is, ends in good time on a text made to keep it busy. A hang is the failure."""

import ast
import importlib
import re
from collections.abc import Iterator, Mapping
from itertools import pairwise

import pytest

from annotator.web.assets import FOLDER
from tests.alarm import needs_alarm, within
from tests.conftest import REPO

LENGTH = 100_000
SECONDS = 5  # what is linear takes milliseconds, what is quadratic a minute
CALLS = ("match", "search", "sub", "subn", "fullmatch", "split", "findall", "finditer")
BOUNDED = {"annotator.domain.segment._ACRONYM": 40}  # these never see a longer text
FILES = [file for package in ("annotator", "db", "exports") for file in sorted((REPO / package).rglob("*.py"))]
EVERYDAY = 'a1 ("«،.-\n=/ا\u064b٣<\u200f'


Used = tuple[re.Pattern, set[str]]


def in_modules() -> dict[str, Used]:
    """The patterns that modules hold, however they were put together, and what is done with them there."""
    found = {}
    for file in FILES:
        name = file.relative_to(REPO).with_suffix("").as_posix().replace("/", ".").removesuffix(".__init__")
        source = file.read_text(encoding="utf-8")
        if "re.compile" in source and "migrations" not in name:
            for key, value in vars(importlib.import_module(name)).items():
                calls = set(re.findall(rf"\b{key}\.({'|'.join(CALLS)})\(", source)) or {"search", "fullmatch"}
                for number, pattern in enumerate(inside(value)):
                    place = "" if value is pattern else f"[{number}]"
                    found[f"{name}.{key}{place}"] = pattern, calls if value is pattern else {"sub", "fullmatch"}
    return found


def inside(value: object) -> Iterator[re.Pattern]:
    """The patterns in a value of a module: itself, or those that it holds, however deep."""
    if isinstance(value, re.Pattern):
        yield value
    elif isinstance(value, Mapping):
        yield from inside([*value.keys(), *value.values()])
    elif isinstance(value, list | tuple | set | frozenset):
        for one in value:
            yield from inside(one)


def in_calls() -> dict[str, Used]:
    """Those that are written where they are used."""
    found = {}
    for file in FILES:
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in CALLS:
                of_re = isinstance(node.func.value, ast.Name) and node.func.value.id == "re"
                if of_re and node.args and isinstance(node.args[0], ast.Constant):
                    found[f"{file.name}:{node.lineno}"] = re.compile(node.args[0].value), {node.func.attr}
    return found


def busy_texts(pattern: str, length: int = LENGTH) -> list[str]:
    """Its own characters and everyday ones, alone and in turn, with an end that fits nowhere."""
    letters = list(dict.fromkeys([*EVERYDAY, *re.sub(r"[\\()\[\]{}|?*+^$]", "", pattern)[:20]]))
    runs = [letter * length for letter in letters]
    pairs = [(one + other) * (length // 2) for one, other in pairwise(letters)]
    return [*runs, *(run + "\x00!" for run in (*runs, *pairs))]


ALL = in_modules() | in_calls()


def test_the_patterns_were_found():
    assert len(ALL) >= 40


@needs_alarm
@pytest.mark.parametrize("name", ALL)
def test_a_pattern_ends_in_good_time_on_any_text(name):
    pattern, calls = ALL[name]
    of_bytes = isinstance(pattern.pattern, bytes)
    source = pattern.pattern.decode("latin-1") if of_bytes else pattern.pattern
    for text in busy_texts(source, BOUNDED.get(name, LENGTH)):
        subject = text.encode() if of_bytes else text
        with within(SECONDS):
            for call in calls:
                if call in ("sub", "subn"):
                    pattern.sub(subject[:0], subject)
                elif call == "finditer":
                    list(pattern.finditer(subject))
                else:
                    getattr(pattern, call)(subject)


LITERAL = re.compile(
    r"(?<=[(,=:!&|?\s])/((?:[^/\\\n\[*]|\\.|\[(?:[^\]\\\n]|\\.)*\])(?:[^/\\\n\[]|\\.|\[(?:[^\]\\\n]|\\.)*\])*)/([gimsuy]*)"
)
IN_WORKER = """async ([pattern, flags, texts, seconds]) => {
  const work = `onmessage = ({ data: [pattern, flags, texts] }) => {
    for (const text of texts) text.replace(new RegExp(pattern, flags), '')
    postMessage('done')
  }`
  const worker = new Worker(URL.createObjectURL(new Blob([work])))
  const ended = new Promise((resolve) => (worker.onmessage = () => resolve(true)))
  worker.postMessage([pattern, flags, texts])
  const good = await Promise.race([ended, new Promise((resolve) => setTimeout(() => resolve(false), seconds * 1000))])
  worker.terminate()
  return good
}"""


def in_scripts() -> dict[str, tuple[str, str]]:
    found = {}
    for file in sorted((FOLDER / "pane").glob("*.js")):
        code = re.sub(r"^\s*(//|\*|/\*).*$| // .*$|`[^`]*`", "", file.read_text(encoding="utf-8"), flags=re.MULTILINE)
        for pattern, flags in LITERAL.findall(code):
            found[f"{file.name} /{pattern}/"] = pattern, flags
    return found
