"""The entry: `streamlit run streamlit_app.py`."""

import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import streamlit as st

from annotator.desk import folder, store
from annotator.errors import TadqiqError
from annotator.upkeep.backups import FOLDER
from annotator.upkeep.daily import daily_backups
from annotator.web.routes import middleware, routes
from annotator.web.start import announce, refusal

try:
    desk = store()
except TadqiqError as error:
    sys.stderr.write(refusal(error) + "\n")
    sys.exit(2)


@asynccontextmanager
async def lifespan(_app: st.App) -> AsyncIterator[None]:
    """Says where the desk is, once its port is taken."""
    host, port = st.get_option("server.address") or "127.0.0.1", st.get_option("server.port")
    for line in announce(desk, host, port):
        sys.stdout.write(line + "\n")
    sys.stdout.flush()
    with daily_backups(desk, folder(FOLDER)):
        yield


app = st.App(
    Path(__file__).parent / "annotator" / "ui" / "main.py",
    routes=routes(desk),
    middleware=middleware(desk),
    lifespan=lifespan,
)
