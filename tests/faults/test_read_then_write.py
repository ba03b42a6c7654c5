"""Six writers read and then write, with nothing between them but the database: nobody fails, nobody overwrites another.

Each has a store of its own, as a process has, so that no lock of ours makes them take turns. The control begins its
transactions as SQLite's documentation first shows them, and must fail. Short: 60 times; `make faults`: 360.
"""

import threading
import time
from collections.abc import Callable

from sqlalchemy import Connection

from db.engine import open_engine, writing
from db.store import Store
from tests.faults import times
from tests.faults.conftest import new_desk

WRITERS, EACH = 6, times(10, 60)
Act = Callable[[Callable[[Connection], None]], None]


def add_one(connection: Connection) -> None:
    read = connection.exec_driver_sql("select seconds from work_time").scalar_one()
    time.sleep(0.001)  # so that others come in between, if they can
    connection.exec_driver_sql("update work_time set seconds = ?", (read + 1,))


def failures(writers: list[Act]) -> list[str]:
    """What went wrong while all added one, again and again."""
    errors: list[str] = []

    def write(act: Act) -> None:
        for _ in range(EACH):
            try:
                act(add_one)
            except Exception as error:
                errors.append(type(error).__name__)

    threads = [threading.Thread(target=write, args=(act,)) for act in writers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return errors


def test_read_then_write_fails_for_nobody(tmp_path, tell):
    url = f"sqlite:///{tmp_path / 'desk.sqlite3'}"
    stores = [Store(url) for _ in range(WRITERS)]
    article, (reviewer,) = new_desk(stores[0], 1)
    with stores[0].write() as tx:
        sentence = "select id from sentence limit 1"
        tx.connection().exec_driver_sql(f"insert into work_time select ({sentence}), ?, ?, 0", (reviewer.id, article))

    def through(store: Store) -> Act:
        def act(change: Callable[[Connection], None]) -> None:
            with store.write() as tx:
                change(tx.connection())

        return act

    assert failures([through(store) for store in stores]) == []
    with stores[0].read() as tx:
        assert tx.connection().exec_driver_sql("select seconds from work_time").scalar() == WRITERS * EACH
    for store in stores:
        store.close()
    plain = len(failures([begun_plainly(url) for _ in range(WRITERS)]))
    tell(f"read-then-write {WRITERS * EACH} times by {WRITERS}: 0 errors; with a plain BEGIN, for contrast: {plain}")
    assert plain > 0


def begun_plainly(url: str) -> Act:
    engine = open_engine(url)
    assert writing(engine) is not engine

    def act(change: Callable[[Connection], None]) -> None:
        with engine.begin() as connection:
            change(connection)

    return act
