"""What the tests share: a real, migrated, temporary database, and people to act in it."""

import gc
import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import hypothesis
import pytest

from annotator.clock import new_id, now
from annotator.config import settings
from annotator.domain.policy import Actor
from annotator.domain.records import REVIEWED, Article, Person, Project, Review, Sentence
from annotator.services.library import articles
from annotator.services.library.articles import ArticleForm
from annotator.services.people import accounts
from annotator.services.review import annotating
from db import articles as stored_articles
from db import people, projects
from db.engine import file_of
from db.store import Store
from tests import postgres
from tests.server import PASSWORD

hypothesis.settings.register_profile("tadqiq", deadline=None)  # a busy machine is no failure
hypothesis.settings.load_profile("tadqiq")

REPO = Path(__file__).parent.parent
SHARED = REPO.parent / "shared" / "data"

TEXT = "قال الوزير إن الأسعار ارتفعت 30%. لم توافق اللجنة على القرار. وصف النقاد الرقم بأنه قطرة في المحيط."
SOURCE = (
    "The minister said that prices rose by 13%. The committee did not agree. Critics called it a drop in the ocean."
)


@pytest.fixture(autouse=True)
def own_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every test has a data folder of its own."""
    monkeypatch.setenv("TADQIQ_DATA", str(tmp_path / "data"))
    settings.cache_clear()
    yield
    settings.cache_clear()


ENGINES = ("sqlite", "postgresql")
ON_BOTH = ("db", "services")  # folders whose tests run on each engine; the others' run on SQLite


LONG_ONES = {"browser", "faults", "upkeep", "test_cli.py"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=ENGINES, help="run every test that opens a database on this one, and no other"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors: half of the time a test waits for a browser, a server, a disk."""
    return min(4, (os.cpu_count() or 1) + 1)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Files that take long come first, so that no worker is left with one of them when the others have ended."""
    items.sort(key=lambda item: not LONG_ONES & set(item.path.relative_to(REPO).parts))


def pytest_collection_finish(session: pytest.Session) -> None:
    """What is imported by now stays: looking through it again and again for garbage took a twelfth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 100)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Gives every test that opens a database its engines; a mark `only` names them where the folder doesn't."""
    if "engine" not in metafunc.fixturenames:
        return
    only = metafunc.definition.get_closest_marker("only")
    possible = only.args if only else ENGINES
    chosen = metafunc.config.getoption("database")
    on_both = only or set(ON_BOTH) & set(metafunc.definition.path.relative_to(REPO).parts)
    wanted = (chosen,) if chosen else ENGINES if on_both else ENGINES[:1]
    metafunc.parametrize("engine", [name for name in possible if name in wanted], scope="session")


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Cluster]:
    """The one PostgreSQL server of this run, started when it is first asked for."""
    with postgres.cluster() as running:
        yield running


