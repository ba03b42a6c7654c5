"""Files made to harm, and sound ones spoilt: each is read or refused with one sentence, in bounded time and memory.

The short form takes a few bombs and 300 spoilt files; `make faults` (FAULTS=long) all bombs, twice, and 5,000.
"""

import json
import os
import subprocess
import sys

import pytest

from annotator.ingest.limits import Limits
from tests.conftest import REPO
from tests.faults.bombs import bombs

pytestmark = [pytest.mark.faults, pytest.mark.skipif(os.name != "posix", reason="needs limits on a process")]

LONG = os.environ.get("FAULTS") == "long"
SHORT = ("a million and a half paragraphs", "a billion laughs", "an entity of a file", "a million elements deep")
SHORT += ("forty thousand members", "a size that lies small", "an archive in an archive", "of broken UTF-8")
HARMLESS = {
    "a size that lies large",
    "of marks on one letter",
    "of open quotation marks",
    "of line ends",
    "of sentences",
}
SPOILT, AT_ONCE = (5_000, 1_000) if LONG else (300, 300)
SECONDS, MIB = 10, Limits().child_memory // 2**20


def results(*arguments: str) -> list[dict[str, object]]:
    command = [sys.executable, "-m", "tests.faults.reading", *arguments]
    ended = subprocess.run(command, cwd=REPO, capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    return [json.loads(line) for line in ended.stdout.splitlines()]


def check(result: dict[str, object]) -> None:
    assert float(str(result["seconds"])) <= SECONDS and float(str(result["mib"])) <= MIB, result
    for sentence in result["sentences"]:
        assert sentence.strip() and "\n" not in sentence and "{" not in sentence, result


def test_there_are_forty_bombs():
    assert len(bombs()) >= 40 and set(SHORT) | HARMLESS <= set(bombs())


@pytest.mark.parametrize("form", ["bombs", "unpacked"])
def test_a_bomb_is_refused_with_one_sentence_and_costs_little(form):
    found = results(form, *(() if LONG else SHORT))
    print(f"\n{len(found)} files, the slowest {max(float(str(one['seconds'])) for one in found):.1f} s")
    for result in found:
        check(result)
        assert (result["code"] == "read") <= (result["name"] in HARMLESS), result


@pytest.mark.parametrize("seed", range(SPOILT // AT_ONCE))
def test_a_spoilt_file_is_read_or_refused_with_one_sentence(seed):
    found = results("mutated", str(seed), str(AT_ONCE))
    assert len(found) == AT_ONCE
    for result in found:
        check(result)
        assert result["code"] != "upload_gave_up", result
