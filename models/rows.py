"""Writes many rows at once, past the ORM, which would make an object of each."""

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
    """As `add`; a row whose key is there already is left as it is."""
    if rows:
        session.connection().execute(_insert_missing(model, stamp, dialect(session)), rows)


def dialect(session: Session) -> ModuleType:
    """SQLAlchemy's module for the database at hand, whose `insert` knows `ON CONFLICT`."""
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
