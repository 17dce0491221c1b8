"""Text fingerprints and near-duplicates."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import BigId, UtcDateTime

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables; only texts of later revisions get fingerprints."""
    op.create_table(
        "fingerprints",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("article_id", sa.String(255), nullable=False),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("signature", sa.LargeBinary(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fingerprints")),
        sa.UniqueConstraint("article_id", name=op.f("uq_fingerprints_article_id")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_fingerprints_at", "fingerprints", ["at"])
    op.create_table(
        "bands",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("fingerprint_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("key", "fingerprint_id", name=op.f("pk_bands")),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "near_duplicates",
        sa.Column("article_id", sa.String(255), nullable=False),
        sa.Column("other_id", sa.String(255), nullable=False),
        sa.Column("likeness", sa.Float(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("article_id", name=op.f("pk_near_duplicates")),
    )
    op.create_index("ix_near_duplicates_other_id", "near_duplicates", ["other_id"])


def downgrade() -> None:
    """Drop the tables."""
    for name in ("near_duplicates", "bands", "fingerprints"):
        op.drop_table(name)
