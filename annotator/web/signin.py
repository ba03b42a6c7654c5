"""Our own plain pages: signing in and out, and making the first account. They work without a script."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from annotator.config import settings
from annotator.errors import Invalid, TadqiqError
from annotator.services import accounts
from annotator.web import assets, cookies
from annotator.web.gate import local_path
from annotator.words import LANGUAGES, say_error, section
from db.store import Store

LANGUAGE_COOKIE = "tadqiq_language"  # of somebody who has not signed in
_LIMITS: Any = {"max_files": 0, "max_fields": 10, "max_part_size": 2**16}  # strangers may post here
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)


def signin_routes(store: Store) -> list[Route]:
    """The pages that need no session."""
    return [
        Route("/signin", _handler(_signin, store), methods=["GET", "POST"]),
        Route("/signout", _handler(_signout, store), methods=["GET", "POST"]),
        Route("/welcome", _handler(_welcome, store), methods=["GET", "POST"]),
    ]


Page = Callable[[Store, Request, FormData | None], Response]


def _handler(page: Page, store: Store) -> Any:
    async def handle(request: Request) -> Response:
        form = await request.form(**_LIMITS) if request.method == "POST" else None
        response = await run_in_threadpool(page, store, request, form)
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, request.query_params["lang"], samesite="lax", max_age=31536000)
        return response

    return handle


def _signin(store: Store, request: Request, form: FormData | None) -> Response:
    if form is None:
        if accounts.nobody_yet(store):
            return _page(request, "first_start", notice="first_start_how")
        return _signin_form(request)
    name, address = _text(form, "name"), request.client.host if request.client else ""
    try:
        token = accounts.sign_in(store, name, _text(form, "password"), address)
    except TadqiqError as error:
        return _signin_form(request, name=name, error=error)
    response = RedirectResponse(local_path(request.query_params.get("next", "/")), 303)
    cookies.give(response, token)
    return response


def _signin_form(request: Request, name: str = "", error: TadqiqError | None = None) -> Response:
    fields = [_field("name", value=name, autocomplete="username"), _field("password", autocomplete="current-password")]
    return _page(request, "sign_in", fields, error=error)


def _signout(store: Store, request: Request, form: FormData | None) -> Response:
    if form is None:
        return _page(request, "sign_out", [], submit_only=True)
    token = cookies.token_of(request.cookies)
    if token:
        accounts.sign_out(store, token)
    response = RedirectResponse("/signin", 303)
    cookies.take(response)
    return response


def _welcome(store: Store, request: Request, form: FormData | None) -> Response:
    link = request.query_params.get("token", "")
    if not accounts.link_is_good(store, link):
        return _page(request, "link_spent", notice="link_spent_how", status=404)
    if form is None:
        return _welcome_form(request)
    name, password = _text(form, "name"), _text(form, "password")
    try:
        if password != _text(form, "again"):
            raise Invalid("passwords_differ")
        token = accounts.create_first_account(store, link, name, password, _language(request))
    except TadqiqError as error:
        return _welcome_form(request, name, error)
    response = RedirectResponse("/", 303)
    cookies.give(response, token)
    return response


def _welcome_form(request: Request, name: str = "", error: TadqiqError | None = None) -> Response:
    fields = [
        _field("name", value=name, autocomplete="username"),
        _field("password", autocomplete="new-password", hint="password_hint"),
        _field("again", autocomplete="new-password"),
    ]
    return _page(request, "welcome", fields, error=error)


def _field(name: str, value: str = "", autocomplete: str = "off", hint: str = "") -> dict[str, str]:
    kind = "text" if name == "name" else "password"
    return {"name": name, "type": kind, "value": value, "autocomplete": autocomplete, "hint": hint}


def _page(
    request: Request,
    title: str,
    fields: list[dict[str, str]] | None = None,
    *,
    error: TadqiqError | None = None,
    notice: str = "",
    status: int = 200,
    submit_only: bool = False,
) -> Response:
    language = _language(request)
    t = section("signin", language)
    query = {name: value for name, value in request.query_params.items() if name != "lang"}
    form = [
        {**field, "label": t["person" if field["name"] == "name" else field["name"]], "hint": t.get(field["hint"], "")}
        for field in fields or []
    ]
    html = _pages.get_template("page.html").render(
        t=t,
        title=t[title],
        language=language,
        languages=LANGUAGES,
        query=urlencode(query) + "&" if query else "",
        fonts=assets.address("fonts/fonts.css"),
        style=assets.address("signin.css"),
        error=say_error(error, language) if error else "",
        notice=t.get(notice, ""),
        fields=form,
        form=bool(form) or submit_only,
        action=f"{request.url.path}?{urlencode(query)}" if query else request.url.path,
        submit=t.get(f"{title}_submit", ""),
    )
    return HTMLResponse(html, error.status if error else status)


def _language(request: Request) -> str:
    """What the reader chose here, or chose before, or their browser asks for, or the desk's habit."""
    asked = request.headers.get("accept-language", "")[:2].lower()
    for language in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE), asked):
        if language in LANGUAGES:
            return str(language)
    return settings().language


def _text(form: FormData, name: str) -> str:
    value = form.get(name)
    return value if isinstance(value, str) else ""
