"""What a record of evidence says of its file: only files that somebody has attached in the project are named."""

from collections.abc import Mapping
from typing import Any

from annotator.errors import Invalid
from db import attachments
from db.store import Tx


def file_facts(tx: Tx, project_id: str, values: Mapping[str, Any]) -> dict[str, Any]:
    """What follows from the file that a change names, if it names one; raises Invalid("file_unknown")."""
    if "file_hash" not in values:
        return {}
    if not values["file_hash"]:
        return {"file_name": "", "file_size": 0}
    size = attachments.size_of(tx, project_id, values["file_hash"])
    if size is None:
        raise Invalid("file_unknown")
    return {"file_size": size}
