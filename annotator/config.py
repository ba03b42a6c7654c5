"""Settings, read once from `TADQIQ_*`. An unknown or placeholder value stops the start with one sentence."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from annotator.errors import BadSetting

PREFIX = "TADQIQ_"
_PLACEHOLDERS = {"changeme", "change-me", "todo", "xxx", "example", "<value>"}
_NUMBERS = {
    "max_upload_mb": (1, 100),
    "max_sentences": (1, 100_000),
    "max_evidence_mb": (1, 50),
    "session_hours": (1, 24 * 90),
    "idle_hours": (1, 24 * 90),
}
_LANGUAGES = ("ar", "en")
_SECRET = ("oidc_client_secret", "database_url")  # never repeated in a sentence
_ISSUER = re.compile(r"https://[^\s?#]+|http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?(/[^\s?#]*)?")
_DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")


@dataclass(frozen=True)
class Settings:
    """Everything a desk can set. `docs/settings.md` explains each."""

    data: Path = Path("data")  # folder of the database, outside the source
    database_url: str | None = None  # another database than data/tadqiq.sqlite3
    language: str = "ar"  # of people who have not chosen one
    max_upload_mb: int = 5
    max_sentences: int = 20_000  # in one article
    max_evidence_mb: int = 10  # a file attached to evidence
    session_hours: int = 24 * 14  # until a sign-in ends by itself
    idle_hours: int = 24 * 3  # until a sign-in that nobody uses does
    https: bool = False  # behind a TLS proxy: cookies are Secure and carry the __Host- prefix
    example: bool = True  # put the example project into a new database
    oidc_issuer: str | None = None  # sign-in at an OpenID provider as well
    oidc_client_id: str | None = None
    oidc_client_secret: str | None = field(default=None, repr=False)
    oidc_name: str | None = None  # of the provider, on the button; without: its host

    @property
    def url(self) -> str:
        """The SQLAlchemy address of the database."""
        return self.database_url or f"sqlite:///{(self.data / 'tadqiq.sqlite3').resolve().as_posix()}"

    @property
    def provider(self) -> str:
        """What people call the OpenID provider; empty where there is none."""
        return self.oidc_name or urlsplit(self.oidc_issuer or "").netloc


def read(environ: Mapping[str, str]) -> Settings:
    """Settings from an environment; raises BadSetting naming the variable."""
    known = {field.name for field in fields(Settings)}
    given = {name.removeprefix(PREFIX).lower(): text for name, text in environ.items() if name.startswith(PREFIX)}
    for name in given:
        if name not in known:
            raise BadSetting("setting_unknown", name=PREFIX + name.upper())
    found = Settings(**{name: _value(name, text.strip()) for name, text in given.items()})
    _check_oidc(found)
    return found


@cache
def settings() -> Settings:
    """The settings of this process."""
    return read(os.environ)


def database_url(name: str, text: str) -> str:
    """An address of a database; raises BadSetting, which names no password, for anything else."""
    if not text.startswith(_DATABASES):
        raise BadSetting("setting_bad", name=name, value=text.partition("//")[0])
    return text.replace("postgresql://", "postgresql+psycopg://", 1)


def _value(name: str, text: str) -> Any:
    refusal = BadSetting("setting_bad", name=PREFIX + name.upper(), value="…" if name in _SECRET else text)
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
    if name == "database_url":
        return database_url(PREFIX + name.upper(), text)
    if name == "oidc_issuer" and not _ISSUER.fullmatch(text):
        raise refusal
    return Path(text) if name == "data" else text


def _check_oidc(found: Settings) -> None:
    """An issuer and a client belong together; neither makes sense alone."""
    if (found.oidc_issuer is None) != (found.oidc_client_id is None):
        missing = "OIDC_CLIENT_ID" if found.oidc_issuer else "OIDC_ISSUER"
        raise BadSetting("setting_missing", name=PREFIX + missing)
