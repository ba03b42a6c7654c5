"""Whether the server answers and can read its database; needs no session."""

from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from annotator import __version__, log
from annotator.services.people import accounts
from db.store import Store


def health_route(store: Store) -> Route:
    """GET /health."""

    async def health(_request: Request) -> Response:
        try:
            await run_in_threadpool(accounts.nobody_yet, store)
        except Exception:
            return _answer(503, {"status": "failing", "reference": log.failure("health")})
        return _answer(200, {"status": "ok", "version": __version__})

    return Route("/health", health, methods=["GET"])


def _answer(status: int, body: dict[str, Any]) -> Response:
    return JSONResponse(body, status_code=status)
