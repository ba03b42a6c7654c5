"""What a check finds."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Finding:
    """Something that is not as it must be; `code` names the sentence, `facts` fill its gaps.

    A note is worth a look and no fault: a change that leaves no history, such as somebody's new password.
    """

    code: str
    facts: Mapping[str, Any]
    note: bool = False


def found(code: str, **facts: Any) -> Finding:
    """A finding."""
    return Finding(code, facts)


def noted(code: str, **facts: Any) -> Finding:
    """A note."""
    return Finding(code, facts, note=True)
