"""Already checked claims of imported collections."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, insert, tuple_, update
from sqlmodel import col, select

from annotator.domain.known import KnownClaim
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import KnownClaimRow, ProjectRow

_TABLE = prepared.table_of(KnownClaimRow)
_ADD = insert(_TABLE)
_CHANGE = update(_TABLE).where(_TABLE.c.id == bindparam("its_id"))
_AT_ONCE = 500  # values in one IN


@dataclass(frozen=True)
class Edition:
    """How far a project's known claims have come: the number of its newest change, and its time; 0, None: never."""

    number: int
    at: datetime | None


def newest(tx: Tx, project_id: str) -> Edition:
    """The newest edition of a project's known claims."""
    query = (
        select(KnownClaimRow.edition, KnownClaimRow.updated_at)
        .where(KnownClaimRow.project_id == project_id)
        .order_by(col(KnownClaimRow.edition).desc(), col(KnownClaimRow.id).desc())
        .limit(1)
    )
    found = tx.exec(query).first()
    return Edition(*found) if found else Edition(0, None)


def by_keys(tx: Tx, project_id: str, keys: Sequence[str]) -> dict[str, KnownClaim]:
    """A project's known claims with these keys."""
    found: dict[str, KnownClaim] = {}
    for start in range(0, len(keys), _AT_ONCE):
        query = prepared.every(KnownClaimRow).where(
            _TABLE.c.project_id == project_id, _TABLE.c.key.in_(keys[start : start + _AT_ONCE])
        )
        found |= {row.key: to_record(KnownClaim, row) for row in tx.connection().execute(query)}
    return found


def by_ids(tx: Tx, ids: Sequence[str]) -> dict[str, KnownClaim]:
    """The known claims with these ids."""
    found: dict[str, KnownClaim] = {}
    for start in range(0, len(ids), _AT_ONCE):
        query = prepared.every(KnownClaimRow).where(_TABLE.c.id.in_(ids[start : start + _AT_ONCE]))
        found |= {row.id: to_record(KnownClaim, row) for row in tx.connection().execute(query)}
    return found


def put(tx: Tx, project_id: str, added: Sequence[KnownClaim], changed: Sequence[KnownClaim]) -> None:
    """Adds claims and overwrites others, all in the project's next edition."""
    # Imports take turns: an edition that is finished later must not have a smaller number.
    tx.exec(select(ProjectRow.id).where(ProjectRow.id == project_id).with_for_update()).one()
    number = newest(tx, project_id).number + 1
    prepared.run_many(tx, _ADD, [{**to_values(claim), "edition": number} for claim in added])
    prepared.run_many(tx, _CHANGE, [{**to_values(claim), "edition": number, "its_id": claim.id} for claim in changed])


def after(tx: Tx, project_id: str, place: tuple[int, str], limit: int) -> list[tuple[int, KnownClaim]]:
    """The next claims behind a place, an edition and an id, each with its edition; in the order of these places."""
    query = (
        prepared.every(KnownClaimRow)
        .where(_TABLE.c.project_id == project_id, tuple_(_TABLE.c.edition, _TABLE.c.id) > tuple_(*place))
        .order_by(_TABLE.c.edition, _TABLE.c.id)
        .limit(limit)
    )
    return [(row.edition, to_record(KnownClaim, row)) for row in tx.connection().execute(query)]
