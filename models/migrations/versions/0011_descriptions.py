"""Keys of descriptions, by which repeated descriptions are found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the table; descriptions are compared only with those written later."""
    op.create_table(
        "descriptions",
        sa.Column("article_id", sa.String(255), nullable=False),
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_descriptions")),
    )
    op.create_index("ix_descriptions_key", "descriptions", ["key"])


def downgrade() -> None:
    """Drop the table."""
    op.drop_table("descriptions")
