"""Calls into an ASGI application without a network: quick enough for a call or ten in every test."""

import asyncio
from collections.abc import Iterable
from typing import Any

import httpx
from starlette.types import ASGIApp, Message


def client(app: ASGIApp, **headers: str) -> httpx.Client:
    """A client of `app` at http://desk.example; headers by name, `_` for `-`."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx.Client(transport=_Inside(app), base_url="http://desk.example", headers=named)


def websocket(
    app: ASGIApp, cookie: str, messages: Iterable[Any], origin: str | None = "http://desk.example"
) -> list[Message]:
    """What `app` sends to a websocket that says `messages` one after the other; a callable among them is called."""
    waiting, sent = iter(messages), []

    async def receive() -> Message:
        for message in waiting:
            if not callable(message):
                return {"type": "websocket.receive", "text": message}
            await asyncio.to_thread(message)
        return {"type": "websocket.disconnect", "code": 1001}

    async def send(message: Message) -> None:
        sent.append(message)

    first = iter([{"type": "websocket.connect"}])

    async def receive_from_the_start() -> Message:
        return next(first, None) or await receive()

    headers = [(b"host", b"desk.example"), (b"cookie", cookie.encode("latin-1"))]
    headers += [(b"origin", origin.encode("latin-1"))] if origin is not None else []
    scope = {"type": "websocket", "path": "/echoes", "query_string": b"", "headers": headers, "subprotocols": []}
    asyncio.run(app(scope, receive_from_the_start, send))
    return sent


class _Inside(httpx.BaseTransport):
    def __init__(self, app: ASGIApp) -> None:
        self.transport = httpx.ASGITransport(app, raise_app_exceptions=False)

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        return asyncio.run(self._call(request))

    async def _call(self, request: httpx.Request) -> httpx.Response:
        answer = await self.transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())
