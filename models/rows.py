"""Writes many rows at once, past the ORM, which would make an object of each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import insert
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Session

from models.base import Base

Rows = Sequence[Mapping[str, Any]]


def add(session: Session, model: type[Base], rows: Rows, **same: Any) -> None:
    """Insert `rows`, all with the same columns, and in each what is the `same`."""
    if rows:
        session.connection().execute(insert(model.__table__).values(**same), rows)  # type: ignore[arg-type]  # a declarative class's is a Table


def add_missing(session: Session, model: type[Base], rows: Rows, **same: Any) -> None:
    """As `add`; a row whose key is there already is left as it is."""
    if rows:
        dialect = postgresql if session.get_bind().dialect.name == "postgresql" else sqlite
        statement: Any = dialect.insert(model.__table__).on_conflict_do_nothing()
        session.connection().execute(statement.values(**same) if same else statement, rows)
