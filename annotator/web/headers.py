"""Security headers on every answer, errors and Streamlit's own files included."""

import re
from base64 import b64encode
from functools import cache
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.config import settings

_LASTING = ("/assets/", "/static/")  # nobody's data, at addresses that change with the content
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",  # under no-referrer our own forms would come with "Origin: null"
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


@cache
def content_policy() -> str:
    """The Content-Security-Policy: nothing but this server, and of that only what Streamlit's front end needs.

    Its charts interpret their expressions, so that not even they need `unsafe-eval`.
    """
    return "; ".join(
        [
            "default-src 'none'",
            # wasm: Protocol Buffers try it for 64-bit numbers; blob: a component given as text is imported from one
            f"script-src 'self' {' '.join(_inline_scripts())} 'wasm-unsafe-eval' blob:",
            "style-src 'self' 'unsafe-inline'",  # Streamlit makes its styles while it runs
            "img-src 'self' data: blob:",  # its icons; pictures made in the page
            "font-src 'self' data:",  # the mathematics font inside its scripts
            "connect-src 'self' ws://HOST wss://HOST",  # not every browser's 'self' includes the websocket
            "media-src 'self'",
            "manifest-src 'self'",
            "base-uri 'self'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        ]
    )


def _inline_scripts() -> list[str]:
    """The hashes of the scripts inside Streamlit's page: these run, and no other inline script does."""
    streamlit = find_spec("streamlit")
    assert streamlit is not None and streamlit.origin is not None
    page = (Path(streamlit.origin).parent / "static" / "index.html").read_text(encoding="utf-8")
    scripts = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    return [f"'sha256-{b64encode(sha256(script.encode()).digest()).decode()}'" for script in scripts]


class SecurityHeaders:
    """Adds the headers to each answer of the application behind it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        host = dict(scope.get("headers", [])).get(b"host", b"localhost").decode("latin-1")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                lasting = scope["path"].startswith(_LASTING) and message["status"] < 400
                _add(MutableHeaders(scope=message), host, lasting)
            await send(message)

        await self.app(scope, receive, with_headers if scope["type"] == "http" else send)


def _add(headers: MutableHeaders, host: str, lasting: bool) -> None:
    safe = re.sub(r"[^A-Za-z0-9.:\[\]-]", "", host)  # who asks may not write into the policy
    headers["Content-Security-Policy"] = content_policy().replace("HOST", safe)
    for name, value in _ALWAYS.items():
        headers[name] = value
    if not lasting:
        headers["Cache-Control"] = "no-store"
    if settings().https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
