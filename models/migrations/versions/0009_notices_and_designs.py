"""Notices to CDNs, search engines and hubs; the designs of sites."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from models.base import BigId, UtcDateTime

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Create the tables."""
    op.create_table(
        "notices",
        sa.Column("id", BigId, autoincrement=True, nullable=False),
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("outlet", sa.String(16), nullable=False),
        sa.Column("path", sa.String(700), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notices")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_notices_outlet", "notices", ["site", "outlet", "id"])
    op.create_index("ix_notices_path", "notices", ["site", "path"])
    op.create_table(
        "outlets",
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("name", sa.String(16), nullable=False),
        sa.Column("taken", sa.BigInteger(), nullable=False),
        sa.Column("taken_at", UtcDateTime(), nullable=True),
        sa.Column("given_up", sa.BigInteger(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text(), nullable=True),
        sa.Column("next_attempt_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("site", "name", name=op.f("pk_outlets")),
    )
    op.create_table(
        "designs",
        sa.Column("site", sa.String(64), nullable=False),
        sa.Column("fingerprint", sa.String(64), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.Column("after", sa.String(255), nullable=True),
        sa.PrimaryKeyConstraint("site", name=op.f("pk_designs")),
    )


def downgrade() -> None:
    """Drop the tables."""
    for name in ("designs", "outlets", "notices"):
        op.drop_table(name)
