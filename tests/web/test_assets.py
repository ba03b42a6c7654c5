"""Our own files: the right kind, the right fonts, kept for as long as they stay the same."""

import re

import pytest
from starlette.applications import Starlette

from annotator.web import assets
from annotator.web.assets import FOLDER, address
from tests.web import inside

FILES = sorted(file.relative_to(FOLDER).as_posix() for file in FOLDER.rglob("*") if file.is_file())
KINDS = {"js": "text/javascript", "css": "text/css", "woff2": "font/woff2", "txt": "text/plain", "svg": "image/svg+xml"}


@pytest.fixture(scope="module")
def client():
    return inside.client(Starlette(routes=[assets.route]))


@pytest.mark.parametrize("name", FILES)
def test_every_file_is_served_whole_and_as_what_it_is(client, name):
    answer = client.get(address(name))
    assert answer.status_code == 200 and answer.content == (FOLDER / name).read_bytes()
    assert answer.headers["content-type"].split(";")[0] == KINDS[name.rpartition(".")[2]]
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"


def test_under_an_old_version_a_file_is_asked_for_each_time(client):
    answer = client.get("/assets/old/signin.css")
    assert answer.headers["cache-control"] == "no-cache" and answer.headers["etag"]


@pytest.mark.parametrize("name", ["../gate.py", "..%2fgate.py", "pane/../../gate.py", "", "pane", "/etc/passwd"])
def test_nothing_else_is_served(client, name):
    assert client.get(f"/assets/x/{name}").status_code == 404


def test_the_version_changes_with_a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(assets, "FOLDER", tmp_path)
    versions = set()
    for content in ("a", "b"):
        (tmp_path / "a.js").write_text(content)
        versions.add(assets.version.__wrapped__())
    (tmp_path / "a.js").rename(tmp_path / "b.js")
    versions.add(assets.version.__wrapped__())
    assert len(versions) == 3


def test_the_fonts_are_here_whole_and_with_their_licences():
    fonts = FOLDER / "fonts"
    css = (fonts / "fonts.css").read_text(encoding="utf-8")
    named = set(re.findall(r'url\("([^"]+)"\)', css))
    assert named == {file.name for file in fonts.glob("*.woff2")}  # none missing, none left over, no other host
    assert all((fonts / name).read_bytes()[:4] == b"wOF2" for name in named)
    assert {'"Tadqiq Sans"', '"Tadqiq Naskh"'} == set(re.findall(r"font-family: (\"[^\"]+\")", css))
    assert all("SIL OPEN FONT LICENSE" in file.read_text(encoding="utf-8") for file in fonts.glob("*-OFL.txt"))
    assert len(list(fonts.glob("*-OFL.txt"))) == 2
    assert sum(file.stat().st_size for file in fonts.iterdir()) < 600_000


def test_a_pages_own_style_block_imports_nothing_and_finds_every_font(client):
    rules = assets.font_rules()
    found = re.findall(r'url\("([^"]+)"\)', rules)
    assert "@import" not in rules and len(found) == len(list((FOLDER / "fonts").glob("*.woff2")))
    assert all(client.get(font).content[:4] == b"wOF2" for font in found)
