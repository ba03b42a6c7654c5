"""Translation errors that models suspect."""

from collections.abc import Sequence

from sqlalchemy import insert
from sqlmodel import select

from annotator.domain.suggestions import Suggestion
from db import prepared
from db.convert import to_record, to_values
from db.store import Tx
from db.tables import SuggestionRow

_ADD = insert(prepared.table_of(SuggestionRow))
_BY_ID = prepared.by_id(SuggestionRow)


def get(tx: Tx, id: str) -> Suggestion | None:
    """The suggestion with this id."""
    row = prepared.first(tx, _BY_ID, id=id)
    return None if row is None else to_record(Suggestion, row)


def of_article(tx: Tx, article_id: str) -> list[Suggestion]:
    """The suggestions on an article in the order of the text."""
    query = select(SuggestionRow).where(SuggestionRow.article_id == article_id)
    found = [to_record(Suggestion, row) for row in tx.exec(query)]
    return sorted(found, key=lambda one: (one.start, one.end, one.id))


def add(tx: Tx, suggestions: Sequence[Suggestion]) -> None:
    """Stores suggestions."""
    prepared.run_many(tx, _ADD, [to_values(one) for one in suggestions])
