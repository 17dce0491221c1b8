"""Outages, shared by all workers, and build numbers."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import UtcDateTime

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; build numbers continue from the highest one that a page has."""
    op.create_table(
        "outages",
        sa.Column("service", sa.String(80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", UtcDateTime(), nullable=False),
        sa.Column("most", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("service", name=op.f("pk_outages")),
    )
    op.create_table(
        "builds",
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_builds")),
    )
    op.execute(
        "INSERT INTO builds (site, number) "
        "SELECT site, MAX(rev) FROM pages WHERE article_id IS NULL GROUP BY site"
    )


def downgrade() -> None:
    """Drop the tables."""
    op.drop_table("builds")
    op.drop_table("outages")
