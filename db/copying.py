"""Moving a desk from one database to another, in either direction: chunk by chunk, then compared row by row.

A copy that was interrupted goes on where it stopped. While it is unfinished a table of that name stands in the target,
and no desk opens there.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    MetaData,
    String,
    Table,
    bindparam,
    delete,
    func,
    insert,
    inspect,
    make_url,
    select,
    tuple_,
    update,
)
from sqlmodel import SQLModel

from annotator.domain.records import CONSENSUS
from annotator.errors import Invalid
from db import postgres, tables
from db.engine import is_postgres, open_engine, reading, writing
from db.migrate import upgrade

CHUNK = 1_000  # rows
Tell = Callable[[str, int], None]
_MARK = Table("unfinished_copy", MetaData(), Column("source", String, primary_key=True))


def copy(source_url: str, target_url: str, tell: Tell) -> int:
    """Copies every row; gives back how many. `tell(table, rows)` is called as each table has been compared.

    Raises Invalid where the source isn't there, the target holds something else, or the two differ in the end.
    """
    _require_file(source_url)
    source, target = open_engine(source_url), open_engine(target_url)
    try:
        for engine in (source, target):
            upgrade(engine)
        with reading(source).connect() as given:
            _claim(target, make_url(source_url).render_as_string(hide_password=True))
            for table in _tables():
                _copy_table(given, target, table)
            total = sum(_compared(given, target, table, tell) for table in _tables())
            _finish(target)
        return total
    finally:
        source.dispose()
        target.dispose()


def refuse_unfinished(connection: Connection) -> None:
    """Raises Invalid where a copy into this database has not come to its end."""
    if inspect(connection).has_table(_MARK.name):
        raise Invalid("copy_unfinished")


def _require_file(url: str) -> None:
    place = make_url(url)
    if place.get_backend_name() == "sqlite" and not Path(place.database or "").is_file():
        raise Invalid("file_missing", name=place.database)


def _tables() -> Sequence[Table]:
    """Every table, each after those that it refers to."""
    return SQLModel.metadata.sorted_tables


def _claim(target: Engine, source: str) -> None:
    """Makes an empty desk ours to fill; raises Invalid for one that is neither empty nor ours already."""
    with writing(target).begin() as connection:
        _take_turn(connection)
        if inspect(connection).has_table(_MARK.name):
            if connection.execute(select(_MARK.c.source)).scalar() != source:
                raise Invalid("copy_of_another")
            return
        if any(_in_use(connection, row) for row in (tables.PersonRow, tables.ProjectRow, tables.EventRow)):
            raise Invalid("copy_target_used")
        for table in reversed(_tables()):  # what the migrations put there comes from the source, too
            connection.execute(delete(table))
        _MARK.create(connection)
        connection.execute(insert(_MARK), {"source": source})


def _in_use(connection: Connection, row: Any) -> bool:
    table: Table = row.__table__
    found = select(func.count()).select_from(table)
    return bool(connection.execute(found.where(table.c.id != CONSENSUS) if "id" in table.c else found).scalar())


def _copy_table(source: Connection, target: Engine, table: Table) -> None:
    own = _own_references(table)
    adding = insert(table)
    while True:
        with writing(target).begin() as connection:
            _take_turn(connection)
            last = connection.execute(select(*_key(table)).order_by(*(key.desc() for key in _key(table))).limit(1))
            rows = _chunk(source, table, last.first())
            if not rows:
                break
            connection.execute(adding, [{**row, **dict.fromkeys(own)} for row in rows])
    for name in own:
        _fill(source, target, table, name)


def _fill(source: Connection, target: Engine, table: Table, name: str) -> None:
    """Lets rows point to others of their own table, once all are there."""
    pointing = select(table.c.id.label("its_id"), table.c[name].label("other")).where(table.c[name].is_not(None))
    rows = [dict(row._mapping) for row in source.execute(pointing)]
    if rows:
        with writing(target).begin() as connection:
            _take_turn(connection)
            setting = update(table).where(table.c.id == bindparam("its_id")).values({name: bindparam("other")})
            connection.execute(setting, rows)


def _compared(source: Connection, target: Engine, table: Table, tell: Tell) -> int:
    """How many rows a table has on both sides; raises Invalid where any row differs."""
    count = 0
    with reading(target).connect() as copied:
        for ours, theirs in _pairs(_hashes(source, table), _hashes(copied, table)):
            if ours != theirs:
                raise Invalid("copy_differs", table=table.name, row=count + 1)
            count += 1
    tell(table.name, count)
    return count


def _pairs(first: Iterator[str], second: Iterator[str]) -> Iterator[tuple[str | None, str | None]]:
    while True:
        pair = next(first, None), next(second, None)
        if pair == (None, None):
            return
        yield pair


def _hashes(connection: Connection, table: Table) -> Iterator[str]:
    """SHA-256 of each row's values, in the order of the keys."""
    rows = _chunk(connection, table, None)
    while rows:
        for row in rows:
            values = json.dumps([_plain(row[column.name]) for column in table.columns], sort_keys=True)
            yield hashlib.sha256(values.encode()).hexdigest()
        rows = _chunk(connection, table, [rows[-1][key.name] for key in _key(table)])


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return value.hex()
    return value.isoformat() if isinstance(value, datetime) else value


def _chunk(connection: Connection, table: Table, after: Sequence[Any] | None) -> list[dict[str, Any]]:
    query = select(table).order_by(*_key(table)).limit(CHUNK)
    if after is not None:
        query = query.where(tuple_(*_key(table)) > tuple_(*(bindparam(None, value) for value in after)))
    return [dict(row._mapping) for row in connection.execute(query)]


def _key(table: Table) -> list[Column[Any]]:
    return list(table.primary_key.columns)


def _own_references(table: Table) -> list[str]:
    return [key.parent.name for key in table.foreign_keys if key.column.table is table]


def _finish(target: Engine) -> None:
    with writing(target).begin() as connection:
        _take_turn(connection)
        if is_postgres(target):
            postgres.count_on(connection)
        _MARK.drop(connection)


def _take_turn(connection: Connection) -> None:
    if connection.dialect.name == "postgresql":
        postgres.take_turn(connection, None)
