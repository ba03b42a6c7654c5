"""To the desk's OpenID provider and back. What must come back unchanged waits in a cookie of ten minutes."""

import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from annotator.config import settings
from annotator.domain.access import Identity
from annotator.errors import NotFound, SignInNeeded, TadqiqError
from annotator.services.people import identities, invitations, resetting
from annotator.web import cookies, openid
from annotator.web.gate import local_path
from annotator.web.openid import Asked
from annotator.web.plain import device_of, handler, language_of, let_in, page
from annotator.web.signin import signin_form
from db.store import Store


@dataclass(frozen=True)
class Way:
    """Where somebody was going when they left for the provider: a page, or what a one-time link offers."""

    asked: Asked
    next: str
    link: str


def single_signon_routes(store: Store) -> list[Route]:
    """Where no provider is set, both pages say so."""
    return [
        Route("/signin/with", handler(_leave, store), methods=["GET"]),
        Route("/signin/callback", handler(_return, store), methods=["GET"]),
    ]


def _leave(_store: Store, request: Request, _form: FormData | None) -> Response:
    if not settings().provider:
        return page(request, "sign_in", error=NotFound("not_found"))
    if request.headers.get("sec-fetch-site", "same-origin") not in ("same-origin", "none"):
        return signin_form(request)  # another site's link signs nobody in, and ties nobody's identity to its own link
    asked = Asked(*(secrets.token_urlsafe(32) for _ in range(3)))
    way = Way(asked, local_path(request.query_params.get("next", "/")), request.query_params.get("link", "")[:200])
    try:
        response = RedirectResponse(openid.address(asked, _callback(request)), 303)
    except TadqiqError as error:
        return signin_form(request, error=error)
    seconds = int(identities.STATE_VALID.total_seconds())
    cookies.keep(response, "openid", _packed(way), seconds)
    return response


def _return(store: Store, request: Request, _form: FormData | None) -> Response:
    try:
        way = _unpacked(cookies.kept(request.cookies, "openid"))
        found = openid.identity(way.asked, _callback(request), dict(request.query_params))
        identities.spend_state(store, way.asked.state)
        token = _enter(store, request, way, found)
        response = let_in(store, request, token, way.next)
    except TadqiqError as error:
        response = signin_form(request, error=error)
    cookies.drop(response, "openid")
    return response


def _enter(store: Store, request: Request, way: Way, found: Identity) -> str:
    """The session: of whoever is known, or of whom a link lets in."""
    device = device_of(request)
    if not way.link:
        return identities.sign_in_with(store, found, device)
    if resetting.whose(store, way.link) is not None:
        return resetting.reset_to_identity(store, way.link, found, device)
    return invitations.accept_with_identity(store, way.link, found, language_of(request), device)


def _callback(request: Request) -> str:
    scheme = "https" if settings().https else request.url.scheme
    return f"{scheme}://{request.headers.get('host', '')}/signin/callback"


def _packed(way: Way) -> str:
    return urlsafe_b64encode(json.dumps(asdict(way)).encode()).decode()


def _unpacked(value: str) -> Way:
    try:
        found = json.loads(urlsafe_b64decode(value))
        asked = Asked(*(str(found["asked"][name]) for name in ("state", "nonce", "verifier")))
        return Way(asked, local_path(str(found["next"])), str(found["link"]))
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise SignInNeeded("openid_failed") from error
