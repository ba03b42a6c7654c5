"""The documents say what is there: links lead somewhere, command lines parse, make's targets exist."""

import re
import shlex

import pytest

from annotator.cli import _parser
from tests.conftest import REPO

DOCS = [*REPO.glob("*.md"), *(REPO / "docs").rglob("*.md")]
TEXT = {file: file.read_text(encoding="utf-8") for file in DOCS}


@pytest.mark.parametrize("file", DOCS, ids=lambda file: file.name)
def test_every_link_leads_somewhere(file):
    for target in re.findall(r"\]\((?!https?:)([^)#]+)", TEXT[file]):
        assert (file.parent / target).exists(), target


def test_every_command_line_is_one_that_the_program_takes():
    lines = {
        line for text in TEXT.values() for line in re.findall(r"^    python -m annotator (.*)", text, re.MULTILINE)
    }
    assert len(lines) >= 3
    for line in lines:
        _parser().parse_args(shlex.split(line, comments=True))


def test_every_target_named_is_one_of_make():
    makefile = (REPO / "Makefile").read_text(encoding="utf-8")
    for target in {
        target for text in TEXT.values() for target in re.findall(r"(?:`|^    )make ([a-z]+)", text, re.MULTILINE)
    }:
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target
