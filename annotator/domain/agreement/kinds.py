"""The measures and the levels of measurement, by name."""

from typing import Literal, get_args

Correlation = Literal["icc1", "icc2", "icc3", "icc1k", "icc2k", "icc3k"]  # of numbers only
Measure = Literal["alpha", "kappa", "fleiss", "ac1", "brennan_prediger", "percent"] | Correlation
Level = Literal["nominal", "ordinal", "interval", "ratio", "set"]
CORRELATIONS: tuple[Correlation, ...] = get_args(Correlation)
MEASURES: tuple[Measure, ...] = ("alpha", "kappa", "fleiss", "ac1", "brennan_prediger", "percent", *CORRELATIONS)
LEVELS: tuple[Level, ...] = get_args(Level)
