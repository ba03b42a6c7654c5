"""An act of whoever holds a session. The session is looked up in the act's own transaction: once somebody has signed
out, or was shut out, nothing of theirs is saved any more, not even what was on its way."""

from collections.abc import Mapping
from typing import Any

from annotator.errors import SignInNeeded
from annotator.services.people import accounts
from annotator.services.review import annotating
from db.store import Tx


def act(tx: Tx, token: str, person: str | None, raw: object) -> Mapping[str, Any]:
    """Carries an operation out, see `annotating.apply`. `person`: whose page it came from, where the page says so.

    Raises SignInNeeded where the session is over, or another person's than the page's: what waited in a page is never
    saved as the work of who has signed in since.
    """
    signed_in = accounts.signed_in_within(tx, token)
    if signed_in is None:
        raise SignInNeeded("sign_in_needed")
    if person not in (None, signed_in.actor.id):
        raise SignInNeeded("signed_in_as_another")
    return annotating.carry_out(tx, signed_in.actor, raw)
