"""Signing in at an OpenID provider. Who is let in is decided here: only people whom a link has brought in before."""

from datetime import timedelta

from annotator.clock import now
from annotator.domain.access import Device, Identity
from annotator.errors import SignInNeeded
from annotator.services.people import tokens
from annotator.services.people.sessions import opened
from db import links, people
from db.store import Store

STATE_VALID = timedelta(minutes=10)


def spend_state(store: Store, state: str) -> None:
    """Uses up one sign-in at a provider; raises SignInNeeded("openid_failed") for one that was used before."""
    with store.write() as tx:
        fresh = links.spend_state(tx, tokens.digest(state), now() + STATE_VALID)
    if not fresh:
        raise SignInNeeded("openid_failed")


def sign_in_with(store: Store, identity: Identity, device: Device) -> str:
    """The token of a new session; raises SignInNeeded("openid_unknown") for whom no link has brought in."""
    with store.write() as tx:
        person = people.by_identity(tx, identity)
        if person is None or person.disabled_at is not None:
            raise SignInNeeded("openid_unknown", name=identity.name)
        return opened(tx, person.id, device)
