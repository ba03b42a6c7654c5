"""PostgreSQL: how it is connected to, which servers are refused, and whose turn it is to write."""

import time
from typing import Any
from zlib import crc32

from psycopg import Error
from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import DBAPIError, InvalidatePoolError

from annotator.errors import UnsafeServer

WRITERS = 10  # of one process at a time; as many connections again are left for reading
LOCK_SECONDS = 2.5  # a write waits for its turn in the process, then for one lock or two: 5 s, or little more
_IDLE = 1.0  # seconds after which a connection is asked whether it lives; before, who finds it dead tries again
_CONNECT: dict[str, Any] = {
    "connect_timeout": 5,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 2,
    "tcp_user_timeout": 5_000,
    "client_encoding": "utf8",
    "application_name": "tadqiq",
}
_SESSION = {
    "timezone": "UTC",
    "lock_timeout": f"{LOCK_SECONDS}s",
    "statement_timeout": "60s",  # a report of a large desk takes its time
    "idle_in_transaction_session_timeout": "30s",  # a process that hangs gives its locks back
}
_TELL = "select " + ", ".join("set_config(%s, %s, false)" for _ in _SESSION)
# What makes "committed" mean "on disk". Any other value of synchronous_commit than off flushes here first.
_LIES = {"fsync": ("off",), "full_page_writes": ("off",), "synchronous_commit": ("off",)}
_ASK = "select name, setting from pg_settings where name = any(%s)"

_DESK, _ARTICLES = 0x7AD, 0x7AE  # names of our advisory locks; those of another database never meet ours
_WHOLE_DESK = f"select pg_advisory_xact_lock({_DESK})"
# The order is what keeps two writers from waiting for each other, so the first lock is a step of its own.
_ONE_ARTICLE = (
    f"with desk as materialized (select pg_advisory_xact_lock_shared({_DESK}))"  # noqa: S608  our own numbers
    f" select pg_advisory_xact_lock({_ARTICLES}, %(article)s) from desk"
)

_NUMBERED = """
    select attrelid::regclass::text, quote_ident(attname), pg_get_serial_sequence(attrelid::regclass::text, attname)
    from pg_attribute join pg_class on pg_class.oid = attrelid
    where relkind = 'r' and relnamespace = current_schema::regnamespace and attnum > 0
        and pg_get_serial_sequence(attrelid::regclass::text, attname) is not null
"""
_OTHERWISE_SORTED = """
    select attrelid::regclass::text, string_agg(
        'alter column ' || quote_ident(attname) || ' type ' || format_type(atttypid, atttypmod) || ' collate "C"', ', ')
    from pg_attribute
    join pg_class on pg_class.oid = attrelid
    join pg_collation on pg_collation.oid = attcollation
    where relkind = 'r' and relnamespace = current_schema::regnamespace and collname = 'default'
    group by attrelid
"""

_AGAIN = ("40001", "40P01")  # serialization_failure, deadlock_detected
_LOCKED = ("55P03", "57014")  # lock_not_available, query_canceled
_AWAY = ("25006", "25P03", "53300", "57P01", "57P02", "57P03")  # a standby, idle too long, too many, shutting down
_FULL = ("53100", "53200")  # disk_full, out_of_memory


def open_postgres(url: str) -> Engine:
    """An engine whose every new connection is asked whether the server keeps what it acknowledges."""
    asked = make_url(url).query
    engine = create_engine(
        url,
        pool_size=2 * WRITERS,
        max_overflow=0,
        pool_timeout=LOCK_SECONDS,
        pool_recycle=1_800,
        connect_args={name: value for name, value in _CONNECT.items() if name not in asked},
    )
    event.listen(engine, "connect", _configure)
    event.listen(engine, "checkin", _note_time)
    event.listen(engine, "checkout", _see_that_it_lives)
    return engine


def take_turn(connection: Connection, article: str | None) -> None:
    """Waits until nobody else writes to this article, or, without one, to the desk. Held until the transaction ends.

    Writers of different articles go on side by side. Within an article the events' numbers are therefore in the
    order of the commits, though the sequence behind them knows nothing of transactions.
    """
    if article is None:
        connection.exec_driver_sql(_WHOLE_DESK)
    else:
        number = crc32(article.encode()) - 2**31  # two articles of one number merely wait for each other
        connection.exec_driver_sql(_ONE_ARTICLE, {"article": number})


def wait_long(connection: Connection) -> None:
    """For this transaction nobody is hurried: a change of the schema takes as long as it takes."""
    connection.exec_driver_sql("set local lock_timeout = '120s'")
    connection.exec_driver_sql("set local statement_timeout = 0")


def order_by_bytes(connection: Connection) -> None:
    """Makes every text column sort as SQLite sorts, whatever the language that the database was made for.

    Ids sort by time in bytes alone (in Czech, "ch" comes after "h"), and no index breaks when a system's library of
    languages is upgraded.
    """
    for table, changes in connection.exec_driver_sql(_OTHERWISE_SORTED).all():
        connection.exec_driver_sql(f"alter table {table} {changes}")


def count_on(connection: Connection) -> None:
    """Makes every sequence go on after the highest number in its column, where rows came with theirs."""
    for table, column, sequence in connection.exec_driver_sql(_NUMBERED).all():
        highest = f"select max({column}) from {table}"  # noqa: S608  names from the catalogue, quoted there
        connection.exec_driver_sql(f"select setval('{sequence}', coalesce(({highest}), 0) + 1, false)")


def trouble(error: DBAPIError) -> str:
    """What an error means: "again" (another try may do), "locked", "away", "full", or "" for a mistake of ours."""
    state = getattr(error.orig, "sqlstate", None) or ""
    if state in _AGAIN:
        return "again"
    if state in _LOCKED:
        return "locked"
    if state in _FULL:
        return "full"
    unreachable = not state and type(error.orig).__name__ == "OperationalError"
    return "away" if error.connection_invalidated or unreachable or state in _AWAY or state.startswith("08") else ""


def _note_time(_connection: Any, record: Any) -> None:
    record.info["given_back"] = time.monotonic()


def _see_that_it_lives(connection: Any, record: Any, _proxy: Any) -> None:
    """Asks a connection that nobody has used for a while whether its server is still there."""
    if time.monotonic() - record.info.get("given_back", time.monotonic()) < _IDLE:
        return
    try:
        connection.execute("select 1")
        connection.rollback()
    except Error as error:
        raise InvalidatePoolError from error  # and with it every other connection of before


def _configure(connection: Any, _record: Any) -> None:
    try:
        facts = dict(connection.execute(_ASK, [[*_LIES, "server_encoding"]]).fetchall())
        for name, lies in _LIES.items():
            if facts[name] in lies:
                raise UnsafeServer("server_unsafe", setting=name, value=facts[name])
        if facts["server_encoding"] != "UTF8":
            raise UnsafeServer("server_encoding", encoding=facts["server_encoding"])
        connection.execute(_TELL, [part for setting in _SESSION.items() for part in setting])
        connection.commit()
    except BaseException:
        connection.close()
        raise
