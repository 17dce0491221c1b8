"""Listings that were renamed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Note where they lead; those that were renamed before this lead nowhere."""
    op.add_column("listings", sa.Column("moved_to", sa.String(255), nullable=True))


def downgrade() -> None:
    """Forget it."""
    op.drop_column("listings", "moved_to")
