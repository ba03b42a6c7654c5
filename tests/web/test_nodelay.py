"""An answer never waits for the browser to acknowledge the head that went before it."""

import asyncio
import socket

import httpx
import pytest
import uvicorn
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from annotator.web.nodelay import NoDelay


async def delays(middleware: list[Middleware]) -> list[bool]:
    """Whether each open connection may hold answers back, on a server that was handed its socket as Streamlit does."""
    listening = socket.socket()
    listening.bind(("127.0.0.1", 0))
    app = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("here"))], middleware=middleware)
    server = uvicorn.Server(uvicorn.Config(app, log_config=None, lifespan="off"))
    serving = asyncio.create_task(server.serve(sockets=[listening]))
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"http://127.0.0.1:{listening.getsockname()[1]}/")).text == "here"
        sockets = [connection.transport.get_extra_info("socket") for connection in server.server_state.connections]
        held = [one.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY) == 0 for one in sockets]
    server.should_exit = True
    await serving
    return held


@pytest.mark.parametrize(("middleware", "held"), [([], [True]), ([Middleware(NoDelay)], [False])])
def test_connections_hold_nothing_back(middleware, held):
    assert asyncio.run(delays(middleware)) == held


def test_a_server_that_hides_its_connection_answers_too():
    app = Starlette(routes=[Route("/", lambda _request: PlainTextResponse("here"))], middleware=[Middleware(NoDelay)])

    async def call() -> str:
        async with httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://desk") as client:
            return (await client.get("/")).text

    assert asyncio.run(call()) == "here"
