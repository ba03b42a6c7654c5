"""The floor on PostgreSQL: what one commit costs there, on the disk that its data are on."""

import time

import psycopg


def commits(url: str, count: int = 200) -> list[float]:
    """Milliseconds of commits that each write three small rows, as one act does. `url`: SQLAlchemy's address."""
    with psycopg.connect(url.replace("+psycopg", "", 1), autocommit=True) as connection:
        for table in ("raw_a", "raw_b", "raw_c"):
            connection.execute(f"create table if not exists {table} (id text primary key, value text)")
        times = []
        for number in range(count):
            start = time.perf_counter()
            with connection.transaction():
                for table in ("raw_a", "raw_b", "raw_c"):
                    connection.execute(f"insert into {table} values (%s, %s)", (f"{start}{number}", "x" * 300))
            times.append((time.perf_counter() - start) * 1000)
        for table in ("raw_a", "raw_b", "raw_c"):
            connection.execute(f"drop table {table}")
    return times
