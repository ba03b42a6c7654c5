"""The text of a Word document: paragraphs as lines, tables in their order, what was deleted or hidden left out.

Only `word/document.xml` is read, piece by piece, and given up at the first bound that it breaks. It is meant to run in
a process of its own (`child.py`): a bound on time or memory can't be kept from inside.
"""

import io
import zipfile
import zlib
from collections.abc import Iterator
from pyexpat import ExpatError, XMLParserType
from xml.parsers import expat

from annotator.errors import BadUpload
from annotator.ingest.limits import Limits

MEMBER = "word/document.xml"
_WORD = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_FALLBACK = "http://schemas.openxmlformats.org/markup-compatibility/2006 Fallback"
_LEFT_OUT = ("del", "moveFrom", "rt")  # tracked deletions, the old place of what was moved, readings above characters
_SIGNS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_PIECE = 2**16  # bytes


def read_docx(data: bytes, limits: Limits) -> str:
    """The text; raises BadUpload with what is wrong with the document."""
    reader = _Reader(limits)
    try:
        for piece in _unpacked(data, limits):
            reader.feed(piece)
        reader.end()
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, RuntimeError, ExpatError) as error:
        raise BadUpload("docx_damaged") from error
    return "\n".join(reader.lines)


def _unpacked(data: bytes, limits: Limits) -> Iterator[bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = archive.infolist()
        if len(members) > limits.max_members:
            raise BadUpload("docx_strange")
        member = next((one for one in members if one.filename == MEMBER), None)
        if member is None:
            raise BadUpload("upload_kind", kind="ZIP")
        if member.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            raise BadUpload("docx_strange")
        if member.file_size > limits.max_ratio * max(member.compress_size, 1):
            raise BadUpload("docx_strange")
        total = 0
        with archive.open(member) as opened:
            while piece := opened.read(_PIECE):
                total += len(piece)
                if total > limits.max_unpacked:
                    raise BadUpload("upload_too_large", limit_mb=limits.max_unpacked // 2**20)
                yield piece


class _Reader:
    """Listens to the parser; `lines` grows with every paragraph that ends."""

    def __init__(self, limits: Limits) -> None:
        self.limits, self.lines = limits, list[str]()
        self._path: list[str] = []  # of the elements that are open, those of Word by their bare names
        self._open: list[list[str]] = []  # the paragraphs that are: one may hold a text box with others
        self._silent = 0  # how many elements that are left out are open
        self._hidden = self._joined = False
        self._carried = ""  # a paragraph whose end was deleted: it goes on in the next one
        self._characters = 0
        self._parser = self._listening()

    def feed(self, piece: bytes) -> None:
        self._parser.Parse(piece, False)

    def end(self) -> None:
        self._parser.Parse(b"", True)
        if self._carried:
            self.lines.append(self._carried)

    def _listening(self) -> XMLParserType:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartElementHandler, parser.EndElementHandler = self._start, self._end
        parser.CharacterDataHandler = self._text
        parser.StartDoctypeDeclHandler = self._doctype
        return parser

    def _doctype(self, *_: object) -> None:
        raise BadUpload("docx_strange")  # no Word document has one; entities could only be declared there

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, bare = name.rpartition(" ")
        own = bare if space in _WORD else name
        if len(self._path) >= self.limits.max_depth:
            raise BadUpload("docx_strange")
        inside = self._path[-1] if self._path else ""
        self._path.append(own)
        if own in _LEFT_OUT or own == _FALLBACK:
            self._silent += 1
            if own == "del" and inside == "rPr" and "pPr" in self._path:
                self._joined = True
        elif own == "p":
            self._open.append([])
            self._joined = False
        elif own == "r":
            self._hidden = False
        elif own == "vanish" and inside == "rPr":
            value = next((value for key, value in attributes.items() if key.endswith(" val")), "1")
            self._hidden = value not in ("0", "false", "off")
        elif own in _SIGNS and inside == "r":  # a tab in a paragraph's properties is a place, not a sign
            self._add(_SIGNS[own])

    def _end(self, name: str) -> None:
        own = self._path.pop()
        if own in _LEFT_OUT or own == _FALLBACK:
            self._silent -= 1
        elif own == "p" and self._open:
            self._close("".join(self._open.pop()))

    def _close(self, line: str) -> None:
        if self._silent:
            return
        line = self._carried + line
        self._carried = line if self._joined else ""
        if self._joined:
            return
        self.lines.append(line)
        if len(self.lines) > self.limits.max_paragraphs:
            raise BadUpload("docx_too_long", limit=self.limits.max_paragraphs)

    def _text(self, text: str) -> None:
        if self._path[-1] == "t":
            self._add(text)

    def _add(self, text: str) -> None:
        if self._silent or self._hidden or not self._open:
            return
        self._characters += len(text)
        if self._characters > self.limits.max_characters:
            raise BadUpload("article_too_long", limit=self.limits.max_characters)
        self._open[-1].append(text)
