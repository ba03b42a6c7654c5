"""A file layer for SQLite that does what it is told and keeps a record of it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import apsw

NAME = "recorded"


@dataclass(frozen=True)
class Act:
    """One thing that happened to a file, or something that the test says happened (`what` "saved")."""

    what: str  # made, write, truncate, sync, delete, sync_folder, saved
    name: str
    offset: int = 0
    data: bytes = b""


class Recorder(apsw.VFS):
    """Registers the layer; `acts` is the record."""

    def __init__(self) -> None:
        self.acts: list[Act] = []
        super().__init__(NAME, "")

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        if path is not None and not Path(path).exists():
            self.acts.append(Act("made", Path(path).name))
        return _File(self.acts, path, name, flags)

    def xDelete(self, name: str, sync_folder: bool) -> None:
        super().xDelete(name, sync_folder)
        self.acts.append(Act("delete", Path(name).name))
        if sync_folder:
            self.acts.append(Act("sync_folder", ""))


class _File(apsw.VFSFile):
    def __init__(self, acts: list[Act], path: str | None, name: Any, flags: list[int]) -> None:
        self._acts, self._name = acts, Path(path).name if path else None
        super().__init__("", name, flags)

    def _keep(self, what: str, offset: int = 0, data: bytes = b"") -> None:
        if self._name is not None:  # a file without a name is temporary
            self._acts.append(Act(what, self._name, offset, data))

    def xWrite(self, data: bytes, offset: int) -> None:
        super().xWrite(data, offset)
        self._keep("write", offset, bytes(data))

    def xTruncate(self, size: int) -> None:
        super().xTruncate(size)
        self._keep("truncate", size)

    def xSync(self, flags: int) -> None:
        super().xSync(flags)
        self._keep("sync")
