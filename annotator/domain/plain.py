"""Records as plain JSON values and back: what events keep and what the browser gets."""

from dataclasses import fields
from datetime import datetime
from typing import Any, TypeVar

Record = TypeVar("Record")


def to_plain(record: Any) -> dict[str, Any]:
    """A record as JSON-able values: times in ISO 8601, tuples as lists."""
    return {field.name: _plain(getattr(record, field.name)) for field in fields(record)}


def from_plain(kind: type[Record], values: dict[str, Any]) -> Record:
    """The record that `to_plain` was given. What came into records later has its default in older values."""
    named = [field.name for field in fields(kind) if field.name in values]  # type: ignore[arg-type]
    return kind(**{name: _value(name, values[name]) for name in named})


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _value(name: str, value: Any) -> Any:
    if name.endswith("_at") and value is not None:
        return datetime.fromisoformat(value)
    return tuple(value) if isinstance(value, list) else value
