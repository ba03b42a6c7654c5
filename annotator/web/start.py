"""What the server says when it starts: its address and, the first time, the link that makes the first account."""

from annotator.config import settings
from annotator.services import accounts, example
from annotator.words import LANGUAGES, say
from db.store import Store


def announce(store: Store, host: str, port: int) -> list[str]:
    """The lines to print, in each language; puts the example project into a new database."""
    if settings().example:
        example.install(store)
    address = f"http://{host}:{port}"
    link = accounts.first_account_link(store)
    lines = [say("start.address", language, address=address) for language in LANGUAGES]
    if link:
        lines += [say("start.first_account", language) for language in LANGUAGES]
        lines.append(f"  {address}/welcome?token={link}")
    return lines
