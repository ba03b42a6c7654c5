"""The session's cookie, and short-lived ones."""

from collections.abc import Mapping

from starlette.responses import Response

from annotator.config import settings


def name() -> str:
    """Behind TLS the `__Host-` prefix keeps other hosts from setting it."""
    return "__Host-tadqiq" if settings().https else "tadqiq"


def token_of(cookies: Mapping[str, str]) -> str | None:
    """The session's token among a request's cookies."""
    return cookies.get(name())


def give(response: Response, token: str) -> None:
    """Hands the browser a session: no script can read it, no other site can send it."""
    response.set_cookie(
        name(),
        token,
        max_age=settings().session_hours * 3600,
        httponly=True,
        samesite="lax",
        secure=settings().https,
        path="/",
    )


def take(response: Response) -> None:
    """Takes the session back."""
    response.delete_cookie(name(), path="/", httponly=True, samesite="lax", secure=settings().https)


def keep(response: Response, what: str, value: str, seconds: int) -> None:
    """Leaves something with the browser for a short while."""
    response.set_cookie(
        f"{name()}_{what}", value, seconds, path="/", httponly=True, samesite="lax", secure=settings().https
    )


def kept(given: Mapping[str, str], what: str) -> str:
    """What was left; empty where it is gone."""
    return given.get(f"{name()}_{what}", "")


def drop(response: Response, what: str) -> None:
    """Takes it back."""
    response.delete_cookie(f"{name()}_{what}", path="/", httponly=True, samesite="lax", secure=settings().https)
