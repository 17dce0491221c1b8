"""Redirects of renamed listings."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; listings that were renamed before get no redirect."""
    op.add_column("listings", sa.Column("moved_to", sa.String(255), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    op.drop_column("listings", "moved_to")
