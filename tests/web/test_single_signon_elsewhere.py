"""Against somebody else's OpenID provider (`oidc-provider-mock`), each side a process of its own."""

import subprocess
import sys
import time

import httpx
import pytest

from annotator.domain.policy import COMMAND_LINE
from annotator.services.library import articles
from annotator.services.people import invitations
from db.store import Store
from tests.server import Server, _free_port


@pytest.fixture(scope="module")
def issuer():
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        for _ in range(600):
            try:
                httpx.get(f"{address}/.well-known/openid-configuration").raise_for_status()
                break
            except httpx.HTTPError:
                time.sleep(0.05)
        yield address
        process.terminate()


@pytest.fixture(scope="module")
def server(issuer, tmp_path_factory):
    oidc = {"TADQIQ_OIDC_ISSUER": issuer, "TADQIQ_OIDC_CLIENT_ID": "desk", "TADQIQ_OIDC_CLIENT_SECRET": "s3cret"}
    running = Server(tmp_path_factory.mktemp("elsewhere") / "data", **oidc)
    running.first_account()
    yield running
    running.stop()


def round_trip(client: httpx.Client, subject: str, **asked: str) -> httpx.Response:
    left = client.get("/signin/with", params=asked)
    answer = httpx.post(left.headers["location"], data={"sub": subject})
    return client.get(answer.headers["location"])


def test_an_invitation_is_accepted_there_and_the_way_in_stays_open(server):
    store = Store(f"sqlite:///{server.data / 'tadqiq.sqlite3'}")
    project, _ = articles.project_named(store, COMMAND_LINE, "نشرة", create=True)
    invited = invitations.invite(store, COMMAND_LINE, project.id, "reviewer", "سامي")
    store.close()
    client = server.client()
    assert round_trip(client, "sami@desk.example", link=invited).status_code == 303
    assert client.get("/api/words").status_code == 200
    client.post("/signout")
    assert client.get("/api/words").status_code == 401
    assert round_trip(client, "sami@desk.example", next="/account").headers["location"] == "/account"
    assert client.get("/api/words").status_code == 200


def test_whom_only_the_provider_knows_stays_outside(server):
    client = server.client()
    answer = round_trip(client, "stranger@desk.example")
    assert answer.status_code == 401 and "stranger@desk.example" not in client.cookies
    assert client.get("/api/words").status_code == 401


def test_neither_secret_nor_token_is_in_the_log(server):
    told = server.log.read_text(encoding="utf-8")
    assert "s3cret" not in told and "id_token" not in told and "code=" not in told
