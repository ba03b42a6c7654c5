"""What the fault tests share: a desk of people to save as, what they may do, and a way to print counts."""

import random
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from annotator.clock import new_id
from annotator.domain.policy import COMMAND_LINE, Actor
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from db.doctor.examine import examine
from db.store import Store
from tests.conftest import add_person
from tests.server import Server

TEXT = " ".join(f"الجملة رقم {number} تقول إن السعر ارتفع {number}%." for number in range(1, 41))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.faults)


@pytest.fixture
def tell(capsys: pytest.CaptureFixture[str]) -> Iterator[Callable[[str], None]]:
    """Prints a count past pytest's capture."""

    def say(line: str) -> None:
        with capsys.disabled():
            print(f"\n  {line}", end=" ")

    return say


@pytest.fixture
def in_memory() -> Iterator[Path]:
    """A folder in memory, where there is such a place: for thousands of databases that nobody pulls a real plug on."""
    memory = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


@pytest.fixture
def dice() -> random.Random:
    """The same chances in every run."""
    return random.Random(20)


@pytest.fixture
def server(tmp_path: Path) -> Iterator[Server]:
    """A real server on a folder of its own."""
    running = Server(tmp_path / "data")
    yield running
    running.stop()


@pytest.fixture
def article(server: Server) -> str:
    """The id of an article on it; there is an account, too."""
    server.first_account()
    store = server.store()
    project, _ = articles.project_named(store, COMMAND_LINE, "نشرة", create=True)
    added, _ = articles.add_article(store, COMMAND_LINE, project.id, ArticleForm(TEXT, title="مقال"))
    store.close()
    return added.id


def new_desk(store: Store, people: int) -> tuple[str, list[Actor]]:
    """An article of forty sentences and so many reviewers of it; gives its id and them."""
    lead = add_person(store, "ليلى", is_admin=True)
    project = articles.create_project(store, lead, "نشرة")
    actors = [add_person(store, f"مراجع {new_id()}", project.id) for _ in range(people)]
    article, _ = articles.add_article(store, lead, project.id, ArticleForm(TEXT, title="مقال"))
    return article.id, actors


def mark(article: str, dice: random.Random) -> dict[str, Any]:
    """An operation that marks three characters somewhere."""
    start = dice.randrange(len(TEXT) - 3)
    fields = {"side": "translation", "start": start, "end": start + 3, "category": "other", "severity": "minor"}
    about = {"id": new_id(), "article": article, "act": "put", "kind": "issue", "thing": new_id(), "revision": 0}
    return {**about, "fields": {**fields, "comment": "ملاحظة"}}


def assert_well(url: str, backup: Path | None = None) -> None:
    """The doctor finds nothing."""
    assert [finding for finding in examine(url, backup).findings if not finding.note] == []
