"""The lead's board: 1,000 articles, 50 people, each article reviewed by three; cold, and again."""

import random
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import insert

from annotator.clock import new_id, now
from annotator.domain.policy import COMMAND_LINE
from annotator.domain.records import Project
from annotator.services.assignment import board, distributing
from annotator.services.library import articles
from benchmarks.table import show
from db import articles as stored
from db import people, prepared
from db.store import Store
from db.tables import AssignmentRow, OperationRow, ReviewRow, SubmissionRow, WorkTimeRow
from tests.conftest import add_person
from tests.crowd import made_article

ARTICLES, PEOPLE, SENTENCES, EACH = 1_000, 50, 20, 3
_ROWS = (AssignmentRow, ReviewRow, OperationRow, WorkTimeRow, SubmissionRow)


def main() -> None:
    """Prints milliseconds: the board, its report, the preview of giving out."""
    with tempfile.TemporaryDirectory() as folder:
        store = Store(f"sqlite:///{Path(folder) / 'bench.sqlite3'}")
        project = worked_at(store)
        today = now().date()
        calls: dict[str, Callable[[], Any]] = {
            "the board": partial(board.board, store, COMMAND_LINE, project.id, today),
            "the report progress": lambda: list(board.progress_rows(store, COMMAND_LINE, project.id)),
            "the preview of giving out": partial(distributing.preview, store, COMMAND_LINE, project.id),
        }
        rows = [[name, *_timed(call)] for name, call in calls.items()]
        store.close()
    title = f"Progress of {ARTICLES:,} articles × {PEOPLE} people, {ARTICLES * EACH * SENTENCES:,} reviews"
    show(title, ["what", "first, ms", "then, ms"], rows)


def worked_at(store: Store) -> Project:
    """A project in which every article was given to three people, who are about two thirds through."""
    project, _ = articles.project_named(store, COMMAND_LINE, "bench", create=True)
    team = [add_person(store, f"bench {number}", project.id).id for number in range(PEOPLE)]
    with store.write() as tx:
        for person in team:
            people.set_password(tx, person, "no sound hash")
    chance, moment = random.Random(1), now()
    for number in range(ARTICLES):
        article, cut = made_article(project, number * SENTENCES, SENTENCES)
        rows: dict[Any, list[dict[str, Any]]] = {row: [] for row in _ROWS}
        for person in chance.sample(team, EACH):
            pair = {"article_id": article.id, "person_id": person}
            given = {"state": "open", "reason": "", "assigned_by": None, "assigned_at": moment, "changed_at": moment}
            rows[AssignmentRow].append({**pair, **given, "reminded_at": None})
            if chance.random() < 0.3:
                handed = {"article_id": article.id, "reviewer_id": person, "first_event": 0, "first_at": moment}
                rows[SubmissionRow].append({**handed, "submitted_at": moment, "reopened_because": ""})
            for sentence in cut:
                place = {"article_id": article.id, "sentence_id": sentence.id}
                said = {"state": "clean" if chance.random() < 0.6 else "in_progress", "note": "", "flagged": False}
                review = {"id": new_id(), **place, "reviewer_id": person, "revision": 1, "updated_at": moment}
                rows[ReviewRow].append({**review, **said})
                rows[OperationRow].append({"id": new_id(), **pair, "act": "put", "answer": {}, "at": moment})
                rows[WorkTimeRow].append({**place, "person_id": person, "seconds": chance.randrange(2, 90)})
        with store.write() as tx:
            stored.add(tx, article, cut, None)
            for row, values in rows.items():
                if values:
                    tx.connection().execute(insert(prepared.table_of(row)), values)
    return project


def _timed(call: Callable[[], Any]) -> list[str]:
    taken = []
    for _ in range(4):
        start = time.perf_counter()
        call()
        taken.append((time.perf_counter() - start) * 1000)
    return [f"{taken[0]:.0f}", f"{min(taken[1:]):.0f}"]
