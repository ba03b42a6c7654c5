"""Every service function × every caller × their own, another's and another project's things equals the table."""

import ast
import importlib
import inspect
import pkgutil
from types import SimpleNamespace

import pytest

from annotator import services
from annotator.clock import new_id, now
from annotator.domain.policy import Actor
from annotator.domain.records import Person
from annotator.errors import Conflict, Forbidden, Invalid, NotFound, SignInNeeded, TadqiqError
from annotator.services.library import articles
from annotator.services.people import accounts, passwords
from db import people
from db.store import Store
from tests.conftest import REPO
from tests.services import desks
from tests.services.desks import CALLERS, OWNERS
from tests.services.rights_calls import CALLS, PASSWORD
from tests.services.rights_table import OPEN, PARTS, TABLE

KINDS = {"F": Forbidden, "N": NotFound, "C": Conflict, "I": Invalid}
EXPECTED = {
    name: dict(zip(CALLERS, marks, strict=True))
    for name, *marks in (line.split() for line in TABLE.splitlines() if line)
}
OUTSIDE = ("foreign", "foreign_lead")  # who may not know what there is in the project
HASH = passwords.hashed(PASSWORD)


@pytest.fixture(scope="module")
def world(tmp_path_factory):
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('rights') / 'desk.sqlite3'}")
    with store.write() as tx:
        stranger = Person(new_id(), "stranger", "ar", False, now(), None)
        people.add(tx, stranger, HASH)
    built = desks.build(store)
    for things in (built.things, built.unknown):
        things.stranger = stranger.id if things is built.things else new_id()
    with store.write() as tx:
        for person in people.everyone(tx):
            if person.id != "consensus":
                people.set_password(tx, person.id, HASH)
    built.before = desks.dump(store)
    yield built
    store.close()


def outcome(world, name: str, caller: str, things: SimpleNamespace):
    """What came of a call, the error that refused it or the result; nobody can call anything without a session."""
    actor = world.actor(caller)
    if actor is None:
        return SignInNeeded("sign_in_needed")
    try:
        return CALLS[name](world.store, actor, things)
    except TadqiqError as error:
        return error


def alike(error: object) -> tuple[object, ...]:
    """What of an error its reader gets to see; a name that they typed themselves tells them nothing."""
    assert isinstance(error, TadqiqError), error
    return type(error), error.code, error.status, tuple(sorted(set(error.params) - {"name"}))


def unchanged(world) -> bool:
    """Whether every row is as it was; if not, all are put back."""
    same = desks.dump(world.store) == world.before
    if not same:
        world.restore()
    return same


@pytest.mark.parametrize("caller", CALLERS)
@pytest.mark.parametrize("name", EXPECTED)
def test_what_comes_of_a_call_is_what_the_table_says(world, name, caller):
    mark, found = EXPECTED[name][caller], outcome(world, name, caller, world.things)
    same = unchanged(world)
    if mark == "+":
        assert not isinstance(found, TadqiqError), repr(found)
        return
    assert type(found) is {**KINDS, "-": SignInNeeded}[mark], repr(found)
    assert same, "a refused call has changed something"


@pytest.mark.parametrize("name", [name for name, row in EXPECTED.items() if "N" in row.values()])
def test_what_may_not_be_seen_is_answered_like_what_is_not_there(world, name):
    hidden = [caller for caller in CALLERS if EXPECTED[name][caller] == "N"]
    for caller in {*hidden, *(caller for caller in OUTSIDE if EXPECTED[name][caller] != "+")}:
        real, unknown = (outcome(world, name, caller, things) for things in (world.things, world.unknown))
        assert alike(real) == alike(unknown), caller
        assert unchanged(world)


@pytest.mark.parametrize("caller", ["viewer", "other", *OUTSIDE])
def test_nobody_reads_what_another_reviewer_has_said_before_handing_in(world, caller):
    for name, row in EXPECTED.items():
        if row[caller] == "+":
            found = outcome(world, name, caller, world.things)
            told = b"".join(found).decode() if name.endswith("_csv") else repr(found)
            assert OWNERS not in told, name
            world.restore()


