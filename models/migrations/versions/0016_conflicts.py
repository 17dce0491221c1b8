"""Receipts that say what a submission is in conflict with."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the column; receipts written before say it in their reason alone."""
    op.add_column("receipts", sa.Column("conflict", sa.String(16), nullable=True))


def downgrade() -> None:
    """Drop the column."""
    with op.batch_alter_table("receipts") as table:
        table.drop_column("conflict")
