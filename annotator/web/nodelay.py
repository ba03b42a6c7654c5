"""Answers leave at once.

Streamlit hands uvicorn a socket on which asyncio doesn't switch Nagle's algorithm off, so that the body of every answer
would wait 40 ms for the browser to acknowledge the head (github.com/Kludex/uvicorn/issues/3149).
"""

import socket

from starlette.types import ASGIApp, Receive, Scope, Send


class NoDelay:
    """Sets TCP_NODELAY on the connection of each call; where the server hides its connection, nothing changes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        connection = _connection(receive)
        if connection is not None and connection.family in (socket.AF_INET, socket.AF_INET6):
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        await self.app(scope, receive, send)


def _connection(receive: Receive) -> socket.socket | None:
    """The socket that uvicorn's `receive` reads from: ASGI has no name for it."""
    transport = getattr(getattr(receive, "__self__", None), "transport", None)
    return transport.get_extra_info("socket") if transport is not None else None