def test_the_owner_and_the_lead_read_it_so_that_the_test_above_can_fail(world):
    reads = ("reading.article_for_reviewer", "pages.pages_of", "known_claims.search", "threads.threads")
    for caller, name in zip(("owner", "lead", "lead", "lead"), reads, strict=True):
        assert OWNERS in repr(outcome(world, name, caller, world.things))


def test_everybody_sees_their_own_projects_only(world):
    seen = {caller: outcome(world, "articles.visible_projects", caller, world.things) for caller in CALLERS[3:]}
    names = {caller: [project.name for project in found] for caller, found in seen.items()}
    both = ["ours", "theirs"]
    assert names == {caller: ["theirs"] if caller in OUTSIDE else ["ours"] for caller in CALLERS[3:9]} | {"admin": both}


@pytest.mark.parametrize("caller", ["owner", "lead"])
def test_who_is_taken_out_of_a_project_is_a_stranger_to_it_at_once(world, caller):
    from annotator.services.people import members as looking_after

    actor = world.actor(caller)
    admin = world.actor("admin")
    looking_after.remove_member(world.store, admin, world.things.project, actor.id)
    for name in ("reading.progress", "annotating.apply", "annotating.apply:repeat_others", "settling.queue"):
        refused = outcome(world, name, caller, world.things)
        assert alike(refused) == alike(outcome(world, name, "foreign", world.things)), name
    world.restore()


@pytest.mark.parametrize("name", ["articles.set_article_retired", "cutting.recut_article", "annotating.apply"])
def test_nothing_is_done_in_a_project_that_is_put_away(world, name):
    articles.retire_project(world.store, world.actor("admin"), world.things.project)
    for caller in ("lead", "admin"):
        assert isinstance(outcome(world, name, caller, world.things), NotFound)
    world.restore()


def services_functions():
    """Every public function of the services, as `module.name`, with its parameters."""
    for module in pkgutil.walk_packages(services.__path__, "annotator.services."):
        found = importlib.import_module(module.name)
        for name, member in vars(found).items():
            own = getattr(member, "__module__", "") == found.__name__
            if own and not name.startswith("_") and inspect.isfunction(member):
                yield f"{module.name.rpartition('.')[2]}.{name}", list(inspect.signature(member).parameters)


def test_no_service_function_is_missing_from_the_table():
    known = {name.partition(":")[0] for name in EXPECTED}
    for name, parameters in services_functions():
        if parameters[:2] == ["store", "actor"]:
            assert name in known, f"{name} has no line in the table of rights"
        elif "store" in parameters:
            assert name in OPEN, f"{name} asks for no actor: say in OPEN who may call it"
        elif "actor" in parameters:
            assert name in PARTS, f"{name} takes an actor in somebody else's transaction: say in PARTS who asks policy"


def test_the_table_names_nothing_that_is_not_there():
    there = {name for name, _ in services_functions()}
    assert {name.partition(":")[0] for name in EXPECTED} | set(OPEN) | set(PARTS) <= there
    assert set(CALLS) == set(EXPECTED)


@pytest.mark.parametrize("folder", ["annotator/ui", "annotator/web"])
def test_pages_and_routes_open_no_transaction_of_their_own(folder):
    """So that the parts of services, which take one, can't be reached past those that ask."""
    for file in (REPO / folder).rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                of_store = ast.unparse(node.func.value) in ("store", "store()", "self.store", "desk")
                assert not (of_store and node.func.attr in ("read", "write")), f"{file.name}:{node.lineno}"


def test_an_actor_is_made_by_the_look_up_alone():
    """Whoever could make an Actor could be anybody."""
    allowed = {"accounts.py", "policy.py", "example.py", "invitations.py", "raters.py", "importing_rows.py"}
    for folder in ("annotator/services", "annotator/web", "annotator/ui"):
        for file in (REPO / folder).rglob("*.py"):
            made = [
                node
                for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
                if isinstance(node, ast.Call) and ast.unparse(node.func) == Actor.__name__
            ]
            assert not made or file.name in allowed, file


def test_a_session_that_ended_between_two_calls_ends_the_second(world):
    token = world.tokens["owner"]
    assert accounts.signed_in(world.store, token)
    accounts.sign_out(world.store, token)
    assert accounts.signed_in(world.store, token) is None
    world.restore()
