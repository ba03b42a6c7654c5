"""Power loss under the real store.

`recorder` is a file layer that keeps every write, sync, truncation and deletion in order; `driver` lets SQLAlchemy, and
so the real store with its real statements and pragmas, run on it; `crashes` makes of the record what a disk may hold
after a power cut.
"""
