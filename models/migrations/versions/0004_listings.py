"""Sections, tags and authors; the search index; which articles a page links to."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

import models.base

revision = "0004"
down_revision = "0002"
branch_labels = None
depends_on = None

_SITEMAPS = sa.text("kind = 'sitemap'")


def upgrade() -> None:
    """Change the schema."""
    op.create_table(
        "listings",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", "key", name=op.f("pk_listings")),
    )
    op.create_table(
        "memberships",
        sa.Column("site", sa.String(length=64), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("key", sa.String(length=255), nullable=False),
        sa.Column("article_id", sa.String(length=255), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("dated_at", models.base.UtcDateTime(timezone=True), nullable=False),
        sa.Column("gone", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("site", "kind", "key", "article_id", name=op.f("pk_memberships")),
    )
    op.create_index("ix_memberships_number", "memberships", ["site", "kind", "key", "number"])
    op.create_index("ix_memberships_dated", "memberships", ["site", "kind", "key", "dated_at"])
    op.create_index("ix_memberships_article", "memberships", ["article_id"])
    op.add_column("articles", sa.Column("record", sa.Text(), nullable=True))
    op.add_column("revisions", sa.Column("surroundings", sa.Text(), nullable=True))
    op.add_column(
        "pages", sa.Column("changed_at", models.base.UtcDateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_pages_sitemaps",
        "pages",
        ["site", "path"],
        sqlite_where=_SITEMAPS,
        postgresql_where=_SITEMAPS,
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_index("ix_pages_sitemaps", "pages")
    op.drop_column("pages", "changed_at")
    op.drop_column("revisions", "surroundings")
    op.drop_column("articles", "record")
    op.drop_table("memberships")
    op.drop_table("listings")
