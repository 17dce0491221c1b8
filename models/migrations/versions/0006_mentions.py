"""Which pages link to which articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "mentions",
        sa.Column("article_id", sa.String(length=255), nullable=False),
        sa.Column("mentioned_id", sa.String(length=255), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "mentioned_id", name=op.f("pk_mentions")),
    )
    op.create_index("ix_mentions_mentioned", "mentions", ["mentioned_id"])


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("mentions")
