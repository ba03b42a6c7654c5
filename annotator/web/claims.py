"""The routes that the Claims page talks to: the list, one claim, who is responsible, files of evidence."""

import base64
from dataclasses import fields
from typing import Any
from urllib.parse import quote

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from annotator.config import settings
from annotator.errors import BadUpload, Invalid, TadqiqError
from annotator.services.claims import claim_record, claims_page, evidence_files, responsibility
from annotator.services.people.accounts import SignedIn
from annotator.web.answering import MAX_BODY, answering
from annotator.words import say_error
from db.store import Store

_TEXT = 500  # characters of one condition


def claims_routes(store: Store) -> list[Route]:
    """The routes, guarded by the gate in front of them."""
    most = settings().max_evidence_mb * 2**20 * 4 // 3 + MAX_BODY  # a file in base64, and what stands beside it
    return [
        Route("/api/projects/{id}/claims", answering(store, _list), methods=["GET"]),
        Route("/api/projects/{id}/claims/care", answering(store, _assign), methods=["POST"]),
        Route("/api/claims/{id}", answering(store, _record), methods=["GET"]),
        Route("/api/claims/{id}/sources", answering(store, _sources), methods=["GET"]),
        Route("/api/evidence/files", answering(store, _attach, most), methods=["POST"]),
        Route("/api/evidence/{id}/file", _download(store), methods=["GET"]),
    ]


def _list(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    asked = request.query_params
    texts = [field.name for field in fields(claims_page.Wanted) if field.type is str]
    start = asked.get("start", "0")
    wanted = claims_page.Wanted(
        **{name: asked.get(name, "")[:_TEXT] for name in texts},
        start=int(start) if start.isascii() and start.isdigit() and len(start) < 10 else 0,
        board=asked.get("board") == "1",
    )
    return claims_page.claims(store, signed_in.actor, request.path_params["id"], wanted)


def _assign(store: Store, signed_in: SignedIn, request: Request, body: Any) -> Any:
    body = body if isinstance(body, dict) else {}
    ids, person, due_on = body.get("claims"), body.get("person"), body.get("due_on")
    if not isinstance(ids, list) or not all(isinstance(id, str) for id in ids):
        raise Invalid("operation_bad", key="claims")
    if not all(value is None or isinstance(value, str) for value in (person, due_on)):
        raise Invalid("operation_bad", key="care")
    wanted = responsibility.Assignment(person, due_on)
    return {"changed": responsibility.assign(store, signed_in.actor, request.path_params["id"], ids, wanted)}


def _record(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return claim_record.record(store, signed_in.actor, request.path_params["id"])


def _sources(store: Store, signed_in: SignedIn, request: Request, _body: Any) -> Any:
    return claim_record.reusable(store, signed_in.actor, request.path_params["id"])


def _attach(store: Store, signed_in: SignedIn, _request: Request, body: Any) -> Any:
    body = body if isinstance(body, dict) else {}
    name, text = body.get("name"), body.get("data")
    if not isinstance(name, str) or not isinstance(text, str):
        raise Invalid("operation_bad", key="data")
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError as error:  # also where it isn't even ASCII
        raise BadUpload("operation_bad", key="data") from error
    return evidence_files.attach(store, signed_in.actor, body.get("operation"), name[:_TEXT], data)


def _download(store: Store) -> Any:
    async def download(request: Request) -> Response:
        """The file as a download and nothing else: no browser is to show or run what somebody attached."""
        signed_in: SignedIn = request.state.signed_in
        try:
            file = await run_in_threadpool(evidence_files.file_of, store, signed_in.actor, request.path_params["id"])
        except TadqiqError as error:
            return PlainTextResponse(say_error(error, signed_in.actor.language), error.status)
        headers = {"Content-Disposition": f"attachment; filename*=utf-8''{quote(file.name, safe='')}"}
        return Response(file.data, media_type="application/octet-stream", headers=headers)

    return download
