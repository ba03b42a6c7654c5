"""Signing in and out. Whoever comes through a provider starts and ends here too."""

from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from annotator.config import settings
from annotator.errors import TadqiqError
from annotator.services.people import accounts
from annotator.web import cookies
from annotator.web.gate import local_path
from annotator.web.plain import Field, Way, device_of, handler, let_in, page, said, text_of
from db.store import Store


def signin_routes(store: Store) -> list[Route]:
    """The pages that need no session."""
    return [
        Route("/signin", handler(_signin, store), methods=["GET", "POST"]),
        Route("/signout", handler(_signout, store), methods=["GET", "POST"]),
    ]


def signin_form(request: Request, name: str = "", error: TadqiqError | None = None) -> Response:
    """The form, with what went wrong."""
    fields = [Field("name", "username", name), Field("password", "current-password")]
    wanted = local_path(request.query_params.get("next", "/"))
    at = "" if request.url.path == "/signin" else "/signin"
    return page(request, "sign_in", fields, error=error, ways=provider_way(request, next=wanted), at=at)


def provider_way(request: Request, **asked: str) -> list[Way]:
    """The button that leads to the desk's OpenID provider, where it has one."""
    provider = settings().provider
    if not provider:
        return []
    return [Way(said(request, "with_provider", provider=provider), f"/signin/with?{urlencode(asked)}")]


def _signin(store: Store, request: Request, form: FormData | None) -> Response:
    if form is None:
        if accounts.nobody_yet(store):
            return page(request, "first_start", notices=[said(request, "first_start_how")])
        return signin_form(request)
    name, device = text_of(form, "name"), device_of(request)
    try:
        token = accounts.sign_in(store, name, text_of(form, "password"), device.address, device.browser)
    except TadqiqError as error:
        return signin_form(request, name=name, error=error)
    return let_in(store, request, token, local_path(request.query_params.get("next", "/")))


def _signout(store: Store, request: Request, form: FormData | None) -> Response:
    if form is None:
        return page(request, "sign_out", [])
    token = cookies.token_of(request.cookies)
    if token:
        accounts.sign_out(store, token)
    response = RedirectResponse("/signin", 303)
    cookies.take(response)
    return response
