"""Reads hostile files in a process of its own, which can say what its children took.

`python -m tests.faults.reading bombs [NAMES]` or `mutated SEED COUNT`: one JSON line a file. With `unpacked` instead of
`bombs` the bound on how tightly a file may be packed is lifted, so that the bounds behind it have to hold.
"""

import json
import random
import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace

from annotator.errors import TadqiqError
from annotator.ingest.articles import read_article
from annotator.ingest.docx import read_docx
from annotator.ingest.files import read_file
from annotator.ingest.limits import Limits
from annotator.words import LANGUAGES, say_error
from tests.faults.bombs import NEWS, bombs
from tests.ingest.docx import document, docx, packed, paragraphs

LIMITS = Limits()
TEXT = "\n".join(f"{NEWS} {number}" for number in range(40))
SOUND = {
    "utf-8": TEXT.encode(),
    "utf-16": TEXT.encode("utf-16"),
    "cp1256": TEXT.encode("cp1256"),
    "docx": docx(TEXT),
    "xml": document(paragraphs(TEXT)).encode(),  # packed after it was spoilt
}
IN_CHILD = 10  # of so many documents one goes all the way; the others are read here, by the same code


def outcome(data: bytes, limits: Limits = LIMITS, in_child: bool = True) -> dict[str, object]:
    """What came of a file: "read", or the code and sentences of a refusal; how long it took."""
    begun = time.monotonic()
    try:
        text = read_file(data, limits) if in_child else read_docx(data, limits)
        read_article(text, language=None, title=None, unwrap_lines=False, limits=limits)
        found: dict[str, object] = {"code": "read", "sentences": []}
    except TadqiqError as error:
        found = {"code": error.code, "sentences": [say_error(error, language) for language in LANGUAGES]}
    taken = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024  # of the greediest child so far
    return {**found, "seconds": time.monotonic() - begun, "mib": taken}


def spoilt(data: bytes, chance: random.Random) -> bytes:
    """The file with some bytes changed, cut out, doubled, swapped or cut off."""
    spoiling = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 5, 20))):
        at = chance.randrange(max(1, len(spoiling)))
        length = chance.choice((1, 1, 2, 4, 16, 200))
        match chance.randrange(6):
            case 0:
                spoiling[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                spoiling[at : at + length] = chance.randbytes(length)
            case 2:
                del spoiling[at : at + length]
            case 3:
                spoiling[at:at] = spoiling[at : at + length] * chance.choice((1, 2, 50))
            case 4:
                del spoiling[at:]
            case _:
                spoiling[at:at] = chance.choice(
                    (b"\0", b"<", b"&", b"]]>", b"\xff\xfe", b"\xd8", b"PK\x05\x06", b"<w:p>")
                )
    return bytes(spoiling)


def mutated(seed: int, count: int) -> Iterator[tuple[str, dict[str, object]]]:
    chance = random.Random(seed)
    for number in range(count):
        kind = chance.choice(list(SOUND))
        data = spoilt(SOUND[kind], chance)
        if kind == "xml":
            data = packed(data)
        is_zip = data.startswith(b"PK\x03\x04")
        yield f"{kind} {number}", outcome(data, in_child=not is_zip or number % IN_CHILD == 0)


def main(what: str, *arguments: str) -> None:
    if what == "mutated":
        found = mutated(int(arguments[0]), int(arguments[1]))
    else:
        limits = replace(LIMITS, max_ratio=2**31) if what == "unpacked" else LIMITS
        chosen = [make for make in bombs().items() if not arguments or make[0] in arguments]
        found = ((name, outcome(make(), limits)) for name, make in chosen)
    for name, result in found:
        print(json.dumps({"name": name, **result}), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
