"""The words on the screen, by language: `ui/strings/LANGUAGE/SECTION.toml`. None stand in code."""

import os
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from annotator.config import settings
from annotator.errors import TadqiqError

LANGUAGES = {"ar": "العربية", "en": "English"}
_FOLDER = Path(__file__).parent / "ui" / "strings"


def say(key: str, language: str, /, **params: object) -> str:
    """The wording of `section.name`, its `{gaps}` filled."""
    wording = words(language)[key]
    return wording.format_map(params) if params else wording


def say_error(error: TadqiqError, language: str) -> str:
    """The sentence for an error."""
    return say(f"error.{error.code}", language, **error.params)


def command_line_language() -> str:
    """The language that the command line speaks: English, unless the settings name one."""
    return settings().language if "TADQIQ_LANGUAGE" in os.environ else "en"


@cache
def words(language: str) -> Mapping[str, str]:
    """All wordings of a language, keyed `section.name`. A nested table's keys are joined by dots."""
    found: dict[str, str] = {}
    for file in sorted((_FOLDER / language).glob("*.toml")):
        _flatten(tomllib.loads(file.read_text(encoding="utf-8")), file.stem, found)
    return found


def section(name: str, language: str) -> dict[str, str]:
    """The wordings of one section, without its name before them."""
    prefix = f"{name}."
    return {key.removeprefix(prefix): text for key, text in words(language).items() if key.startswith(prefix)}


def _flatten(table: Mapping[str, object], prefix: str, into: dict[str, str]) -> None:
    for name, value in table.items():
        if isinstance(value, Mapping):
            _flatten(value, f"{prefix}.{name}", into)
        else:
            into[f"{prefix}.{name}"] = str(value)
