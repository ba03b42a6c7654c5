"""Security headers on every answer, errors and Streamlit's own files included."""

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from annotator.config import settings

_POLICY = "; ".join(
    [
        "default-src 'self'",
        # Streamlit's page has one inline script, and mounts inline components from blob addresses; its charts (Vega)
        # compile expressions. Nobody's text is ever put into a page as markup, so that this opens no door to it.
        "script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:",
        "style-src 'self' 'unsafe-inline'",  # styles made by Streamlit's components
        "img-src 'self' data: blob:",
        "font-src 'self' data:",
        "connect-src 'self' ws: wss: blob: data:",  # narrowed to this host below; 'self' leaves out websockets in some browsers
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    ]
)
_ALWAYS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
}


class SecurityHeaders:
    """Adds the headers to each answer of the application behind it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        host = dict(scope["headers"]).get(b"host", b"localhost").decode("latin-1")

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add(MutableHeaders(scope=message), host)
            await send(message)

        await self.app(scope, receive, with_headers)


def _add(headers: MutableHeaders, host: str) -> None:
    safe = "".join(character for character in host if character.isalnum() or character in ".:-[]")
    headers["Content-Security-Policy"] = _POLICY.replace("ws: wss:", f"ws://{safe} wss://{safe}")
    for name, value in _ALWAYS.items():
        headers[name] = value
    headers.setdefault("Cache-Control", "no-store")
    if settings().https:
        headers["Strict-Transport-Security"] = "max-age=31536000"
