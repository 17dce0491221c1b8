"""Running totals for monitoring, kept in the database.

Every process reports the same totals, and none is lost when a process ends.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Float, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from models.base import Base
from models.rows import dialect


class Tally(Base):
    """One total. `labels` holds `name=value` pairs joined by commas, in the metric's own order."""

    __tablename__ = "tallies"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    labels: Mapped[str] = mapped_column(String(200), primary_key=True, default="")
    value: Mapped[float] = mapped_column(Float)


class TallyMark(Base):
    """The time up to which a periodic job, named by `name`, has done its work."""

    __tablename__ = "tally_marks"

    name: Mapped[str] = mapped_column(String(64), primary_key=True)
    at: Mapped[datetime]


def add(session: Session, amounts: Mapping[tuple[str, str], float]) -> None:
    """Add `amounts` to the totals, by (name, labels).

    Rows are locked in sorted order, so that concurrent writers cannot deadlock.
    """
    rows = [
        {"name": name, "labels": labels, "value": float(amount)}
        for (name, labels), amount in sorted(amounts.items())
        if amount
    ]
    if not rows:
        return
    statement: Any = dialect(session).insert(Tally).values(rows)
    session.execute(
        statement.on_conflict_do_update(
            index_elements=["name", "labels"],
            set_={"value": Tally.value + statement.excluded.value},
        )
    )


def totals(session: Session) -> dict[tuple[str, str], float]:
    """All totals, by (name, labels)."""
    return {(row.name, row.labels): row.value for row in session.scalars(select(Tally))}
