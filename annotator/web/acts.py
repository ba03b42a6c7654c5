"""An act is answered right behind the gate: Streamlit's routing, sessions and compression would take longer than it."""

from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from annotator.config import settings
from annotator.errors import SignInNeeded, TadqiqError
from annotator.services import acting
from annotator.services.people import accounts
from annotator.web import cookies
from annotator.web.answering import failure, read_json, refusal
from annotator.web.batches import Batches
from annotator.web.gate import is_act
from db.store import Store

OPERATIONS = "/api/operations"


class Acts:
    """Takes acts out of the way; whatever else goes on to the application."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app, self.answer = app, _endpoint(store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if is_act(scope):
            response = await self.answer(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)


def acts_route(store: Store) -> Route:
    """The same as a route, for whoever looks at what the server answers."""
    return Route(OPERATIONS, _endpoint(store), methods=["POST"])


def _endpoint(store: Store) -> Callable[[Request], Any]:
    batches = Batches(store)

    async def endpoint(request: Request) -> Response:
        token = cookies.token_of(request.cookies)
        try:
            return JSONResponse(await _carried_out(batches, token, request))
        except ClientDisconnect:
            return Response(status_code=499)  # nobody is there to read it; the browser will ask again
        except TadqiqError as error:
            return refusal(error, await run_in_threadpool(_language, store, token))
        except Exception:
            return failure(request, settings().language)

    return endpoint


async def _carried_out(batches: Batches, token: str | None, request: Request) -> Any:
    if token is None:
        raise SignInNeeded("sign_in_needed")
    raw = await read_json(request)
    article = raw.get("article") if isinstance(raw, dict) else None
    act = partial(acting.act, token=token, person=request.headers.get("tadqiq-person"), raw=raw)
    return await batches.carry_out(act, article if isinstance(article, str) else None)


def _language(store: Store, token: str | None) -> str:
    signed_in = accounts.signed_in(store, token)
    return signed_in.actor.language if signed_in else settings().language
