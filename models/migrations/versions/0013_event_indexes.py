"""Indexes of the audit log by person and by act."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the indexes, each with the id second, for the order of time."""
    op.create_index("ix_events_who", "events", ["who", "id"])
    op.create_index("ix_events_what", "events", ["what", "id"])


def downgrade() -> None:
    """Drop the indexes."""
    op.drop_index("ix_events_what", "events")
    op.drop_index("ix_events_who", "events")
