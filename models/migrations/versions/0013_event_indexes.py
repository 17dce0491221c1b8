"""The audit log by who did what."""

from __future__ import annotations

from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index it by either, newest last."""
    op.create_index("ix_events_who", "events", ["who", "id"])
    op.create_index("ix_events_what", "events", ["what", "id"])


def downgrade() -> None:
    """Drop the indexes."""
    op.drop_index("ix_events_what", "events")
    op.drop_index("ix_events_who", "events")
