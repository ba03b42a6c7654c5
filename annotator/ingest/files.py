"""A file that somebody brings to its text, whatever its kind."""

from annotator.errors import BadUpload
from annotator.ingest.child import read_in_child
from annotator.ingest.decode import decode
from annotator.ingest.limits import Limits

KINDS = ("txt", "docx")
_ZIP = b"PK\x03\x04"


def read_file(data: bytes, limits: Limits) -> str:
    """The text of a plain text file or a Word document; raises BadUpload with what is wrong with it."""
    if len(data) > limits.max_bytes or not data.startswith(_ZIP):
        return decode(data, limits).text
    text = read_in_child(data, limits)
    if not text.strip():
        raise BadUpload("upload_empty")
    return text
