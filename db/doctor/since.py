"""What the newest backup holds must be here still; what is never changed, with the same values."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from db.doctor.finding import Finding, found, noted
from db.driver import sqlite3

_LIMIT = 20  # findings of a table
_KEYS = {
    "event": ("seq",),
    "member": ("project_id", "person_id"),
    "submission": ("article_id", "reviewer_id"),
    "identity": ("issuer", "subject"),
}
_NEVER_CHANGED = {  # None: the whole row
    "event": None,
    "operation": None,
    "scheme": None,
    "article": {"id", "project_id", "title", "language", "text", "source_text", "source_language", "publisher", "url"}
    | {"system", "created_at", "created_by"},
    "submission": {"article_id", "reviewer_id", "first_event", "first_at"},
}
_WITHOUT_HISTORY = ("person", "project", "member", "identity", "known_claim")
_RECUT = """
    select 1 from main.event where kind = 'article' and action = 'changed' and article_id = old.article_id
    and seq > (select coalesce(max(seq), 0) from earlier.event)
"""


def lost_since(database: Path, backup: Path) -> Iterator[Finding]:
    """Compares a database with a backup of it; both files are read only."""
    with closing(sqlite3.connect(database)) as both:
        both.execute("attach database ? as earlier", (str(backup),))
        for table, columns in _NEVER_CHANGED.items():
            for row in _differing(both, table, columns):
                yield found("lost", table=table, row=row, backup=backup.name)
        for table in _WITHOUT_HISTORY:
            for row in _differing(both, table, None):
                yield noted("changed_quietly", table=table, row=row, backup=backup.name)
        for row in _differing(both, "sentence", None, unless=_RECUT):
            yield found("lost", table="sentence", row=row, backup=backup.name)


def _differing(
    both: sqlite3.Connection, table: str, columns: set[str] | None, unless: str | None = None
) -> Sequence[str]:
    """The keys of rows of the backup that aren't here, or not with the same values in these columns."""
    shared = _columns(both, "main", table) & _columns(both, "earlier", table)
    if not shared:
        return []  # the backup is of a schema without this table
    keys = _KEYS.get(table, ("id",))
    joined = " and ".join(f'now."{key}" = old."{key}"' for key in keys)
    differs = " or ".join(f'now."{name}" is not old."{name}"' for name in sorted(shared & (columns or shared)))
    key = " || ' ' || ".join(f'old."{key}"' for key in keys)
    query = f'select {key} from earlier."{table}" old left join main."{table}" now on {joined} where ({differs})'  # noqa: S608  our own names
    if unless is not None:
        query += f" and not exists ({unless})"
    return [str(key) for (key,) in both.execute(f"{query} limit {_LIMIT}")]


def _columns(both: sqlite3.Connection, schema: str, table: str) -> set[str]:
    return {row[1] for row in both.execute(f'pragma {schema}.table_info("{table}")')}
