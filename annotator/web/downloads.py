"""CSV files, streamed to the browser as they are made."""

from datetime import UTC
from itertools import chain
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response, StreamingResponse
from starlette.routing import Route

from annotator.clock import now
from annotator.errors import TadqiqError
from annotator.services import exporting
from annotator.services.accounts import SignedIn
from annotator.words import say_error
from db.store import Store


def download_route(store: Store) -> Route:
    """GET /api/projects/ID/reports/NAME.csv; with `?who=consensus` made of the consensus."""

    async def download(request: Request) -> Response:
        signed_in: SignedIn = request.state.signed_in
        project, name = request.path_params["project"], request.path_params["name"]
        who: exporting.Who = "consensus" if request.query_params.get("who") == "consensus" else "reviewers"
        try:
            pieces = exporting.report_csv(store, signed_in.actor, project, name, who)
            first = await run_in_threadpool(next, pieces)  # what is refused is refused before an answer begins
        except TadqiqError as error:
            return PlainTextResponse(say_error(error, signed_in.actor.language), error.status)
        of_whom = "-consensus" if who == "consensus" else ""
        filename = f"tadqiq-{name}{of_whom}-{now().astimezone(UTC):%Y%m%d-%H%M}.csv"

        headers = {"Content-Disposition": f"attachment; filename={quote(filename)}"}
        return StreamingResponse(chain([first], pieces), media_type="text/csv; charset=utf-8", headers=headers)

    return Route("/api/projects/{project}/reports/{name}.csv", download, methods=["GET"])
