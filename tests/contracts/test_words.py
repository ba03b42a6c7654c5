"""Every word on the screen stands in both languages, and none stands in code."""

import ast
import re
import string

import pytest

from annotator import errors
from annotator.domain.records import WORK
from annotator.services.review.history_words import told_of, word_of
from annotator.web.assets import FOLDER
from annotator.words import LANGUAGES, say, section, words
from tests.conftest import REPO

ARABIC = re.compile(r"[\u0600-\u06ff]")
CODE = [file for package in ("annotator", "db", "exports") for file in (REPO / package).rglob("*.py")]


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_both_languages_have_the_same_keys():
    assert set(words("ar")) == set(words("en"))


def test_both_wordings_have_the_same_gaps():
    for key, text in words("en").items():
        assert gaps(text) == gaps(words("ar")[key]), key


def test_no_wording_is_empty():
    assert all(text.strip() for language in LANGUAGES for text in words(language).values())


def every_kind(kind: type) -> list[type]:
    return [kind, *(below for child in kind.__subclasses__() for below in every_kind(child))]


def test_every_error_that_is_raised_has_a_wording():
    kinds = "|".join(kind.__name__ for kind in every_kind(errors.TadqiqError))
    codes = set()
    for file in CODE:
        codes |= set(re.findall(rf"\b(?:{kinds})\(\s*\"([a-z_]+)\"", file.read_text(encoding="utf-8")))
    assert len(codes) > 20
    missing = {code for code in codes if f"error.{code}" not in words("en")}
    assert not missing


def test_every_word_that_the_scripts_use_exists():
    names = ("pane", "aside", "settle", "discuss", "history", "claims", "cuts", "nav")
    sections = [set(section(name, "en")) for name in names]
    known = set().union(*sections)
    assert sum(map(len, sections[:6])) == len(set().union(*sections[:6])), "the annotate page gets all six"
    used = set()
    for file in (FOLDER / "pane").glob("*.js"):
        used |= set(re.findall(r"\bwords\.([a-z_]+)", file.read_text(encoding="utf-8")))
    assert used - {"segment", "body", "language"} <= known, used - known


def test_every_kind_of_work_is_told_in_words():
    known = words("en")
    for kind in WORK:
        actions = ("added", "changed") if kind == "review" else ("added", "changed", "retired", "restored")
        assert {f"history.did.{kind}_{action}" for action in actions} | {f"history.kind_of_{kind}"} <= set(known), kind
        assert {word_of(kind, field) for field in told_of(kind)} <= set(known), kind


def test_every_word_that_the_pages_use_exists():
    for file in (REPO / "annotator" / "ui").rglob("*.py"):
        for key in re.findall(r"\bt\(\"([a-z_.]+)\"", file.read_text(encoding="utf-8")):
            assert key in words("en"), f"{file.name}: {key}"


@pytest.mark.parametrize("folder", ["services", "web", "ui", "domain/policy.py"])
def test_no_arabic_stands_in_code(folder):
    place = REPO / "annotator" / folder
    for file in [place] if place.is_file() else place.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and file.name != "passwords.py":
                assert not ARABIC.search(node.value), f"{file.name}: {node.value[:40]}"


def test_gaps_are_filled():
    assert say("articles.progress", "en", done=1, all=2) == "1 of 2 sentences"


def test_the_guide_explains_every_kind_of_repair():
    guide = (REPO / "docs" / "guide.md").read_text(encoding="utf-8")
    table = guide[guide.index("| kind | what it says |") :].partition("\n\n")[0]
    assert set(re.findall(r"^\| `(\w+)`", table, re.MULTILINE)) == set(section("import.repair", "en"))
