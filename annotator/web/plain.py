"""Our own plain pages, before and beside Streamlit's: one template, forms that work without a script."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from annotator.config import settings
from annotator.domain.access import Device
from annotator.domain.browsers import in_short
from annotator.domain.text import clean
from annotator.errors import TadqiqError
from annotator.services.people import accounts
from annotator.web import assets, cookies
from annotator.words import LANGUAGES, say, say_error, section
from db.store import Store

LANGUAGE_COOKIE = "tadqiq_language"  # of somebody who has not signed in
_LIMITS: Any = {"max_files": 0, "max_fields": 10, "max_part_size": 2**16}  # strangers may post here
_pages = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)

Page = Callable[[Store, Request, FormData | None], Response]


@dataclass(frozen=True)
class Field:
    """One line of a form. Its label is the wording of its name."""

    name: str
    autocomplete: str = "off"
    value: str = ""
    hint: str = ""
    fixed: bool = False

    @property
    def type(self) -> str:
        return "text" if self.name == "name" else "password"


@dataclass(frozen=True)
class Way:
    """A link to another way to go on."""

    label: str
    address: str


def handler(show: Page, store: Store) -> Any:
    """The endpoint of a page. It gets the form that was posted, or None."""

    async def handle(request: Request) -> Response:
        form = await _form(request) if request.method == "POST" else None
        response = await run_in_threadpool(show, store, request, form)
        if request.query_params.get("lang") in LANGUAGES:
            response.set_cookie(LANGUAGE_COOKIE, request.query_params["lang"], samesite="lax", max_age=31536000)
        return response

    return handle


async def _form(request: Request) -> FormData:
    """What was posted; raises Invalid where a field holds what no text can."""
    form = await request.form(**_LIMITS)
    for name in form:
        clean(text_of(form, name))
    return form


def page(
    request: Request,
    title: str,
    fields: Sequence[Field] | None = None,
    *,
    error: TadqiqError | None = None,
    notices: Sequence[str] = (),
    ways: Sequence[Way] = (),
    submit: str = "",
    status: int = 200,
    at: str = "",
) -> Response:
    """A page: its title is a wording of the section `signin`; without `fields` it has no form. `notices` are texts.

    `at`: the page that this one stands for, where its own address is good for one call.
    """
    language = language_of(request)
    t = section("signin", language)
    query = {} if at else {name: value for name, value in request.query_params.items() if name != "lang"}
    html = _pages.get_template("page.html").render(
        t=t,
        title=t[title],
        language=language,
        languages=LANGUAGES,
        here=f"{at}?{urlencode(query)}{'&' if query else ''}",
        fonts=assets.address("fonts/fonts.css"),
        style=assets.address("signin.css"),
        script=assets.address("signin.js"),
        error=say_error(error, language) if error else "",
        notices=notices,
        ways=ways,
        fields=fields or [],
        form=fields is not None,
        action=f"{at or request.url.path}?{urlencode(query)}" if query else at or request.url.path,
        submit=submit or t.get(f"{title}_submit", ""),
    )
    return HTMLResponse(html, error.status if error else status)


def let_in(store: Store, request: Request, token: str, where: str = "/") -> Response:
    """Gives the browser its new session, ends the one that it had, and leads on."""
    before = cookies.token_of(request.cookies)
    if before:
        accounts.sign_out(store, before)
    response = RedirectResponse(where, 303)
    cookies.give(response, token)
    return response


def device_of(request: Request) -> Device:
    """From where a call comes."""
    address = request.client.host if request.client else ""
    return Device(address, in_short(request.headers.get("user-agent", "")[:1000]))


def language_of(request: Request) -> str:
    """What the reader chose here, or chose before, or their browser asks for, or the desk's habit."""
    asked = request.headers.get("accept-language", "")[:2].lower()
    for language in (request.query_params.get("lang"), request.cookies.get(LANGUAGE_COOKIE), asked):
        if language in LANGUAGES:
            return str(language)
    return settings().language


def text_of(form: FormData, name: str) -> str:
    """A field that was posted; empty where it was not, or is a file."""
    value = form.get(name)
    return value if isinstance(value, str) else ""


def said(request: Request, key: str, **names: str) -> str:
    """A wording of the section `signin`; names in it keep their own direction."""
    isolated = {name: f"\u2068{value}\u2069" for name, value in names.items()}
    return say(f"signin.{key}", language_of(request), **isolated)
