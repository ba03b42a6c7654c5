"""A load balancer in small: passes connections on to the first of several servers that takes them."""

import contextlib
import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager


@contextmanager
def balanced(ports: Sequence[int]) -> Iterator[str]:
    """The address of a balancer in front of local ports, in the order in which they are tried."""
    listening = socket.create_server(("127.0.0.1", 0))
    opened: list[socket.socket] = [listening]
    threads = [threading.Thread(target=_accept, args=(listening, ports, opened))]
    threads[0].start()
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        for one in opened:
            _hang_up(one)
        threads[0].join()
        for one in opened:
            one.close()


def _accept(listening: socket.socket, ports: Sequence[int], opened: list[socket.socket]) -> None:
    pumps = []
    with contextlib.suppress(OSError):
        while True:
            near, _ = listening.accept()
            opened.append(near)
            far = _first_that_answers(ports)
            if far is None:
                _hang_up(near)
                continue
            opened.append(far)
            pumps += [threading.Thread(target=_pump, args=pair) for pair in ((near, far), (far, near))]
            for pump in pumps[-2:]:
                pump.start()
    for pump in pumps:
        pump.join()


def _first_that_answers(ports: Sequence[int]) -> socket.socket | None:
    for port in ports:
        with contextlib.suppress(OSError):
            return socket.create_connection(("127.0.0.1", port))
    return None


def _pump(source: socket.socket, target: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while data := source.recv(65_536):
            target.sendall(data)
    for one in (source, target):
        _hang_up(one)


def _hang_up(one: socket.socket) -> None:
    with contextlib.suppress(OSError):
        one.shutdown(socket.SHUT_RDWR)
