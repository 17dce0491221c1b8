"""Advisory locks that make writers of the same thing take turns."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select
from sqlalchemy.orm import Session


def take(session: Session, keys: Collection[int]) -> None:
    """Lock these 64-bit keys until the transaction ends, waiting for other holders to finish.

    Keys are locked in ascending order, which rules out deadlocks. Only PostgreSQL needs this:
    SQLite has one writing transaction at a time.
    """
    if keys and session.get_bind().dialect.name == "postgresql":
        given = bindparam("keys", sorted(keys), ARRAY(BigInteger))
        ordered = select(func.unnest(given).label("key")).order_by("key").subquery()
        session.execute(select(func.pg_advisory_xact_lock(ordered.c.key))).all()
