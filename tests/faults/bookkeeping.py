"""What the people of `test_people_at_work` remember, and hold against the database in the end."""

from typing import Any

from hypothesis.stateful import RuleBasedStateMachine
from sqlmodel import func, select

from annotator.clock import new_id
from annotator.domain.plain import to_plain
from annotator.domain.policy import Actor
from annotator.domain.records import WORK
from annotator.errors import Conflict, Invalid, NotFound
from annotator.services.review import annotating
from db import articles as stored
from db import work
from db.store import Store
from db.tables import EventRow

REFUSED = {"clean_with_issues", "skipped_with_issues", "already_submitted", "submit_incomplete", "mark_empty"}
Row = dict[str, Any]
Thing = tuple[str, str]  # kind and id


class Bookkeeping(RuleBasedStateMachine):
    """`rows`: what stands, as the last answer showed it; `windows`: the revisions that each window shows."""

    store: Store
    article: str
    people: list[Actor]

    def begin(self) -> None:
        self.rows: dict[Thing, Row] = {}
        self.windows: list[dict[Thing, int]] = [{} for _ in range(8)]
        self.done: list[tuple[Actor, Row, Any]] = []
        self.shown: list[tuple[str, Row]] = []
        self.stale = 0

    def put(self, actor: Actor, kind: str, thing: str, seen: int, fields: Row, row: Row | None) -> None:
        """Saves a change that was made from revision `seen`; `row` is what stands, None where nothing does."""
        act = {"act": "put", "kind": kind, "thing": thing, "revision": seen, "fields": fields}
        self.send(actor, act, seen, row["revision"] if row else 0)

    def send(self, actor: Actor, act: Row, seen: int = 0, current: int = 0) -> None:
        """Carries an act out and remembers the answer; a refusal must be one that a person would expect."""
        operation = {"id": new_id(), "article": self.article, **act}
        try:
            answer = annotating.apply(self.store, actor, operation)
        except Conflict:
            assert act["act"] == "undo" or seen != current, "what was made from the newest state was refused"
        except Invalid as error:
            assert error.code in REFUSED, error
        except NotFound:
            assert act["act"] in ("undo", "settle")
        else:
            self.stale += seen != current
            self.done.append((actor, operation, answer))
            for kind, rows in answer["rows"].items():
                for row in rows:
                    self.rows[kind, row["id"]] = row
                    self.shown.append((kind, row))

    def actor(self, window: int) -> Actor:
        return self.people[window % len(self.people)]

    def seen(self, window: int, kind: str, row: Row | None) -> int:
        """The revision that a window shows; what it doesn't know yet, it can only change from what stands."""
        if row is None:
            return 0
        return self.windows[window].get((kind, row["id"]), row["revision"])

    def of(self, kind: str, **values: str) -> list[Row]:
        """The rows of a kind that have these values."""
        rows = [row for (its_kind, _), row in self.rows.items() if its_kind == kind]
        return [row for row in rows if all(row[name] == value for name, value in values.items())]

    def sentence(self, number: int) -> str:
        return self.sentences()[number % len(self.sentences())].id

    def sentences(self) -> list[Any]:
        with self.store.read() as tx:
            return stored.sentences(tx, self.article)

    def events(self) -> int:
        with self.store.read() as tx:
            return tx.exec(select(func.count()).select_from(EventRow)).one()

    def stored(self) -> dict[Thing, Row]:
        """All work as it stands in the database."""
        with self.store.read() as tx:
            return {
                (kind, row.id): to_plain(row)
                for kind, record in WORK.items()
                for row in work.of_article(tx, record, self.article)
            }

    def check(self) -> None:
        """Every row is as it was shown last, and whatever was ever shown is in the history word for word."""
        found = self.stored()
        assert found.keys() == self.rows.keys()
        for thing, row in found.items():
            assert row == {name: self.rows[thing][name] for name in row}, thing
        with self.store.read() as tx:
            events = {
                (event.thing_id, (event.after or {}).get("revision")): event for event in tx.exec(select(EventRow))
            }
        for kind, row in self.shown:
            event = events[row["id"], row["revision"]]
            assert event.kind == kind and event.after == {name: row[name] for name in event.after or {}}
