"""How people get in: sessions, one-time links, and what a provider says of somebody."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from annotator.domain.records import Person, Role

Purpose = Literal["first_account", "invitation", "password"]
Offered = Role | Literal["admin"]
"""What an invitation makes of somebody: a role in its project, or without a project an admin."""


@dataclass(frozen=True)
class Device:
    """From where somebody signs in; `browser` in short words, such as "Firefox · Linux"."""

    address: str = ""
    browser: str = ""


@dataclass(frozen=True)
class Session:
    """One sign-in. `token_hash` names it; the token itself is stored nowhere."""

    token_hash: str
    person_id: str
    created_at: datetime
    seen_at: datetime
    expires_at: datetime
    address: str
    browser: str


@dataclass(frozen=True)
class Link:
    """A one-time link: whoever holds its token may use it once, before it expires."""

    token_hash: str
    purpose: Purpose
    created_at: datetime
    expires_at: datetime
    used_at: datetime | None = None
    created_by: str | None = None
    person_id: str | None = None  # whose password it is for
    project_id: str | None = None
    role: Offered | None = None
    name: str | None = None  # of the invited, where the inviter chose it


@dataclass(frozen=True)
class Identity:
    """Somebody as an OpenID provider knows them: issuer and subject together never change."""

    issuer: str
    subject: str
    name: str


@dataclass(frozen=True)
class Account:
    """A person with what they are and how they get in."""

    person: Person
    has_password: bool
    has_identity: bool  # at an OpenID provider
    seen_at: datetime | None
    roles: Mapping[str, Role] = field(default_factory=dict)  # by project

    @property
    def can_sign_in(self) -> bool:
        """False for invented and imported reviewers: nobody sits behind them."""
        return self.has_password or self.has_identity
