"""The measures and the levels of measurement, by name."""

from typing import Literal

Measure = Literal["alpha", "kappa", "fleiss", "ac1", "percent"]
Level = Literal["nominal", "ordinal", "interval", "ratio", "set"]
MEASURES: tuple[Measure, ...] = ("alpha", "kappa", "fleiss", "ac1", "percent")
LEVELS: tuple[Level, ...] = ("nominal", "ordinal", "interval", "ratio", "set")
