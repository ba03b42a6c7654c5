"""In front of everything: without a valid session no page, no media and no websocket."""

from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, PlainTextResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.config import settings
from annotator.services.people import accounts
from annotator.services.people.accounts import SignedIn
from annotator.web import cookies
from annotator.words import say
from db.store import Store

_SIGNING_IN = ("/signin", "/signin/with", "/signin/callback", "/signout", "/welcome", "/new-password")
_OPEN = (*_SIGNING_IN, "/health", "/favicon.png")
_OPEN_BELOW = ("/assets/", "/static/")  # our fonts and scripts, Streamlit's front end: nobody's data
_SAFE = ("GET", "HEAD", "OPTIONS")


class Gate:
    """Looks the session up in the database on every call and on every message of a websocket."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app, self.store = app, store

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
        elif scope["type"] == "http" and not _same_site(scope):
            await _refusal(scope, 403, "cross_site")(scope, receive, send)
        elif scope["type"] == "http" and "\0" in scope["path"]:  # PostgreSQL could not even look for it
            await _refusal(scope, 404, "not_found")(scope, receive, send)
        elif scope["type"] == "http" and _is_open(scope["path"]):
            await self.app(scope, receive, send)
        elif is_act(scope):
            await self.app(scope, receive, send)  # it looks its session up itself, in its own transaction
        else:
            await self._guarded(scope, receive, send)

    async def _guarded(self, scope: Scope, receive: Receive, send: Send) -> None:
        token = cookies.token_of(HTTPConnection(scope).cookies)
        strange = scope["type"] == "websocket" and not _same_origin(_headers(scope))
        found = None if strange else await self._look_up(token)
        if found is None:
            await _turn_away(scope, receive, send)
            return
        scope.setdefault("state", {})["signed_in"] = found
        if scope["type"] == "websocket":
            receive, send = self._watched(token, receive, send)
        await self.app(scope, receive, send)

    def _watched(self, token: str | None, receive: Receive, send: Send) -> tuple[Receive, Send]:
        """Signing out ends an open page: its next message finds no session and closes the socket."""
        ended = False

        async def receive_while_signed_in() -> Message:
            nonlocal ended
            message = await receive()
            if message["type"] == "websocket.receive" and await self._look_up(token) is None:
                ended = True
                await send({"type": "websocket.close", "code": 1008})
                return {"type": "websocket.disconnect", "code": 1008}
            return message

        async def send_while_open(message: Message) -> None:
            if not ended:
                await send(message)

        return receive_while_signed_in, send_while_open

    async def _look_up(self, token: str | None) -> SignedIn | None:
        return await run_in_threadpool(accounts.signed_in, self.store, token)


def is_act(scope: Scope) -> bool:
    """Whether this is a call to carry an operation out."""
    return scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", "/api/operations")


def local_path(path: str) -> str:
    """Where to go after signing in: a path of this site, never another site's."""
    local = path.startswith("/") and not path.startswith(("//", "/\\"))
    return path if local and not any(character < " " for character in path) else "/"  # browsers skip tabs and newlines


def _is_open(path: str) -> bool:
    return path in _OPEN or path.startswith(_OPEN_BELOW)


def _same_site(scope: Scope) -> bool:
    """A call that changes something must come from our own pages; an API call must be JSON, which no form can send."""
    if scope["method"] in _SAFE:
        return True
    headers = _headers(scope)
    if scope["path"].startswith("/api/") and not headers.get("content-type", "").startswith("application/json"):
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site in ("same-origin", "none")
    return _same_origin(headers)


def _same_origin(headers: dict[str, Any]) -> bool:
    """Streamlit itself lets websockets in from any page on this machine, and from what names no origin."""
    return bool(headers.get("origin", "").partition("://")[2] == headers.get("host"))


async def _turn_away(scope: Scope, receive: Receive, send: Send) -> None:
    if scope["type"] == "websocket":
        await receive()
        await send({"type": "websocket.close", "code": 1008})
        return
    path = scope["path"]
    if path.startswith(("/api/", "/media/", "/_stcore/", "/component")):
        await _refusal(scope, 401, "sign_in_needed")(scope, receive, send)
        return
    query = scope["query_string"].decode("latin-1")
    wanted = quote(f"{path}?{query}" if query else path, safe="")
    await RedirectResponse(f"/signin?next={wanted}" if path != "/" else "/signin", 303)(scope, receive, send)


def _refusal(scope: Scope, status: int, code: str) -> Response:
    sentence = say(f"error.{code}", settings().language)
    if scope["path"].startswith("/api/"):
        return JSONResponse({"code": code, "message": sentence}, status)
    return PlainTextResponse(sentence, status)  # Streamlit shows it as it is in a page whose session has ended


def _headers(scope: Scope) -> dict[str, Any]:
    return {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in scope["headers"]}
