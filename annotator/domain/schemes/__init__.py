"""Schemes as data: those that come with the program, reading and writing them, what changes from one to another."""

from functools import cache
from pathlib import Path

from annotator.domain.scheme import Scheme
from annotator.domain.schemes.reading import load
from annotator.domain.schemes.writing import dump
from annotator.errors import Invalid

__all__ = ["BUILT_IN", "built_in_text", "default", "default_text", "dump", "load", "mqm_text"]

BUILT_IN = ("default", "mqm")
"""The schemes that a new project may begin with, by name."""

_FOLDER = Path(__file__).parent


@cache
def built_in_text(name: str) -> str:
    """A built-in scheme as TOML, with the lists that all of them share: what a project stores stands alone.

    Raises Invalid("scheme_unknown_name").
    """
    if name not in BUILT_IN:
        raise Invalid("scheme_unknown_name", name=name, names=", ".join(BUILT_IN))
    return "\n".join((_FOLDER / f"{file}.toml").read_text(encoding="utf-8") for file in (name, "shared"))


def default_text() -> str:
    """The default scheme as TOML."""
    return built_in_text("default")


def mqm_text() -> str:
    """The scheme of Google's MQM files as TOML."""
    return built_in_text("mqm")


@cache
def default() -> Scheme:
    """The scheme that a new project begins with."""
    return load(default_text())
