"""An index of the largest listings."""

from __future__ import annotations

from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Index listings by size, since the directory shows the largest."""
    op.create_index("ix_listings_size", "listings", ["site", "kind", "size"])


def downgrade() -> None:
    """Drop the index."""
    op.drop_index("ix_listings_size", "listings")
