"""A real server for tests: `streamlit run streamlit_app.py` in a process of its own, on a free port."""

import os
import re
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import httpx

from db.store import Store

REPO = Path(__file__).parent.parent
PASSWORD = "four words of mine"
_LINK = re.compile(r"http\S+/welcome\?token=\S+")


class Server:
    """A running server on a data folder. `url` is its address, `link` the one-time link while nobody has an account."""

    def __init__(self, data: Path, port: int | None = None, **settings: str) -> None:
        self.data, self.port, self.settings = data, port or _free_port(), settings
        self.log = data.parent / f"{data.name}.log"
        self._clients: list[httpx.Client] = []
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def link(self) -> str:
        return _LINK.findall(self.log.read_text(encoding="utf-8"))[-1]

    def store(self) -> Store:
        """The server's database, opened from this process."""
        return Store(self.settings.get("TADQIQ_DATABASE_URL", f"sqlite:///{self.data / 'tadqiq.sqlite3'}"))

    def start(self) -> None:
        """Starts it, or starts it again after `kill`; returns once it answers."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TADQIQ_")}
        environment |= {"TADQIQ_DATA": str(self.data), "PYTHONUNBUFFERED": "1", **self.settings}
        command = [sys.executable, "-m", "streamlit", "run", "streamlit_app.py", "--server.port", str(self.port)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, cwd=REPO, env=environment, stdout=log, stderr=log)
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                if httpx.get(f"{self.url}/health", timeout=5).status_code == 200:
                    return
            except httpx.TransportError:
                if self.process.poll() is not None:
                    break
            time.sleep(0.05)
        raise RuntimeError(self.log.read_text(encoding="utf-8"))

    def stop(self) -> None:
        """Asks it to end, and waits; closes the clients that it gave."""
        for client in self._clients:
            client.close()
        self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.kill()

    def kill(self) -> None:
        """Ends it as a pulled plug would: no time for anything."""
        self.process.send_signal(signal.SIGKILL if os.name == "posix" else signal.SIGTERM)
        self.process.wait()

    def first_account(self, name: str = "سلمى", language: str = "ar") -> httpx.Client:
        """Makes the first account through the one-time link; gives back a client with its session."""
        client = self.client()
        form = {"name": name, "password": PASSWORD, "again": PASSWORD}
        answer = client.post(f"{self.link}&lang={language}", data=form)
        assert answer.status_code == 303, answer.text
        return client

    def sign_in(self, name: str = "سلمى") -> httpx.Client:
        """A client with a new session of somebody who has an account."""
        client = self.client()
        assert client.post("/signin", data={"name": name, "password": PASSWORD}).status_code == 303
        return client

    def client(self) -> httpx.Client:
        """A client without a session that says what a browser's own page says."""
        client = httpx.Client(base_url=self.url, headers={"Sec-Fetch-Site": "same-origin"}, timeout=30)
        self._clients.append(client)
        return client


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
