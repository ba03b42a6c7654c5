"""A small OpenID provider on loopback: authorization code with PKCE, RS256. It can be told to misbehave."""

import base64
import hashlib
import hmac
import json
import secrets
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

from joserfc import jwt
from joserfc.jwk import KeySet, RSAKey

from annotator.clock import now

CLIENT, SECRET = "tadqiq", "the client's secret"
KEY = RSAKey.generate_key(2048, {"kid": "one", "use": "sig"})


@dataclass
class Provider:
    """A running provider. Whoever comes is `subject`, called `name`; `spoil` changes claims before signing."""

    url: str = ""
    subject: str = "4711"
    name: str = "سامي من الجهة الأخرى"
    refuses: bool = False
    public: bool = False  # takes clients without a secret
    spoil: Callable[[dict[str, Any]], None] = lambda claims: None
    sign: Callable[["Provider", dict[str, Any]], str] | None = None
    keys: list[RSAKey] = field(default_factory=lambda: [KEY])
    asked: list[str] = field(default_factory=list)  # paths
    codes: dict[str, dict[str, str]] = field(default_factory=dict)

    def metadata(self) -> dict[str, Any]:
        """What it says of itself."""
        places = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "jwks"}
        return {"issuer": self.url, **{name: f"{self.url}/{place}" for name, place in places.items()}}

    def jwks(self) -> dict[str, Any]:
        """Its public keys."""
        return dict(KeySet(self.keys).as_dict(private=False))

    def authorize(self, query: dict[str, str]) -> str:
        """Where the browser is sent back to."""
        assert query["response_type"] == "code" and query["client_id"] == CLIENT, query
        assert "openid" in query["scope"].split() and query["code_challenge_method"] == "S256"
        if self.refuses:
            return f"{query['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': query['state']})}"
        code = secrets.token_urlsafe(16)
        self.codes[code] = query
        answer = {"code": code, "state": query["state"], "iss": self.url}
        return f"{query['redirect_uri']}?{urlencode(answer)}"

    def token(self, form: dict[str, str], authorization: str) -> dict[str, Any] | None:
        """The tokens for a code, once; None where client, verifier or address don't fit."""
        query = self.codes.pop(form.get("code", ""), None)
        told = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        known = form.get("client_id") == CLIENT if self.public else authorization == f"Basic {told}"
        if query is None or not known or form.get("redirect_uri") != query["redirect_uri"]:
            return None
        digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
        if base64.urlsafe_b64encode(digest).rstrip(b"=").decode() != query["code_challenge"]:
            return None
        at = int(now().timestamp())
        claims = {"iss": self.url, "aud": CLIENT, "sub": self.subject, "iat": at, "exp": at + 300}
        claims |= {"nonce": query["nonce"], "name": self.name}
        self.spoil(claims)
        signed = self.sign(self, claims) if self.sign else rs256(self, claims)
        return {"access_token": secrets.token_urlsafe(16), "token_type": "Bearer", "id_token": signed}


def rs256(provider: Provider, claims: dict[str, Any]) -> str:
    """As it should be."""
    return jwt.encode({"alg": "RS256", "kid": provider.keys[-1].kid}, claims, provider.keys[-1])


def unsigned(_provider: Provider, claims: dict[str, Any]) -> str:
    """`alg: none`, put together by hand: no library signs so any more."""
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in ({"alg": "none"}, claims)]
    return b".".join([*parts, b""]).decode()


def hs256(provider: Provider, claims: dict[str, Any]) -> str:
    """Signed with the public key as if it were a secret, by hand for the same reason."""
    head = {"alg": "HS256", "kid": provider.keys[0].kid}
    parts = [base64.urlsafe_b64encode(json.dumps(part).encode()).rstrip(b"=") for part in (head, claims)]
    mac = hmac.new(provider.keys[0].as_pem(private=False), b".".join(parts), hashlib.sha256).digest()
    return b".".join([*parts, base64.urlsafe_b64encode(mac).rstrip(b"=")]).decode()


@contextmanager
def running() -> Iterator[Provider]:
    """A provider on a free port."""
    provider = Provider()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(provider))
    provider.url = f"http://127.0.0.1:{server.server_address[1]}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield provider
    server.shutdown()
    server.server_close()
    thread.join()


def _handler(provider: Provider) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            place = urlsplit(self.path)
            provider.asked.append(place.path)
            if place.path == "/authorize":
                self.send_response(303)
                self.send_header("Location", provider.authorize(_flat(place.query)))
                self.end_headers()
                return
            known = {"/.well-known/openid-configuration": provider.metadata, "/jwks": provider.jwks}
            self._say(known[place.path]() if place.path in known else None)

        def do_POST(self) -> None:
            provider.asked.append(self.path)
            form = self.rfile.read(int(self.headers["Content-Length"])).decode()
            self._say(provider.token(_flat(form), self.headers.get("Authorization", "")))

        def _say(self, answer: dict[str, Any] | None) -> None:
            body = json.dumps(answer or {"error": "invalid_grant"}).encode()
            self.send_response(200 if answer else 400)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_arguments: Any) -> None:
            """Says nothing."""

    return Handler


def _flat(query: str) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(query).items()}
