"""Browsers in which somebody is signed in. They are emptied and used again by later tests: a new one loads and compiles
Streamlit's scripts anew, which is more than a second of work for a processor."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext

from tests.server import Server

WIDE = {"viewport": {"width": 1400, "height": 900}}
Key = tuple[Browser, str, str]
_free: dict[Key, list[BrowserContext]] = {}


@contextmanager
def signed_in(server: Server, chromium: Browser, token: str, **options) -> Iterator[BrowserContext]:
    """A browser that holds a session's cookie and nothing else; closes its pages in the end."""
    key = chromium, server.url, repr(sorted(options.items()))
    free = _free.setdefault(key, [])
    context = free.pop() if free else _parked(server, chromium, options)
    context.set_default_timeout(15_000)
    context.add_cookies([{"name": "tadqiq", "value": token, "url": server.url, "httpOnly": True}])
    try:
        yield context
    finally:
        _empty(context)
        free.append(context)


def _parked(server: Server, chromium: Browser, options: dict) -> BrowserContext:
    """A new one; a page that stays open in it keeps its process, and what that has compiled."""
    context = chromium.new_context(**{**WIDE, **options})
    context.new_page().goto(f"{server.url}/health")
    return context


def _empty(context: BrowserContext) -> None:
    parked, *pages = context.pages
    for page in pages:
        page.close()
    context.clear_cookies()
    context.set_offline(False)
    parked.evaluate("localStorage.clear()")
