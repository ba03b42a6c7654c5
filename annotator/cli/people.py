"""The command line's part about people: a way back in for an admin who has lost theirs."""

import argparse
from typing import Any

from annotator.domain.policy import COMMAND_LINE
from annotator.domain.text import normal
from annotator.errors import Invalid


def add_to(commands: Any) -> None:
    """Adds them to the parser's."""
    link = commands.add_parser("password-link", help="print a one-time link by which a person chooses a new password")
    link.add_argument("name", metavar="NAME")
    link.add_argument("--url", default="http://127.0.0.1:8501", help="where Tadqiq is open for them")
    link.set_defaults(run=_password_link)


def _password_link(command: argparse.Namespace) -> None:
    from annotator.desk import store
    from annotator.services.people import members, resetting

    accounts = members.everyone(store(), COMMAND_LINE)
    ids = [one.person.id for one in accounts if normal(one.person.name) == normal(command.name)]
    if not ids:
        raise Invalid("person_unknown", name=command.name)
    token = resetting.reset_link(store(), COMMAND_LINE, ids[0])
    print(f"{command.url.rstrip('/')}/new-password?token={token}")
