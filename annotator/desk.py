"""The one database of this process."""

import os
from functools import cache

from annotator.config import settings
from db.store import Store


@cache
def store() -> Store:
    """Opens the database of the settings, once."""
    return open_store()


def open_store(*, agreed: bool = False) -> Store:
    """Opens it anew, upgrading it where that is `agreed` to; its folder is for this user's eyes only."""
    folder = settings().data
    folder.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        folder.chmod(0o700)
    return Store(settings().url, agreed=agreed)
