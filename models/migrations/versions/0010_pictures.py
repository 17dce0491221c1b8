"""Fetched pictures, their use by articles, and orders to fetch them."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "pictures",
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.Column("status", sa.String(16), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("sizes", sa.Text(), nullable=True),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("site", "source", name=op.f("pk_pictures")),
    )
    op.create_table(
        "picture_uses",
        sa.Column("article_id", sa.String(255), nullable=False),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("source", sa.String(64), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "source", name=op.f("pk_picture_uses")),
    )
    op.create_index("ix_picture_uses_site_source", "picture_uses", ["site", "source"])
    op.create_table(
        "picture_orders",
        sa.Column("article_id", sa.String(255), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_picture_orders")),
    )
    op.create_index("ix_picture_orders_due_at", "picture_orders", ["due_at"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("picture_orders", "picture_uses", "pictures"):
        op.drop_table(name)
