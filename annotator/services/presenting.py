"""Rows as the browser gets them, with what follows from them already worked out."""

from typing import Any

from annotator.domain import scheme as schemes
from annotator.domain.plain import to_plain
from annotator.domain.records import Claim, Project, Work
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference
from db import projects
from db.store import Tx

_schemes: dict[str, Scheme] = {}  # by version; a version never changes


def scheme_of(tx: Tx, project: Project) -> Scheme:
    """The scheme a project is at now."""
    known = _schemes.get(project.scheme_id)
    if known is None:
        known = _schemes[project.scheme_id] = schemes.load(projects.scheme_body(tx, project.scheme_id))
    return known


def shown(record: Work, scheme: Scheme) -> dict[str, Any]:
    """A row for the browser. A claim says how its two verdicts differ."""
    plain = to_plain(record)
    if isinstance(record, Claim):
        plain["difference"] = difference(record.verdict, record.verdict_in_source, scheme)
    return plain
