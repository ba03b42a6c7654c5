"""An act is answered right behind the gate: Streamlit's routing, sessions and compression would take longer than it."""

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from annotator.web.api import OPERATIONS, operation_endpoint
from db.store import Store


class Acts:
    """Takes `POST /api/operations` out of the way; whatever else goes on to the application."""

    def __init__(self, app: ASGIApp, store: Store) -> None:
        self.app, self.answer = app, operation_endpoint(store)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and (scope["method"], scope["path"]) == ("POST", OPERATIONS):
            response = await self.answer(Request(scope, receive))
            await response(scope, receive, send)
        else:
            await self.app(scope, receive, send)
