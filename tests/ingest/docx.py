"""Word documents for tests, made by hand."""

import io
import zipfile
from xml.sax.saxutils import escape

HEAD = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>'
)
TAIL = "<w:sectPr/></w:body></w:document>"


def packed(document: str | bytes, more: dict[str, bytes] | None = None, **options) -> bytes:
    """A .docx around a `word/document.xml`."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, **options) as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", document)
        for name, data in (more or {}).items():
            archive.writestr(name, data)
    return file.getvalue()


def document(body: str) -> str:
    return f"{HEAD}{body}{TAIL}"


def paragraphs(text: str) -> str:
    return "".join(f"<w:p><w:r><w:t>{escape(line)}</w:t></w:r></w:p>" for line in text.split("\n"))


def docx(text: str) -> bytes:
    """A document of one paragraph for each line."""
    return packed(document(paragraphs(text)))
