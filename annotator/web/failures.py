"""Whatever breaks behind here is answered with one sentence, and logged under the number that the sentence names."""

from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator import log
from annotator.config import settings
from annotator.errors import TadqiqError
from annotator.words import say_error


class Failures:
    """Stands inside the security headers, so that a failure's answer carries them too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        begun = False

        async def noticing(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self.app(scope, receive, noticing)
        except Exception as error:
            if begun:
                raise  # half an answer is on its way; the server cuts it off
            await _answer(scope, error)(scope, receive, send)


def _answer(scope: Scope, error: Exception) -> Response:
    if not isinstance(error, TadqiqError):
        error = TadqiqError("unexpected", reference=log.failure(f"{scope['method']} {scope['path']}"))
    sentence = say_error(error, settings().language)
    if scope["path"].startswith("/api/"):
        return JSONResponse({"code": error.code, "message": sentence}, error.status)
    return PlainTextResponse(sentence, error.status)
