"""The audit with a hundred thousand events among a million of annotations: a page costs what it shows.

python -m benchmarks.audit
"""

import tempfile
import time
from datetime import timedelta
from pathlib import Path

from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Person
from annotator.services.library import articles
from annotator.services.people import auditing
from annotator.services.people.auditing import ALL, KINDS, Asked
from db import people
from db.operations import Event, record_many
from db.store import Store

EVENTS, OTHERS, PEOPLE = 100_000, 300_000, 40


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'desk.sqlite3'}")
        rare = fill(store)
        day = timedelta(days=1)
        asked = {
            "all": ALL,
            "one kind": Asked(kinds=("scheme",)),
            "a person of few events": Asked(person=rare),
            "a day long ago, where nothing is": Asked(start=now() - 900 * day, end=now() - 899 * day),
        }
        for name, one in asked.items():
            print(f"{name:36} {page(store, one, None):7.1f} ms")
        print(f"{'all, from the middle':36} {page(store, ALL, EVENTS // 2):7.1f} ms")
        started = time.perf_counter()
        size = sum(map(len, auditing.audit_csv(store, COMMAND_LINE)))
        print(f"{'the whole as CSV':36} {(time.perf_counter() - started) * 1000:7.1f} ms, {size / 1e6:.1f} MB")
        store.close()


def fill(store: Store) -> str:
    """Events of many people, and of one who has three; gives back that one."""
    articles.create_project(store, COMMAND_LINE, "Morning")
    ids = [new_id() for _ in range(PEOPLE + 1)]
    with store.write() as tx:
        for number, id in enumerate(ids):
            people.add(tx, Person(id, f"person {number}", "en", False, now(), None), None)
        made = [(ids[n % PEOPLE], Event(KINDS[n % 5], ids[n % PEOPLE], "changed", None, {})) for n in range(EVENTS)]
        made[10:13] = [(ids[-1], Event("session", ids[-1], "opened", None, {}))] * 3
        record_many(tx, made)
        record_many(tx, [(ids[n % PEOPLE], Event("review", "x", "changed", None, {})) for n in range(OTHERS)])
    return ids[-1]


def page(store: Store, asked: Asked, before: int | None) -> float:
    """The median of seven readings of a page, in milliseconds."""
    found = []
    for _ in range(7):
        started = time.perf_counter()
        auditing.audit_page(store, COMMAND_LINE, asked, before, 100)
        found.append((time.perf_counter() - started) * 1000)
    return sorted(found)[3]


if __name__ == "__main__":
    main()
