"""Files made to harm, small on the wire: {name: bytes}."""

import io
import os
import struct
import zipfile
from collections.abc import Callable

from tests.ingest.docx import HEAD, document, docx, packed, paragraphs

NEWS = "أعلنت الوزارة أن الأسعار ارتفعت 13% منذ مارس. Prices rose, he said."
MIB = 2**20


def bombs() -> dict[str, Callable[[], bytes]]:
    """Made one at a time: together they would be the bomb."""
    return {**_paragraphs(), **_xml(), **_archives(), **_texts()}


def _paragraphs() -> dict[str, Callable[[], bytes]]:
    return {
        "a million and a half paragraphs": lambda: packed(document("<w:p/>" * 1_500_000)),
        "the same with a letter in each": lambda: packed(document(paragraphs("\n".join("x" * 1_500_000)))),
        "one too many paragraphs": lambda: packed(document(paragraphs("\n".join(map(str, range(50_001)))))),
        "paragraphs in paragraphs": lambda: packed(document("<w:p>" * 100_000 + "</w:p>" * 100_000)),
        "tables in tables": lambda: packed(document("<w:tbl><w:tr><w:tc>" * 50_000)),
        "a million tabs": lambda: packed(document(f"<w:p><w:r>{'<w:tab/>' * 3_000_000}</w:r></w:p>")),
        "a million deletions": lambda: packed(document("<w:del>" * 200 + "<w:r/>" * 3_000_000)),
        "three million letters": lambda: packed(document(paragraphs("نص مكرر. " * 350_000))),
        "one letter thirty million times": lambda: packed(document(paragraphs("x" * 30 * MIB))),
        "letters nobody can pack": lambda: packed(document(paragraphs(os.urandom(2 * MIB).hex()))),
    }


def _declared(declarations: str, body: str = "&a;") -> Callable[[], bytes]:
    head, start = HEAD.split("\n")
    text = f"<w:p><w:r><w:t>{body}</w:t></w:r></w:p></w:body></w:document>"
    return lambda: packed(f"{head}\n<!DOCTYPE w:document [{declarations}]>\n{start}{text}")


def _tenfold(number: int) -> str:
    return f"&a{number};" * 10


def _xml() -> dict[str, Callable[[], bytes]]:
    laughs = '<!ENTITY a0 "lol">' + "".join(f'<!ENTITY a{n + 1} "{_tenfold(n)}">' for n in range(12))
    attributes = " ".join(f"a{n}='x'" for n in range(300_000))
    namespaces = " ".join(f"xmlns:a{n}='u:{n}'" for n in range(300_000))
    return {
        "a billion laughs": _declared(laughs, "&a12;"),
        "quadratic laughs": _declared(f'<!ENTITY a "{"x" * 100_000}">', "&a;" * 20_000),
        "an entity of a file": _declared('<!ENTITY a SYSTEM "file:///etc/passwd">'),
        "an entity of an address": _declared('<!ENTITY a SYSTEM "http://127.0.0.1:9/x">'),
        "a parameter entity": _declared('<!ENTITY % a SYSTEM "http://127.0.0.1:9/x.dtd"> %a;', ""),
        "a type of its own": lambda: packed('<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><d/>'),
        "a million elements deep": lambda: packed(document("<w:r>" * 1_000_000)),
        "one element too deep": lambda: packed(document("<w:r>" * 300 + "</w:r>" * 300)),
        "an endless attribute": lambda: packed(document(f'<w:p w:x="{"y" * 25 * MIB}"/>')),
        "many attributes": lambda: packed(document(f"<w:p {attributes}/>")),
        "many namespaces": lambda: packed(document(f"<w:p {namespaces}/>")),
        "an endless name": lambda: packed(document(f"<{'n' * 25 * MIB}/>")),
        "an endless comment": lambda: packed(document(f"<!--{'c' * 31 * MIB}-->")),
        "an endless instruction": lambda: packed(document(f"<?p {'c' * 31 * MIB}?>")),
        "an endless CDATA": lambda: packed(document(f"<w:p><w:r><w:t><![CDATA[{'c' * 31 * MIB}]]></w:t></w:r></w:p>")),
        "an unknown encoding": lambda: packed(b'<?xml version="1.0" encoding="UTF-7"?><a/>'),
        "nothing but NUL": lambda: packed(b"\0" * 1000),
    }


def _patched(position: int, form: str, *values: int) -> Callable[[], bytes]:
    """A document whose central directory lies about the text's member."""

    def make() -> bytes:
        data = bytearray(docx(NEWS))
        entry = data.rfind(b"word/document.xml") - 46
        struct.pack_into(form, data, entry + position, *values)
        return bytes(data)

    return make


def _members(count: int, name: str) -> Callable[[], bytes]:
    return lambda: packed(document(paragraphs(NEWS)), {name.format(n): b"" for n in range(count)})


def _archives() -> dict[str, Callable[[], bytes]]:
    return {
        "forty thousand members": _members(40_000, "{}"),
        "one too many members": _members(2_001, "word/media/{}.png"),
        "an archive in an archive": lambda: _zip({"a.docx": docx(NEWS), "b.zip": packed(document(""))}),
        "spaces two thousand to one": lambda: packed(document(" " * 31 * MIB)),
        "a size that lies small": _patched(24, "<I", 10),
        "a size that lies large": _patched(20, "<II", 2**31, 2**32 - 2),
        "a place outside": _patched(42, "<I", 2**31),
        "a locked member": _patched(8, "<H", 1),
        "a method that nobody knows": _patched(10, "<H", 99),
        "bzip2": lambda: _zip({"word/document.xml": document(" " * 31 * MIB).encode()}, zipfile.ZIP_BZIP2),
        "lzma": lambda: _zip({"word/document.xml": document(" " * 31 * MIB).encode()}, zipfile.ZIP_LZMA),
        "half a file": lambda: docx(NEWS)[:400],
    }


def _zip(members: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", method) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return file.getvalue()


def _texts() -> dict[str, Callable[[], bytes]]:
    size = 5 * MIB - 10
    return {
        "five megabytes of full stops": lambda: b"." * size,
        "of broken UTF-8": lambda: b"\xd8\xa7\xff" * (size // 3),
        "of halves of characters": lambda: b"\xff\xfe" + b"\x00\xd8" * (size // 2),
        "of marks on one letter": lambda: ("ا" + "\u064b" * 1_900_000).encode(),
        "of overrides": lambda: ("\u202e" * 1_500_000).encode(),
        "of open quotation marks": lambda: ("«" * 1_900_000).encode(),
        "of line ends": lambda: b"\r" * 1_900_000 + b"x",
        "of sentences": lambda: "نعم. ".encode() * 400_000,
        "one byte too many": lambda: b"x" * (5 * MIB + 1),
    }
