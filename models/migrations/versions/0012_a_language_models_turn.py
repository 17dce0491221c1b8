"""A state for revisions that wait for a language model, added to the indexes of open revisions."""

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
    """Create the indexes anew, with the new state."""
    _index(_NOW)


def downgrade() -> None:
    """Send revisions that wait for a model back to be summarized, and restore the indexes."""
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
