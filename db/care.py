"""Who is responsible for checking which claim, and until when."""

from sqlalchemy import bindparam

from annotator.domain.claim_records import Care
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import CareRow

_C = prepared.table_of(CareRow).c
_OF = prepared.every(CareRow).where(_C.claim_id == bindparam("claim"))


def of(tx: Tx, claim_id: str) -> Care | None:
    """What was last said of a claim."""
    row = prepared.first(tx, _OF, claim=claim_id)
    return None if row is None else to_record(Care, row)


def put(tx: Tx, care: Care) -> None:
    """Stores who is responsible, in place of what was said before."""
    tx.merge(CareRow(**to_values(care)))
    tx.flush()
