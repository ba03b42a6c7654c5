"""Who is looking, in which language: looked up in the database on every run, never remembered."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import streamlit as st

from annotator.clock import now
from annotator.desk import store
from annotator.domain.invisible import visible
from annotator.domain.policy import Actor
from annotator.domain.records import Project
from annotator.errors import TadqiqError
from annotator.services.library import articles
from annotator.services.people import accounts
from annotator.web.cookies import token_of
from annotator.words import say, say_error, section


def begin() -> None:
    """Looks the session up, once a run; where it has ended, sends the browser to sign in."""
    found = accounts.signed_in(store(), token_of(st.context.cookies))
    if found is None:
        st.html('<meta http-equiv="refresh" content="0; url=/signin">')
        st.stop()
    st.session_state["actor"] = found.actor


def actor() -> Actor:
    """The person at this page, as this run found them."""
    found: Actor = st.session_state["actor"]
    return found


def t(key: str, /, **params: object) -> str:
    """The wording of `section.name` in the reader's language."""
    return say(key, actor().language, **params)


def isolated(text: str) -> str:
    """A text inside a line of the interface: its own direction stays its own, and what nobody would see is seen."""
    return f"\u2068{visible(text)}\u2069"


def language_name(code: str) -> str:
    """A language by its name; by its code where we have no name for it."""
    return section("language", actor().language).get(code, code)


_MARKUP = re.compile(r"[\\`*_{}\[\]()<>#+\-.!|~$:&]")
# Streamlit draws -> as an arrow, -- as a dash, :name: as a picture, and does so after escapes are taken off.
_DRAWN = re.compile(r"(?<=:)(?=[A-Za-z+-])|(?<=[-<>~])(?=[-=>])")
_JOINER = "\u2060"  # seen by nobody, of no direction


def plain(text: str) -> str:
    """Tables, captions and labels are Markdown: what people typed must not be read as any."""
    return _MARKUP.sub(r"\\\g<0>", _DRAWN.sub(_JOINER, text))


def when(moment: datetime) -> str:
    """A moment where the reader is, to the minute."""
    return f"{moment.astimezone(_zone()):%Y-%m-%d %H:%M}"


def midnight(day: date) -> datetime:
    """The moment in which a day begins where the reader is."""
    return datetime(day.year, day.month, day.day, tzinfo=_zone())


def today() -> date:
    """The day where the reader is."""
    return now().astimezone(_zone()).date()


def _zone() -> ZoneInfo:
    try:
        return ZoneInfo(st.context.timezone or "UTC")
    except (ZoneInfoNotFoundError, ValueError):  # a browser may say anything
        return ZoneInfo("UTC")


def say_refusal(error: TadqiqError) -> None:
    """What was refused and what to do, as text: names in it are never markup."""
    with st.container(border=True):
        st.text(f"⚠ {say_error(error, actor().language)}")


def current_project() -> Project | None:
    """The project in hand: the chosen one, else the latest that is not the example, else the example."""
    projects = articles.visible_projects(store(), actor())
    by_id = {project.id: project for project in projects}
    wanted = st.session_state.get("project_in_hand") or st.query_params.get("project", "")
    if wanted in by_id:
        return by_id[wanted]
    own = [project for project in projects if not project.is_example]
    return next(iter(reversed(own or projects)), None)
