"""Writers that are about to write the same thing take turns."""

from __future__ import annotations

from collections.abc import Collection

from sqlalchemy import ARRAY, BigInteger, bindparam, func, select
from sqlalchemy.orm import Session


def take(session: Session, keys: Collection[int]) -> None:
    """Wait until no other transaction holds one of these 64-bit keys, and hold them to the end.

    PostgreSQL lets transactions write side by side, SQLite does not.
    """
    if keys and session.get_bind().dialect.name == "postgresql":
        given = bindparam("keys", sorted(keys), ARRAY(BigInteger))
        ordered = select(func.unnest(given).label("key")).order_by("key").subquery()
        session.execute(select(func.pg_advisory_xact_lock(ordered.c.key))).all()
