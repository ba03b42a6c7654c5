"""The index of a project's known claims, in the data folder, kept up to date with the database that it is made from.

The database alone counts. Beside the index stands how far it has read; each search first reads on from there.
An index that is missing, damaged or of another database is built anew, in a folder of its own, so that nobody who is
searching the old one is disturbed. One process at a time looks at an index and writes it, under a lock of the operating
system; the others wait their turn, and search what they have opened.
"""

import errno
import json
import shutil
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any

from annotator.clock import new_id
from annotator.config import settings
from annotator.domain.matching import ClaimIndex
from annotator.domain.records import Project
from annotator.domain.scheme import Scheme
from annotator.errors import Busy, StorageFull
from annotator.services.consensus.consensus_pages import of_article
from annotator.services.review.presenting import scheme_of
from db import articles, known_claims, operations
from db.known_claims import Edition
from db.store import Store, Tx

_MADE = 1  # counts the ways in which an index is made: one of another number is built anew
_ROWS = 2_000  # read at once
_WAIT = 10.0  # seconds for another process that is writing
_lock = threading.Lock()
_open: dict[Path, ClaimIndex] = {}  # by folder


@dataclass(frozen=True)
class Current:
    """An index that is up to date; `own` maps the project's own checked claims to their articles.

    Searches of one `version` give the same, in this process and in others.
    """

    index: ClaimIndex
    own: dict[str, str]
    version: str


@dataclass
class _Read:
    """How far an index has read."""

    folder: str = field(default_factory=new_id)
    made: int = _MADE
    edition: int = 0  # of the imported claims
    at: str = ""
    own: dict[str, tuple[int, dict[str, str]]] = field(
        default_factory=dict
    )  # by article: newest event, claims' digests


def current(store: Store, project: Project) -> Current:
    """A project's index, up to date. Raises Busy where another process writes for too long, StorageFull."""
    place = settings().data / "index" / project.id
    patience = time.monotonic() + _WAIT
    while True:
        try:
            with _lock, _alone(place):
                return _current(store, project, place)
        except Busy:
            if time.monotonic() > patience:
                raise
            time.sleep(0.05)
        except (OSError, ValueError) as error:  # the latter is tantivy's, whatever the system said
            if "No space left" in str(error) or getattr(error, "errno", None) == errno.ENOSPC:
                raise StorageFull("storage_full") from error
            raise


@contextmanager
def _alone(place: Path) -> Iterator[None]:
    """One process at a time looks at an index and writes it. Raises Busy while another does."""
    place.parent.mkdir(parents=True, exist_ok=True)
    with place.with_suffix(".lock").open("w") as file:
        try:
            _lock_file(file.fileno())
        except (BlockingIOError, PermissionError) as error:
            raise Busy("index_busy") from error
        yield  # closing the file gives the lock back


def _lock_file(descriptor: int) -> None:
    """Takes the lock without waiting; raises BlockingIOError, or PermissionError on Windows."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    else:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _current(store: Store, project: Project, place: Path) -> Current:
    before = _state(place)
    index = None if before is None else _opened(place / before.folder)
    with store.read() as tx:
        if before is None or index is None or not _same_database(tx, project, before):
            before, index = _Read(), None
        newest = known_claims.newest(tx, project.id)
        after = _Read(before.folder, _MADE, newest.number, _time(newest))
        changed, gone = _own_changes(tx, project, before, after)
    if index is None or after != before:
        index = _new(place / after.folder) if index is None else index
        if changed or gone or after.edition != before.edition:
            index.put(_both(_imported(store, project, before.edition), changed), remove=gone)
        _write(place, after)
    own = {claim: article for article, (_, claims) in after.own.items() for claim in claims}
    return Current(index, own, sha256(repr((after.folder, after.edition, after.own)).encode()).hexdigest())


def _imported(store: Store, project: Project, edition: int) -> Iterator[tuple[str, str]]:
    """The imported claims that are newer than an edition, in short transactions: a long one keeps writers waiting."""
    place, more = (edition + 1, ""), True
    while more:
        with store.read() as tx:
            rows = known_claims.after(tx, project.id, place, _ROWS)
        for number, claim in rows:
            place = number, claim.id
            yield claim.id, f"{claim.claim} {claim.title}"
        more = len(rows) == _ROWS


def _own_changes(tx: Tx, project: Project, before: _Read, after: _Read) -> tuple[list[tuple[str, str]], list[str]]:
    """The project's own checked claims that are new or reworded, and those that are no more; notes them in `after`."""
    scheme = scheme_of(tx, project)
    texts: dict[str, str] = {}
    for article in articles.of_project(tx, project.id):
        newest = operations.newest_of_article(tx, article.id)
        read = before.own.get(article.id)
        if read is None or read[0] != newest:
            claims = _checked(tx, project, scheme, article.id)
            texts |= claims
            read = newest, {id: sha256(text.encode()).hexdigest()[:16] for id, text in claims.items()}
        after.own[article.id] = read
    old = {id: digest for _, claims in before.own.values() for id, digest in claims.items()}
    new = {id: digest for _, claims in after.own.values() for id, digest in claims.items()}
    changed = [(id, text) for id, text in texts.items() if old.get(id) != new[id]]
    return changed, [id for id in old if id not in new]


def _checked(tx: Tx, project: Project, scheme: Scheme, article_id: str) -> dict[str, str]:
    """The texts of the claims of an article that stand as checked, with a verdict, by id."""
    article = articles.get(tx, article_id)
    if article is None:
        return {}
    claims = of_article(tx, project, scheme, article).page.claims
    return {claim.id: claim.statement or claim.quote for claim in claims if claim.status == "checked" and claim.verdict}


def _both(imported: Iterator[tuple[str, str]], own: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    yield from imported
    yield from own


def _same_database(tx: Tx, project: Project, read: _Read) -> bool:
    """Whether this database can be the one that was read: a restored one counts its editions anew."""
    newest = known_claims.newest(tx, project.id)
    return newest.number > read.edition or (newest.number == read.edition and _time(newest) == read.at)


def _time(edition: Edition) -> str:
    return edition.at.isoformat() if edition.at else ""


def _state(place: Path) -> _Read | None:
    try:
        raw: dict[str, Any] = json.loads((place / "read.json").read_text(encoding="utf-8"))
        read = _Read(**{**raw, "own": {id: (int(seq), dict(claims)) for id, (seq, claims) in raw["own"].items()}})
    except (OSError, ValueError, TypeError, KeyError, AttributeError):
        return None
    return read if read.made == _MADE else None


def _write(place: Path, read: _Read) -> None:
    """Notes how far was read, and clears the folder of the index that this one has replaced."""
    old = _state(place)
    unfinished = place / f"read.{new_id()}.unfinished"
    unfinished.write_text(json.dumps(asdict(read)), encoding="utf-8")
    unfinished.replace(place / "read.json")
    if old is not None and old.folder != read.folder:
        _open.pop(place / old.folder, None)
        shutil.rmtree(place / old.folder, ignore_errors=True)


def _opened(folder: Path) -> ClaimIndex | None:
    """The index in a folder; None where there is none that can be read."""
    if folder not in _open:
        if not (folder / "meta.json").exists():
            return None
        try:
            _open[folder] = ClaimIndex(folder)
        except (OSError, ValueError):
            return None
    return _open[folder]


def _new(folder: Path) -> ClaimIndex:
    folder.mkdir(parents=True)
    _open[folder] = ClaimIndex(folder)
    return _open[folder]
