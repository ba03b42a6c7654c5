"""Reads a Word document in a process of its own, so that one made to harm costs no more than the limits say.

`python -m annotator.ingest.child LIMITS` takes the file on standard input and answers with one JSON object: {"text"} or
{"code", "params"}. On Windows, which has no `resource`, only the time is bounded.
"""

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from threading import BoundedSemaphore

from annotator.errors import BadUpload
from annotator.ingest.docx import read_docx
from annotator.ingest.limits import Limits

_ROOT = Path(__file__).parents[2]
_AT_ONCE = BoundedSemaphore(2)  # children of this process: each may take its whole share of memory


def read_in_child(data: bytes, limits: Limits) -> str:
    """What `read_docx` gives or raises, and BadUpload("upload_gave_up") where it takes too long or too much."""
    command = [sys.executable, "-m", "annotator.ingest.child", json.dumps(asdict(limits))]
    with _AT_ONCE:
        try:
            ended = subprocess.run(  # noqa: S603
                command, input=data, capture_output=True, cwd=_ROOT, timeout=limits.child_seconds, check=True
            )
        except (subprocess.TimeoutExpired, subprocess.CalledProcessError) as error:
            raise BadUpload("upload_gave_up") from error
    answer = json.loads(ended.stdout)
    if "code" in answer:
        raise BadUpload(answer["code"], **answer["params"])
    return str(answer["text"])


def main(argument: str) -> None:
    """The child: bounds itself, reads, answers."""
    limits = Limits(**json.loads(argument))
    _bound(limits)
    answer: dict[str, object]
    try:
        answer = {"text": read_docx(sys.stdin.buffer.read(), limits)}
    except BadUpload as error:
        answer = {"code": error.code, "params": dict(error.params)}
    print(json.dumps(answer))  # noqa: T201


def _bound(limits: Limits) -> None:
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (limits.child_memory, limits.child_memory))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.child_seconds, limits.child_seconds))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))  # it has nothing to write
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main(sys.argv[1])
