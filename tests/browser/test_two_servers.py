"""Two processes on one PostgreSQL behind a balancer: whose process is killed carries on at the other."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from db.store import Store
from tests.balancer import balanced
from tests.browser.conftest import reader_at
from tests.server import Server


@dataclass
class Behind:
    """What a browser knows of the servers behind a balancer: one address."""

    url: str
    store: Callable[[], Store]


@pytest.fixture
def servers(cluster, tmp_path):
    with cluster.database() as url:
        running = [Server(tmp_path / name, TADQIQ_DATABASE_URL=url) for name in ("one", "two")]
        running[-1].first_account().close()
        yield running
        for server in running:
            server.stop()


def states(reader):
    return [row["state"] for row in reader.report("sentences")]


@pytest.fixture
def lines(servers):
    """Two addresses: behind each a balancer that prefers one of the servers."""
    first, second = (server.port for server in servers)
    with balanced([first, second]) as to_first, balanced([second, first]) as to_second:
        yield to_first, to_second


def test_the_people_of_a_killed_process_carry_on_at_the_other(servers, lines, chromium):
    one, two = servers
    first, second = Behind(lines[0], one.store), Behind(lines[1], two.store)
    with reader_at(first, chromium) as killed, reader_at(second, chromium) as spared:
        for reader in (killed, spared):
            reader.open()
            reader.press("c")
            reader.saved()
        killed.press("Control+Shift+ArrowLeft", "Enter", "1", "2")
        one.kill()
        killed.press("Escape", "ArrowDown", "c")
        spared.press("c")
        for reader in (killed, spared):
            reader.saved()
        assert states(killed)[:3] == ["clean", "issues", "clean"] and len(killed.report("issues")) == 1
        assert states(spared)[:3] == ["clean", "clean", "unseen"]
        killed.open()  # a whole page from the other process, without signing in again
        expect(killed.page.locator("#s3")).to_have_attribute("data-state", "clean")
        killed.press("z")
        killed.saved()
        assert states(killed)[:3] == ["clean", "issues", "unseen"]
