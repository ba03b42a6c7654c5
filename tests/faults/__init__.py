"""Faults made on purpose. `FAULTS=long` (make faults) is the long form; the short one is part of every test run."""

import os

LONG = os.environ.get("FAULTS") == "long"


def times(short: int, long: int) -> int:
    """How often something is done: rarely in every test run, often in `make faults`."""
    return long if LONG else short
