"""Sessions: opened by whoever has shown who they are, listed to their owner, ended one by one."""

from datetime import datetime, timedelta

from annotator.clock import now
from annotator.config import settings
from annotator.domain.access import Device, Session
from annotator.domain.policy import Actor
from annotator.errors import NotFound
from annotator.services.people import tokens
from db import sessions
from db.operations import Event, record_events
from db.store import Store, Tx

SEEN_EVERY = timedelta(minutes=5)  # how exactly "last seen" is known


def opened(tx: Tx, person_id: str, device: Device) -> str:
    """Opens a session; gives back its token."""
    token, at = tokens.fresh(), now()
    ends = at + timedelta(hours=settings().session_hours)
    session = Session(tokens.digest(token), person_id, at, at, ends, device.address, device.browser)
    sessions.add(tx, session)
    facts = {"address": device.address, "browser": device.browser}
    record_events(tx, person_id, [Event("session", person_id, "opened", None, facts)])
    return token


def idle_since() -> datetime:
    """A session that was not used since then has ended."""
    return now() - timedelta(hours=settings().idle_hours) - SEEN_EVERY


def own_sessions(store: Store, actor: Actor) -> list[Session]:
    """The actor's sessions that still open something, the latest used first."""
    with store.read() as tx:
        return sessions.of_person(tx, actor.id, idle_since())


def end_session(store: Store, actor: Actor, token_hash: str) -> None:
    """Ends one of the actor's own sessions; raises NotFound for anything else."""
    with store.write() as tx:
        if token_hash not in {session.token_hash for session in sessions.of_person(tx, actor.id, idle_since())}:
            raise NotFound("not_found")
        sessions.end(tx, token_hash)
        recorded_end(tx, actor, actor.id, 1)


def recorded_end(tx: Tx, actor: Actor, person_id: str, count: int) -> None:
    """Notes that somebody has ended sessions of a person."""
    if count:
        record_events(tx, actor.id or None, [Event("session", person_id, "ended", None, {"sessions": count})])
