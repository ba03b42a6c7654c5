"""CSV files, streamed to the browser as they are made."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from itertools import chain
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from annotator.clock import from_iso, now
from annotator.errors import TadqiqError
from annotator.services.people import auditing
from annotator.services.people.accounts import SignedIn
from annotator.services.reports import exporting
from annotator.services.schemes import revising
from annotator.words import say_error
from db.store import Store


def download_route(store: Store) -> Route:
    """GET /api/projects/ID/reports/NAME.csv; `?who=consensus`: made of it, `?verdicts=SCALE`: told on that scale."""

    async def download(request: Request) -> Response:
        signed_in: SignedIn = request.state.signed_in
        project, name = request.path_params["project"], request.path_params["name"]
        who: exporting.Who = "consensus" if request.query_params.get("who") == "consensus" else "reviewers"
        of_whom = "-consensus" if who == "consensus" else ""
        actor, verdicts = signed_in.actor, request.query_params.get("verdicts", "")
        return await _streamed(
            signed_in,
            name + of_whom,
            lambda: exporting.report_csv(store, actor, project, name, who, verdicts=verdicts),
        )

    return Route("/api/projects/{project}/reports/{name}.csv", download, methods=["GET"])


def audit_route(store: Store) -> Route:
    """GET /api/audit.csv; of `?person=ID`, `kind=` (as often as there are), `from=` and `to=` (ISO 8601) only that."""

    async def download(request: Request) -> Response:
        signed_in: SignedIn = request.state.signed_in
        return await _streamed(signed_in, "audit", lambda: auditing.audit_csv(store, signed_in.actor, _asked(request)))

    return Route("/api/audit.csv", download, methods=["GET"])


def _asked(request: Request) -> auditing.Asked:
    given = request.query_params
    start, end = (_moment(given.get(name, "")) for name in ("from", "to"))
    return auditing.Asked(given.get("person", ""), tuple(given.getlist("kind")), start, end)


def _moment(text: str) -> datetime | None:
    try:
        found = from_iso(text)
        return (found if found.tzinfo else found.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):  # no time, or one that another zone puts before the year 1 or after 9999
        return None


def scheme_route(store: Store) -> Route:
    """GET /api/projects/ID/scheme.toml; with `?version=N` an earlier one."""

    async def download(request: Request) -> Response:
        signed_in: SignedIn = request.state.signed_in
        project, asked = request.path_params["project"], request.query_params.get("version", "")
        number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 9 else None
        try:
            text = await run_in_threadpool(revising.as_toml, store, signed_in.actor, project, number)
        except TadqiqError as error:
            return PlainTextResponse(say_error(error, signed_in.actor.language), error.status)
        headers = {"Content-Disposition": 'attachment; filename="tadqiq-scheme.toml"'}
        return Response(text, media_type="application/toml", headers=headers)

    return Route("/api/projects/{project}/scheme.toml", download, methods=["GET"])


async def _streamed(signed_in: SignedIn, name: str, make: Callable[[], Iterator[bytes]]) -> Response:
    try:
        pieces = make()
        first = await run_in_threadpool(next, pieces)  # what is refused is refused before an answer begins
    except TadqiqError as error:
        return PlainTextResponse(say_error(error, signed_in.actor.language), error.status)
    filename = f"tadqiq-{name}-{now().astimezone(UTC):%Y%m%d-%H%M}.csv"
    headers = {"Content-Disposition": f"attachment; filename={quote(filename)}"}
    return StreamingResponse(chain([first], pieces), media_type="text/csv; charset=utf-8", headers=headers)
