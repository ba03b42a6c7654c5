"""Rows as the browser gets them, with what follows from them already worked out."""

from functools import lru_cache
from typing import Any

from annotator.domain import scheme as schemes
from annotator.domain.plain import to_plain
from annotator.domain.records import Claim, Project, Work
from annotator.domain.scheme import Scheme
from annotator.domain.verdicts import difference
from db import projects
from db.store import Tx


def scheme_of(tx: Tx, project: Project) -> Scheme:
    """The scheme a project is at now."""
    return _scheme(project.scheme_id, projects.scheme_body(tx, project.scheme_id))


def shown(record: Work, scheme: Scheme) -> dict[str, Any]:
    """A row for the browser. A claim says how its two verdicts differ."""
    plain = to_plain(record)
    if isinstance(record, Claim):
        plain["difference"] = difference(record.verdict, record.verdict_in_source, scheme)
    return plain


@lru_cache(maxsize=64)
def _scheme(_id: str, body: str) -> Scheme:
    return schemes.load(body)
