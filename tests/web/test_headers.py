"""What every answer carries: a policy with no hole that Streamlit does not need."""

import base64
import hashlib
import re
from pathlib import Path

import pytest
import streamlit
from starlette.applications import Starlette

from annotator.config import settings
from annotator.web.routes import middleware, routes
from tests.web import inside


@pytest.fixture
def client(store):
    app = Starlette(routes=routes(store), middleware=middleware(store))
    return inside.client(app)


def directives(answer) -> dict[str, list[str]]:
    parts = (part.split() for part in answer.headers["content-security-policy"].split(";"))
    return {name: values for name, *values in parts}


def test_no_script_runs_but_ours_and_streamlits(client):
    allowed = set(directives(client.get("/signin"))["script-src"])
    assert not allowed & {"'unsafe-inline'", "'unsafe-eval'", "*", "data:", "https:", "http:"}
    page = (Path(streamlit.__file__).parent / "static" / "index.html").read_text(encoding="utf-8")
    for script in re.findall(r"<script>(.*?)</script>", page, re.DOTALL):
        digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
        assert f"'sha256-{digest}'" in allowed


def test_what_the_policy_does_not_name_is_forbidden(client):
    policy = directives(client.get("/signin"))
    assert policy["default-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'none'"]
    assert policy["base-uri"] == policy["form-action"] == ["'self'"]
    assert "object-src" not in policy  # hence 'none', by default-src


def test_a_page_may_talk_to_its_own_host_only(client):
    assert directives(client.get("/signin"))["connect-src"] == ["'self'", "ws://desk.example", "wss://desk.example"]


@pytest.mark.parametrize("host", ["a; script-src *", "a b", "a,b", "desk.example\u00e9'", "*"])
def test_who_asks_writes_nothing_into_the_policy(client, host):
    answer = client.get("/signin", headers={"Host": host.encode("latin-1")})
    policy = directives(answer)
    assert "*" not in policy["script-src"]
    assert len(policy["connect-src"]) == 3 and not set("*;,' ") & set("".join(policy["connect-src"][1:]))


@pytest.mark.parametrize("path", ["/signin", "/health", "/api/words", "/", "/assets/x/nothing.js", "/welcome?token=x"])
def test_pages_answers_and_errors_are_kept_nowhere(client, path):
    assert client.get(path).headers["cache-control"] == "no-store"


def test_https_is_insisted_on_where_there_is_https(client, monkeypatch):
    assert "strict-transport-security" not in client.get("/signin").headers
    monkeypatch.setenv("TADQIQ_HTTPS", "1")
    settings.cache_clear()
    assert client.get("/signin").headers["strict-transport-security"] == "max-age=31536000"
