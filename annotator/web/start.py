"""What the server says when it starts: its address and, the first time, the link that makes the first account."""

from annotator.config import settings
from annotator.errors import BadSetting, TadqiqError
from annotator.services.library import example
from annotator.services.people import accounts
from annotator.words import LANGUAGES, say, say_error
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


def refusal(error: TadqiqError) -> str:
    """Why the server does not start, in the desk's language; in English where the settings can't be read."""
    try:
        return say_error(error, settings().language)
    except BadSetting:
        return say_error(error, "en")
