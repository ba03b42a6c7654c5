"""Settings, read once from `TADQIQ_*`. An unknown or placeholder value stops the start with one sentence."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import cache
from pathlib import Path
from typing import Any

from annotator.errors import BadSetting

PREFIX = "TADQIQ_"
_PLACEHOLDERS = {"changeme", "change-me", "todo", "xxx", "example", "<value>"}
_NUMBERS = {"max_upload_mb": (1, 100), "max_sentences": (1, 100_000), "session_hours": (1, 24 * 90)}
_LANGUAGES = ("ar", "en")


@dataclass(frozen=True)
class Settings:
    """Everything a desk can set. `docs/settings.md` explains each."""

    data: Path = Path("data")  # folder of the database, outside the source
    database_url: str | None = None  # another database than data/tadqiq.sqlite3
    language: str = "ar"  # of people who have not chosen one
    max_upload_mb: int = 5
    max_sentences: int = 20_000  # in one article
    session_hours: int = 24 * 14  # until a sign-in ends by itself
    https: bool = False  # behind a TLS proxy: cookies are Secure and carry the __Host- prefix
    example: bool = True  # put the example project into a new database

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'tadqiq.sqlite3').resolve().as_posix()}"


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from an environment; raises BadSetting naming the variable."""
    known = {field.name for field in fields(Settings)}
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environ.items() if name.startswith(PREFIX)}
    for name in given:
        if name not in known:
            raise BadSetting("setting_unknown", name=PREFIX + name.upper())
    return Settings(**{name: _value(name, text.strip()) for name, text in given.items()})


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def spoken() -> str:
    """The language of the command line: English, unless the settings name one."""
    return settings().language if f"{PREFIX}LANGUAGE" in os.environ else "en"


def _value(name: str, text: str) -> Any:
    refusal = BadSetting("setting_bad", name=PREFIX + name.upper(), value=text)
    if not text or text.lower() in _PLACEHOLDERS:
        raise refusal
    if name in _NUMBERS:
        low, high = _NUMBERS[name]
        if not text.isascii() or not text.isdigit() or not low <= int(text) <= high:
            raise refusal
        return int(text)
    if name in ("https", "example"):
        if text.lower() not in ("0", "1", "true", "false"):
            raise refusal
        return text.lower() in ("1", "true")
    if name == "language" and text not in _LANGUAGES:
        raise refusal
    if name == "database_url" and not text.startswith(("sqlite:///", "postgresql+psycopg://")):
        raise refusal
    return Path(text) if name == "data" else text
