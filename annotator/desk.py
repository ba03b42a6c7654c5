"""The one database of this process."""

import os
from functools import cache
from pathlib import Path

from annotator.config import settings
from db import in_use
from db.engine import file_of
from db.store import Store


@cache
def store() -> Store:
    """Opens the database of the settings, once; its folder is for this user's eyes only."""
    folder()
    if file := database_file():
        in_use.hold(file)
    return Store(settings().url)


def folder(name: str = "") -> Path:
    """The data folder, or one inside it; made where it isn't there."""
    place = settings().data / name
    place.mkdir(parents=True, exist_ok=True)
    if os.name == "posix":
        place.chmod(0o700)
    return place


def database_file() -> Path | None:
    """The file of the database; None where it is no SQLite database."""
    return file_of(settings().url)
