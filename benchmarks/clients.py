"""Browsers that only save: each a thread with one open connection, costing far less than what they measure."""

import json
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import urlsplit


@dataclass
class Saved:
    """What clients have seen: the milliseconds of each save, what was refused, and the seconds it took altogether."""

    times: list[float] = field(default_factory=list)
    refused: list[bytes] = field(default_factory=list)
    seconds: float = 0.0


class Client:
    """Sends operations over one connection that stays open."""

    def __init__(self, url: str, token: str) -> None:
        place = urlsplit(url)
        self._socket = socket.create_connection((place.hostname, place.port))
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._head = (
            f"POST /api/operations HTTP/1.1\r\nHost: {place.netloc}\r\nCookie: tadqiq={token}\r\n"
            "Sec-Fetch-Site: same-origin\r\nContent-Type: application/json\r\nContent-Length: "
        ).encode()

    def save(self, operation: dict[str, object]) -> tuple[bool, bytes]:
        """Whether the server called it saved, and its answer."""
        body = json.dumps(operation).encode()
        self._socket.sendall(self._head + str(len(body)).encode() + b"\r\n\r\n" + body)
        head, answer = self._answer()
        return head.startswith(b"HTTP/1.1 200"), answer

    def close(self) -> None:
        """Ends the connection."""
        self._socket.close()

    def _answer(self) -> tuple[bytes, bytes]:
        data = b""
        while b"\r\n\r\n" not in data:
            data += self._more()
        head, _, body = data.partition(b"\r\n\r\n")
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        while len(body) < length:
            body += self._more()
        return head, body

    def _more(self) -> bytes:
        more = self._socket.recv(65_536)
        if not more:
            raise ConnectionError("the server closed the connection")
        return more


def save_all(
    url: str,
    tokens: list[str],
    next_operation: Callable[[int], dict[str, object]],
    go_on: Callable[[int], bool],
    pause: float = 0.0,
) -> Saved:
    """Each token's client saves, one after the other with a pause, while `go_on(number of its saves)` says so."""
    saved = Saved()
    start = threading.Barrier(len(tokens) + 1)

    def work(number: int) -> None:
        client, count = Client(url, tokens[number]), 0
        start.wait()
        while go_on(count):
            operation = next_operation(number)
            began = time.perf_counter()
            good, answer = client.save(operation)
            saved.times.append((time.perf_counter() - began) * 1000)
            if not good:
                saved.refused.append(answer)
            count += 1
            time.sleep(pause)
        client.close()

    threads = [threading.Thread(target=work, args=(number,)) for number in range(len(tokens))]
    for thread in threads:
        thread.start()
    start.wait()
    began = time.perf_counter()
    for thread in threads:
        thread.join()
    saved.seconds = time.perf_counter() - began
    return saved
