"""Bytes to text: UTF-8, UTF-16 and Windows-1256 are recognised, everything else is refused rather than guessed at."""

import codecs
import re
from dataclasses import dataclass

from annotator.errors import BadUpload
from annotator.ingest.limits import Limits

_KINDS = {
    b"%PDF": "PDF",
    b"PK\x03\x04": "Word (docx) / ZIP",
    b"\xd0\xcf\x11\xe0": "Word (doc)",
    b"{\\rtf": "RTF",
    b"\x89PNG": "PNG",
    b"\xff\xd8\xff": "JPEG",
    b"GIF8": "GIF",
    b"\x1f\x8b": "gzip",
}
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\r\f\v\x1c\x1d\x1e\x1f"))
_MULTIBYTE = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")
_ARABIC = re.compile(r"[\u0621-\u064a]{2,}")
_COMMON_ARABIC = re.compile(
    r"(?<![\u0621-\u064a])(?:ال[\u0621-\u064a]{2,}|في|من|على|إلى|أن|عن|مع|هذا|لا|ما|و[\u0621-\u064a]{2,})"
)


@dataclass(frozen=True)
class Decoded:
    """A text and the encoding that it came in."""

    text: str
    encoding: str


def decode(data: bytes, limits: Limits, *, prose: bool = True) -> Decoded:
    """The text of a file; raises BadUpload with what is wrong with it. A table is no `prose`: names and labels needn't
    have the common words by which an Arabic text is told from bytes that only look like one.
    """
    if len(data) > limits.max_bytes:
        raise BadUpload("upload_too_large", limit_mb=limits.max_bytes // 2**20)
    if not data.strip():
        raise BadUpload("upload_empty")
    for magic, kind in _KINDS.items():
        if data.startswith(magic):
            raise BadUpload("upload_kind", kind=kind)
    decoded = _utf16(data) or _utf8(data) or _windows_1256(data, prose)
    if not decoded.text.strip("\ufeff\u200b \t\r\n"):
        raise BadUpload("upload_empty")
    return decoded


def _utf16(data: bytes) -> Decoded | None:
    """UTF-16 by its mark, or by the bytes that every second place of a text in few scripts repeats."""
    for mark, name in ((codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")):
        if data.startswith(mark):
            return Decoded(_read_utf16(data[2:], name), "utf-16")
    sample = data[: min(len(data), 4096) & ~1]
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[::2])):
        if _repeats(high):
            return Decoded(_read_utf16(data, name), "utf-16")
    return None


def _repeats(high: bytes) -> bool:
    usual = sum(byte in b"\x00\x04\x05\x06\x07\x20" for byte in high)
    return len(high) >= 2 and usual > 0.9 * len(high) and any(byte in b"\x00\x05\x06" for byte in high)


def _read_utf16(data: bytes, name: str) -> str:
    try:
        return data.decode(name)
    except UnicodeDecodeError as error:
        raise BadUpload("upload_encoding", position=error.start) from error


def _utf8(data: bytes) -> Decoded | None:
    """UTF-8; a text that is UTF-8 but for some bytes is damaged, and isn't read as something else."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        rest, sound = _MULTIBYTE.subn(b"", data)
        if sound > len(rest) - _ascii(rest):
            raise BadUpload("upload_encoding", position=error.start) from error
        return None
    _refuse_controls(data)
    return Decoded(text, "utf-8")


def _windows_1256(data: bytes, prose: bool) -> Decoded:
    _refuse_controls(data)
    text = data.decode("cp1256")
    foreign = len(data) - _ascii(data)
    arabic = sum(len(word) for word in _ARABIC.findall(text))
    words = len(_ARABIC.findall(text))
    if arabic < 0.7 * foreign or (prose and len(_COMMON_ARABIC.findall(text)) < 0.05 * words):
        raise BadUpload("upload_encoding", position=next(i for i, byte in enumerate(data) if byte > 127))
    return Decoded(text, "windows-1256")


def _ascii(data: bytes) -> int:
    return len(data.translate(None, bytes(range(128, 256))))


def _refuse_controls(data: bytes) -> None:
    found = len(data) - len(data.translate(None, _CONTROLS))
    if found == 0:
        return
    if found == data.count(0) and found < 0.01 * len(data):
        raise BadUpload("text_nul", position=data.index(0) + 1)
    raise BadUpload("upload_binary")
