"""A state for what waits for a language model: the indexes of what is open know it too."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_BEFORE = ("accepted", "ingested", "summarized", "rendered")
_NOW = ("accepted", "ingested", "extracted", "summarized", "rendered")


def upgrade() -> None:
    """Make the indexes anew."""
    _index(_NOW)


def downgrade() -> None:
    """Have what waits for a model summarized anew, and make the indexes as they were."""
    op.execute("UPDATE revisions SET state = 'ingested' WHERE state = 'extracted'")
    _index(_BEFORE)


def _index(states: tuple[str, ...]) -> None:
    is_open = "state IN ({})".format(", ".join(f"'{state}'" for state in states))
    _make("ix_revisions_open", ["state", "lane", "id"], is_open)
    _make("ix_revisions_due", ["publish_at"], f"publish_at IS NOT NULL AND {is_open}")


def _make(name: str, columns: list[str], condition: str) -> None:
    where = sa.text(condition)
    op.drop_index(name, "revisions")
    op.create_index(name, "revisions", columns, sqlite_where=where, postgresql_where=where)
