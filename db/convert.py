"""Rows to records and back, field by field: they share their names."""

from dataclasses import fields
from typing import Any, TypeVar

Record = TypeVar("Record")


def to_record(kind: type[Record], row: Any) -> Record:
    """The frozen record of a row, of the ORM or of a plain select. Lists become tuples."""
    values = {field.name: getattr(row, field.name) for field in fields(kind)}  # type: ignore[arg-type]
    return kind(**{name: tuple(value) if isinstance(value, list) else value for name, value in values.items()})


def to_values(record: Any) -> dict[str, Any]:
    """A record's fields as column values. Tuples become lists."""
    values = {field.name: getattr(record, field.name) for field in fields(record)}
    return {name: list(value) if isinstance(value, tuple) else value for name, value in values.items()}
