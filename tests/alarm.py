"""Stops what hangs: Python code, and patterns, which look for signals now and then."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

needs_alarm = pytest.mark.skipif(not hasattr(signal, "SIGALRM"), reason="needs an alarm")


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raises TimeoutError in what takes longer."""

    def ring(*_: object) -> None:
        raise TimeoutError

    before = signal.signal(signal.SIGALRM, ring)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)
