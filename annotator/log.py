"""One line an event on standard error; no article text, no secrets."""

import logging
import secrets

_logger = logging.getLogger("tadqiq")


def failure(what: str) -> str:
    """Logs the exception in hand with its traceback; gives back the reference number that the reader is shown."""
    reference = secrets.token_hex(4)
    _logger.exception("failure %s in %s", reference, what)
    return reference


def event(what: str, **facts: object) -> None:
    """Logs something worth knowing, as `what key=value …`."""
    _logger.info("%s%s", what, "".join(f" {name}={value}" for name, value in facts.items()))