@pytest.fixture
def database_url(engine: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a new database on the engine that it is this test's turn to run on."""
    if engine == "sqlite":
        yield f"sqlite:///{tmp_path / 'desk.sqlite3'}"
        return
    with request.getfixturevalue("cluster").database() as url:
        yield url


@pytest.fixture(scope="session")
def migrated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database of the newest schema, to be copied: making one takes longer than most tests."""
    file = tmp_path_factory.mktemp("migrated") / "desk.sqlite3"
    Store(f"sqlite:///{file}").close()
    return file


@pytest.fixture
def store(database_url: str, migrated: Path) -> Iterator[Store]:
    """A new database."""
    if file := file_of(database_url):
        shutil.copyfile(migrated, file)
    opened = Store(database_url)
    yield opened
    opened.close()


@pytest.fixture
def admin(store: Store) -> Actor:
    """Who has made the desk's first account, with `PASSWORD`."""
    token = accounts.create_first_account(store, accounts.first_account_link(store) or "", "سلمى", PASSWORD, "ar")
    signed_in = accounts.signed_in(store, token)
    assert signed_in is not None
    return signed_in.actor


@pytest.fixture
def project(store: Store, admin: Actor) -> Project:
    """A project of theirs."""
    return articles.create_project(store, admin, "نشرة")


@dataclass
class Desk:
    """A project with one article of three sentences, a lead and two reviewers."""

    store: Store
    project: Project
    article: Article
    lead: Actor
    reviewer: Actor
    other: Actor

    @property
    def sentences(self) -> list[Sentence]:
        with self.store.read() as tx:
            return stored_articles.sentences(tx, self.article.id)

    def put(self, kind: str, thing: str, /, revision: int = 0, *, actor: Actor | None = None, id: str = "", **fields):
        """One operation of a reviewer; gives back the rows of its answer."""
        operation = {"id": id or new_id(), "article": self.article.id, "act": "put", "kind": kind, "thing": thing}
        answer = annotating.apply(
            self.store, actor or self.reviewer, {**operation, "revision": revision, "fields": fields}
        )
        return answer["rows"]

    def undo(self, operation: str, actor: Actor | None = None) -> str:
        """Undoes an operation; gives back the id of the undo."""
        id = new_id()
        raw = {"id": id, "article": self.article.id, "act": "undo", "operation": operation}
        annotating.apply(self.store, actor or self.reviewer, raw)
        return id

    def issue(self, quote: str = "30%", actor: Actor | None = None, **fields) -> str:
        """Marks a quote of the translation as an issue; gives back its id."""
        start = self.article.text.index(quote)
        given = {"side": "translation", "category": "number_date", "severity": "major", **fields}
        id = new_id()
        self.put("issue", id, actor=actor, start=start, end=start + len(quote), **given)
        return id

    def claim(self, quote: str = "الأسعار ارتفعت 30%", actor: Actor | None = None, **fields) -> str:
        """Marks a quote as a claim; gives back its id."""
        start = self.article.text.index(quote)
        id = new_id()
        self.put("claim", id, actor=actor, start=start, end=start + len(quote), **fields)
        return id

    def checked_claim(self, quote: str = "الأسعار ارتفعت 30%", actor: Actor | None = None, **fields) -> str:
        """A claim with what checking asks for, called checked, at revision 2; gives back its id."""
        id = self.claim(quote, actor, **{"verdict": "false", "rationale": "التقرير يذكر 13%.", **fields})
        self.put("evidence", new_id(), actor=actor, claim_id=id, url="https://example.org/report", stance="refutes")
        self.put("claim", id, 1, actor=actor, status="checked")
        return id

    def hand_in(self, actor: Actor | None = None) -> None:
        """Judges what is left of the article and hands it in."""
        from db import work

        who = actor or self.reviewer
        with self.store.read() as tx:
            reviews = {row.sentence_id: row for row in work.of_article(tx, Review, self.article.id, who.id)}
        for sentence in self.sentences:
            review = reviews.get(sentence.id)
            if review is None or review.state not in REVIEWED:
                self.put("review", sentence.id, review.revision if review else 0, actor=who, state="clean")
        operation = {"id": new_id(), "article": self.article.id, "act": "submit", "submitted": True}
        annotating.apply(self.store, who, operation)

    def state(self, number: int, actor: Actor | None = None) -> str:
        """The state of a sentence, from 1, for a reviewer."""
        from db import work

        with self.store.read() as tx:
            review = work.review_of(tx, self.sentences[number - 1].id, (actor or self.reviewer).id)
        return review.state if review else "unseen"


@pytest.fixture
def desk(store: Store) -> Desk:
    """See `Desk`."""
    lead = add_person(store, "ليلى", is_admin=True)
    project = articles.create_project(store, lead, "نشرة")
    reviewer, other = (add_person(store, name, project.id) for name in ("سامي", "هدى"))
    form = ArticleForm(TEXT, title="الأسعار", source_text=SOURCE, publisher="وكالة", system="آلي")
    article, count = articles.add_article(store, lead, project.id, form)
    assert count == 3
    return Desk(store, project, article, lead, reviewer, other)


def add_person(store: Store, name: str, project_id: str = "", is_admin: bool = False) -> Actor:
    """Somebody with an account, a reviewer of the project."""
    person = Person(new_id(), name, "ar", is_admin, now(), None)
    with store.write() as tx:
        people.add(tx, person, None)
        if project_id:
            projects.set_role(tx, project_id, person.id, "reviewer")
    return Actor(person.id, name, "ar", is_admin, {project_id: "reviewer"} if project_id else {})
