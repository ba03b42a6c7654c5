"""How a call of our pages is answered: in JSON, in the reader's language, whatever happens."""

import json
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import JSONResponse, Response

from annotator import log
from annotator.errors import Conflict, Invalid, SignInNeeded, TadqiqError
from annotator.services.people.accounts import SignedIn
from annotator.words import say_error
from db.store import Store

MAX_BODY = 2**20  # bytes; an operation is a few hundred
Handler = Callable[[Store, SignedIn, Request, Any], Any]


def answering(store: Store, handler: Handler, most: int = MAX_BODY) -> Callable[[Request], Any]:
    """An endpoint that answers what a handler gives back. The body of a call has `most` bytes at the most."""

    async def endpoint(request: Request) -> Response:
        signed_in: SignedIn = request.state.signed_in
        try:
            _same_person(request, signed_in)
            body = await read_json(request, most) if request.method == "POST" else None
            return JSONResponse(await run_in_threadpool(partial(handler, store, signed_in, request, body)))
        except ClientDisconnect:
            return Response(status_code=499)  # nobody is there to read it; the browser will ask again
        except TadqiqError as error:
            return refusal(error, signed_in.actor.language)
        except Exception:
            return failure(request, signed_in.actor.language)

    return endpoint


def _same_person(request: Request, signed_in: SignedIn) -> None:
    """A page says whose it is: what waited in it is never saved as the work of who has signed in since."""
    if request.headers.get("tadqiq-person", signed_in.actor.id) != signed_in.actor.id:
        raise SignInNeeded("signed_in_as_another")


async def read_json(request: Request, most: int = MAX_BODY) -> Any:
    """What a call brings; raises Invalid for what is too large or no JSON."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Invalid("operation_bad", key="size")
    try:
        return json.loads(body)
    except (ValueError, RecursionError) as error:
        raise Invalid("operation_bad", key="json") from error


def refusal(error: TadqiqError, language: str) -> Response:
    """An error as JSON; of a conflict, with what stands."""
    answer: dict[str, Any] = {"code": error.code, "message": say_error(error, language)}
    if isinstance(error, Conflict):
        answer["current"] = error.params.get("current")
    return JSONResponse(answer, status_code=error.status)


def failure(request: Request, language: str) -> Response:
    """The exception in hand, logged, as the one sentence that names its number."""
    reference = log.failure(f"{request.method} {request.url.path}")
    error = TadqiqError("unexpected", reference=reference)
    return JSONResponse({"code": error.code, "message": say_error(error, language)}, status_code=500)
