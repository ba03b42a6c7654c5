"""Our own scripts, styles and fonts. The address carries their version, so that browsers may keep them for good."""

import hashlib
import re
from functools import cache
from pathlib import Path

from starlette.responses import FileResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

FOLDER = Path(__file__).parent / "files"
_TYPES = {
    ".js": "text/javascript",
    ".css": "text/css",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
    ".txt": "text/plain",
}


@cache
def version() -> str:
    """Changes whenever a file does."""
    digest = hashlib.sha256()
    for file in sorted(FOLDER.rglob("*")):
        if file.is_file():
            digest.update(file.relative_to(FOLDER).as_posix().encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:12]


@cache
def _files() -> dict[str, Path]:
    return {file.relative_to(FOLDER).as_posix(): file for file in FOLDER.rglob("*") if file.suffix in _TYPES}


def address(name: str) -> str:
    """Where a browser finds an asset."""
    return f"/assets/{version()}/{name}"


@cache
def font_rules() -> str:
    """The rules of `fonts.css` with whole addresses, for a style block of a page.

    Not as an `@import`: Firefox keeps a style block by its text, and one that a sanitiser has parsed before it is in
    the page is kept with its import never fetched.
    """
    rules = (FOLDER / "fonts" / "fonts.css").read_text(encoding="utf-8")
    return re.sub(r'url\("(.+?)"\)', lambda found: f'url("{address(f"fonts/{found[1]}")}")', rules)


async def _serve(scope: Scope, receive: Receive, send: Send) -> None:
    given, _, name = scope["path"].removeprefix("/assets/").partition("/")
    file = _files().get(name)
    if file is None:
        await Response(status_code=404)(scope, receive, send)
        return
    lasting = "public, max-age=31536000, immutable" if given == version() else "no-cache"
    headers = {"Cache-Control": lasting}
    await FileResponse(file, media_type=_TYPES[file.suffix], headers=headers)(scope, receive, send)


class _Assets:
    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await _serve(scope, receive, send)


route = Route("/assets/{path:path}", _Assets(), methods=["GET"])
