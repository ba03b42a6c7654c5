"""The one tree of errors.

An error carries a stable `code` and parameters, never a sentence: the wording stands in
`ui/strings/*.toml` under `[error]`, so that the same error speaks the reader's language on the
screen, over HTTP and on the command line.
"""

from collections.abc import Mapping
from typing import Any


class TadqiqError(Exception):
    """Anything that Tadqiq refuses. `code` names the sentence, `params` fill its gaps."""

    status = 500  # of the HTTP answer
    exit_status = 1  # of the command line

    def __init__(self, code: str, **params: Any) -> None:
        super().__init__(code)
        self.code = code
        self.params: Mapping[str, Any] = params

    def __str__(self) -> str:
        details = ", ".join(f"{name}={value!r}" for name, value in self.params.items())
        return f"{self.code} ({details})" if details else self.code


class Invalid(TadqiqError):
    """What was asked for breaks a rule of the form or of the domain."""

    status = 422
    exit_status = 2


class BadUpload(Invalid):
    """A file or pasted text that can't be read as an article."""


class BadSetting(Invalid):
    """A setting that stops the start."""


class SignInNeeded(TadqiqError):
    """No valid session."""

    status = 401


class Forbidden(TadqiqError):
    """The actor may not do this to this thing."""

    status = 403


class NotFound(TadqiqError):
    """There is no such thing, or the actor may not know that there is."""

    status = 404


class Conflict(TadqiqError):
    """Someone changed the row first. `params["current"]` is the row as it stands."""

    status = 409


class TooManyTries(TadqiqError):
    """Sign-in attempts are throttled; `params["seconds"]` until the next one."""

    status = 429


class Busy(TadqiqError):
    """The database stayed locked for longer than we wait."""

    status = 503


class StorageFull(TadqiqError):
    """The disk has no room left; nothing was saved."""

    status = 507


class NewerSchema(TadqiqError):
    """The database was written by a newer Tadqiq."""


class Damaged(TadqiqError):
    """A database file that is not whole; what it was meant to replace stands."""


class InUse(TadqiqError):
    """The database is open in another process, which has to end first."""


class OlderSchema(TadqiqError):
    """The database has an older schema, and we do not change it unasked."""


class UnsafeServer(TadqiqError):
    """The database server is set up so that it would lose or spoil what it has acknowledged."""
