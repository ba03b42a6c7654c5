"""What somebody typed is shown on the terminal, and can't steer it."""

import pytest

from annotator.cli import main
from annotator.cli.files import tell

STEERING = "\x1b]0;title\x07\x1b[2J\x9b31m"


def test_a_line_for_people_holds_no_controls(capsys):
    tell(f"a {STEERING} b\tc\nd")
    said = capsys.readouterr().out
    assert "\x1b" not in said and "\x9b" not in said and "\x07" not in said
    assert said.startswith("a [U+001B]]0;title[U+0007]") and said.endswith("b\tc\nd\n")


def test_an_error_that_repeats_what_was_asked_for_holds_none_either(capsys):
    with pytest.raises(SystemExit):
        main(["export", "sentences", "--project", STEERING, "--out", "-"])
    said = capsys.readouterr().err
    assert "[U+001B]" in said and "\x1b" not in said
