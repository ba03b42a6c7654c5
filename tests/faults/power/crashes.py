"""What a disk may hold after a power cut, made of a record of what was asked of it.

Safe is what was synced: a file's content by a sync of the file, its name by a sync of the folder (SQLite's Unix layer
does that with the first sync of a journal or WAL that it has just made). Of everything later the disk may have kept
all, nothing, the beginning, single writes in any order, or single sectors of 512 bytes; of a name, the old state or
the new.
A sector itself is old or new: disks promise that, and SQLite relies on it.
"""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tests.faults.power.recorder import Act

SECTOR = 512
HOW = ("nothing", "all", "beginning", "writes", "sectors")


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    waiting: list[Act] = field(default_factory=list)


@dataclass
class Crash:
    """A power cut after `acts` acts: each file's name and content."""

    acts: int
    files: dict[str, bytes]

    def write(self, folder: Path) -> None:
        """Puts the files into a folder, and takes others out of it."""
        for file in folder.iterdir():
            file.unlink()
        for name, content in self.files.items():
            (folder / name).write_bytes(content)


def crashes(acts: Sequence[Act], first: int, count: int, seed: int) -> Iterator[Crash]:
    """So many power cuts after random acts from `first` on, in their order."""
    dice = random.Random(seed)
    cuts = sorted(dice.randrange(first, len(acts) + 1) for _ in range(count))
    disk, done = _Disk(), 0
    for cut in cuts:
        for act in acts[done:cut]:
            disk.do(act)
        done = cut
        yield Crash(cut, disk.after_power_cut(dice))


class _Disk:
    def __init__(self) -> None:
        self.now: dict[str, _File] = {}  # as the running system sees it
        self.safe: dict[str, _File] = {}  # the names that a power cut can't take away

    def do(self, act: Act) -> None:
        file = self.now.get(act.name)
        if act.what == "made":
            self.now[act.name] = _File()
        elif act.what == "delete":
            self.now.pop(act.name, None)
        elif act.what == "sync_folder":
            self.safe = dict(self.now)
        elif act.what in ("write", "truncate") and file is not None:
            file.waiting.append(act)
        elif act.what == "sync" and file is not None:
            for waiting in file.waiting:
                _apply(file.safe, waiting)
            file.waiting.clear()
            if self.safe.get(act.name) is not file and act.name.endswith(("-journal", "-wal")):
                self.safe = dict(self.now)

    def after_power_cut(self, dice: random.Random) -> dict[str, bytes]:
        found = {}
        for name in sorted(self.now.keys() | self.safe.keys()):
            file = dice.choice([self.now.get(name), self.safe.get(name)])
            if file is not None:
                found[name] = _content(file, dice)
        return found


def _content(file: _File, dice: random.Random) -> bytes:
    content, how, waiting = bytearray(file.safe), dice.choice(HOW), list(file.waiting)
    if how == "nothing":
        waiting = []
    elif how == "beginning" and waiting:
        waiting = waiting[: dice.randrange(len(waiting)) + 1]
        waiting[-1:] = _sectors(waiting[-1])[: dice.randrange(len(waiting[-1].data) // SECTOR + 2)]
    elif how == "writes":
        waiting = [act for act in waiting if dice.random() < 0.5]
    elif how == "sectors":
        waiting = [sector for act in waiting for sector in _sectors(act) if dice.random() < 0.5]
    for act in waiting:
        _apply(content, act)
    return bytes(content)


def _sectors(act: Act) -> list[Act]:
    """A write as writes of the sectors that it touches; a truncation is one thing."""
    if act.what == "truncate":
        return [act]
    parts, offset, end = [], act.offset, act.offset + len(act.data)
    while offset < end:
        until = min((offset // SECTOR + 1) * SECTOR, end)
        parts.append(Act("write", act.name, offset, act.data[offset - act.offset : until - act.offset]))
        offset = until
    return parts


def _apply(content: bytearray, act: Act) -> None:
    if act.what == "truncate":
        del content[act.offset :]
        content.extend(bytes(act.offset - len(content)))
        return
    content.extend(bytes(max(0, act.offset - len(content))))
    content[act.offset : act.offset + len(act.data)] = act.data
