"""Rows as the browser gets them, with what follows from them already worked out."""

from dataclasses import dataclass
from typing import Any

from annotator.domain import schemes
from annotator.domain.plain import to_plain
from annotator.domain.records import Claim, Project, Work
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference
from db import projects
from db import schemes as stored
from db.store import Tx

_schemes: dict[str, Scheme] = {}  # by version; a version never changes


def scheme_of(tx: Tx, project: Project) -> Scheme:
    """The scheme a project is at now."""
    return scheme_version(tx, project.scheme_id)


def scheme_version(tx: Tx, scheme_id: str) -> Scheme:
    """One version of a scheme."""
    known = _schemes.get(scheme_id)
    if known is None:
        known = _schemes[scheme_id] = schemes.load(projects.scheme_body(tx, scheme_id))
    return known


@dataclass(frozen=True)
class Numbered:
    """A version of a scheme with its number, from 1."""

    number: int
    scheme: Scheme


def scheme_versions(tx: Tx, project: Project) -> dict[str, Numbered]:
    """Every version of a project's scheme, by id."""
    numbers = stored.numbers(tx, project.id)
    return {id: Numbered(number, scheme_version(tx, id)) for id, number in numbers.items()}


def shown(record: Work, scheme: Scheme) -> dict[str, Any]:
    """A row for the browser. A claim says how its two verdicts differ."""
    plain = to_plain(record)
    if isinstance(record, Claim):
        plain["difference"] = difference(record.verdict, record.verdict_in_source, scheme)
    return plain
