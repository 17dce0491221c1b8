"""Inserts many rows at once, bypassing the ORM, which would create an object for each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from types import ModuleType
from typing import Any

from sqlalchemy import Executable, insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base, db_now

Rows = Sequence[Mapping[str, Any]]


def add(session: Session, model: type[Base], rows: Rows, *, stamp: str | None = None) -> None:
    """Insert `rows`, all with the same columns; the column `stamp` gets the database's time."""
    if rows:
        session.connection().execute(_insert(model, stamp), rows)


def add_missing(
    session: Session, model: type[Base], rows: Rows, *, stamp: str | None = None
) -> None:
    """Insert rows like `add`, leaving rows whose key already exists as they are."""
    if rows:
        session.connection().execute(_insert_missing(model, stamp, dialect(session)), rows)


def dialect(session: Session) -> ModuleType:
    """SQLAlchemy's module for this session's database; its `insert` supports `ON CONFLICT`."""
    return postgresql if session.get_bind().dialect.name == "postgresql" else sqlite


@lru_cache
def _insert(model: type[Base], stamp: str | None) -> Executable:
    table: Any = model.__table__
    return insert(table).values(**_stamped(stamp))


@lru_cache
def _insert_missing(model: type[Base], stamp: str | None, of: ModuleType) -> Executable:
    statement: Any = of.insert(model.__table__).on_conflict_do_nothing()
    complete: Executable = statement.values(**_stamped(stamp)) if stamp else statement
    return complete


def _stamped(stamp: str | None) -> dict[str, Any]:
    return {stamp: db_now()} if stamp else {}
