"""Another program holds the database: for a second a save waits, for thirty it is told "busy" and nothing is lost."""

import threading
import time
from contextlib import closing

import httpx

from db.driver import sqlite3
from tests.faults import LONG
from tests.faults.conftest import mark
from tests.server import Server


def held(server: Server, seconds: float, begun: threading.Event, ended: threading.Event) -> None:
    with closing(sqlite3.connect(server.data / "tadqiq.sqlite3", isolation_level=None)) as other:
        other.execute("begin immediate")
        begun.set()
        ended.wait(seconds)
        other.execute("commit")


def while_held(server: Server, seconds: float) -> tuple[threading.Thread, threading.Event]:
    begun, ended = threading.Event(), threading.Event()
    thread = threading.Thread(target=held, args=(server, seconds, begun, ended))
    thread.start()
    assert begun.wait(5)
    return thread, ended


def send(client: httpx.Client, operation: dict[str, object]) -> tuple[httpx.Response, float]:
    start = time.monotonic()
    answer = client.post("/api/operations", json=operation)
    return answer, time.monotonic() - start


def test_a_foreign_lock_of_a_second_is_waited_for(server, article, dice, tell):
    client = server.sign_in()
    thread, _ = while_held(server, 1)
    answer, seconds = send(client, mark(article, dice))
    thread.join()
    assert answer.status_code == 200
    tell(f"a foreign lock of 1 s: saved after {seconds:.1f} s")


def test_a_foreign_lock_of_thirty_seconds_is_busy_and_nothing_is_lost(server, article, dice, tell):
    client, operation = server.sign_in(), mark(article, dice)
    thread, ended = while_held(server, 30)
    answer, seconds = send(client, operation)
    assert answer.status_code == 503 and answer.json()["code"] == "busy" and seconds < 6
    if not LONG:
        ended.set()  # the rest of the thirty seconds would show nothing more
    busy = 1
    while (again := send(client, operation)[0]).status_code == 503:  # as the browser's outbox does
        busy += 1
    thread.join()
    assert again.status_code == 200 and len(again.json()["rows"]["issue"]) == 1
    assert client.post("/api/operations", json=operation).json() == again.json()
    tell(f"a foreign lock of 30 s: busy {busy} times, first after {seconds:.1f} s, then saved once under the same id")
