"""One line an event on standard error; no article text, no secrets."""

import logging
import secrets

_logger = logging.getLogger("tadqiq")


def failure(what: str) -> str:
    """Logs the exception in hand with its traceback; gives back the reference number that the reader is shown."""
    reference = secrets.token_hex(4)
    _logger.exception("failure %s in %s", reference, _in_one_line(what))
    return reference


def event(what: str, **facts: object) -> None:
    """Logs something worth knowing, as `what key=value …`."""
    _logger.info("%s%s", what, "".join(f" {name}={_in_one_line(str(value))}" for name, value in facts.items()))


def _in_one_line(text: str) -> str:
    """Nobody who asks for an address may write lines of their own, or steer the terminal that shows the log."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)
