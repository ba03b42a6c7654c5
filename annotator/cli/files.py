"""Files that the command line is given, and that it writes."""

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from annotator.domain.invisible import visible
from annotator.errors import Invalid


def read_text(file: Path) -> str:
    """An article's text, whatever its kind and encoding; raises Invalid or BadUpload."""
    from annotator.ingest.files import read_file
    from annotator.ingest.limits import limits

    return read_file(read_bytes(file, limits().max_bytes), limits())


def read_bytes(file: Path, limit: int) -> bytes:
    """A file's bytes, or those of standard input; beyond the limit one too many, which is enough to refuse it."""
    try:
        if str(file) == "-":
            return sys.stdin.buffer.read(limit + 1)  # left open: something may be asked yet
        with file.open("rb") as opened:
            return opened.read(limit + 1)
    except OSError as error:
        raise Invalid("file_missing", name=file) from error


def tell(line: str, to: TextIO | None = None) -> None:
    """Prints a line for people. What somebody typed into it can't steer the terminal: controls are shown as numbers."""
    print(visible(line, ("control",)), file=to)


def write(out: Path, pieces: Iterable[bytes]) -> None:
    """Writes a file, or to standard output; raises Invalid."""
    if str(out) == "-":
        for piece in pieces:
            sys.stdout.buffer.write(piece)
        return
    unfinished = out.with_name(f"{out.name}.unfinished")
    try:
        with unfinished.open("wb") as file:
            file.writelines(pieces)
        unfinished.replace(out)  # the old file stands until the new one is whole
    except OSError as error:
        raise Invalid("file_unwritable", name=out) from error
    finally:
        unfinished.unlink(missing_ok=True)
